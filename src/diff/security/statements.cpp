// Statements of policies, from wherever a template may write them.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "diff/intrinsics.hpp"
#include "diff/readable.hpp"
#include "diff/security/security.hpp"
#include "diff/shape.hpp"

namespace agentcore::diffing {
namespace {

using Kind = StatementChange::Kind;

/// Texts of a value that is one, a list, or a map of such; of a map, each after its key.
void add_texts(const Json& value, const std::string& prefix, std::vector<std::string>& texts) {
  if (value.is_null()) return;
  if (value.is_array()) {
    for (const Json& item : value) add_texts(item, prefix, texts);
  } else if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) add_texts(inner, prefix + key + ":", texts);
  } else {
    texts.push_back(prefix + readable_text(value));
  }
}

StatementTargets targets_of(const Json& statement, std::string_view name) {
  StatementTargets targets;
  const Json* value = member(statement, name);
  if (value == nullptr) {
    value = member(statement, "Not" + std::string(name));
    targets.negated = value != nullptr;
  }
  if (value != nullptr) add_texts(*value, "", targets.values);
  std::vector<std::string>& values = targets.values;
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());  // as in normalise.cpp
  return targets;
}

StatementChange read_statement(const Json& statement) {
  StatementChange read;
  read.sid = text_of(&statement, "Sid");
  read.effect = text_of(&statement, "Effect");
  read.actions = targets_of(statement, "Action");
  read.resources = targets_of(statement, "Resource");
  read.principals = targets_of(statement, "Principal");
  if (const Json* condition = member(statement, "Condition")) read.condition = *condition;
  return read;
}

/// What an unnamed target stands for.
void put_default(StatementTargets& targets, const std::string& name) {
  if (targets.values.empty()) targets.values.push_back(name);
}

/// An account's number, `*`, or a service.
std::string lambda_principal(const std::string& written) {
  if (written.empty() || written == "*" || written.starts_with("arn:")) return written;
  const bool is_account = written.find_first_not_of("0123456789") == std::string::npos;
  return (is_account ? "AWS:" : "Service:") + written;
}

class Reader {
 public:
  Reader(const std::string& logical_id, const Json& resource)
      : logical_id_(logical_id), type_(text_of(&resource, "Type")), properties_(properties_of(&resource)) {}

  std::vector<StatementChange> read() {
    if (type_ == "AWS::Lambda::Permission") {
      read_lambda_permission();
    } else if (type_.starts_with("AWS::IAM::")) {
      read_identity();
    } else {
      for (const auto& [name, value] : properties_.items()) {
        if (is_policy(value)) read_resource_policy(value);
      }
    }
    return std::move(found_);
  }

 private:
  using Adjust = std::function<void(StatementChange&)>;

  void read_document(const Json& document, const Adjust& adjust) {
    const Json plain = readable(document);
    const Json* statements = member(plain, "Statement");
    if (statements == nullptr) return;
    const auto add = [&](const Json& statement) {
      StatementChange read = read_statement(statement);
      read.logical_id = logical_id_;
      adjust(read);
      found_.push_back(std::move(read));
    };
    if (!statements->is_array()) return add(*statements);
    for (const Json& statement : *statements) add(statement);
  }

  void read_identity() {
    if (const Json* trust = member(properties_, "AssumeRolePolicyDocument")) {
      read_document(*trust, [this](StatementChange& statement) {
        statement.kind = Kind::trust;
        put_default(statement.resources, fmt::format("${{{}.Arn}}", logical_id_));
      });
    }
    if (const Json* policies = member(properties_, "Policies"); policies != nullptr && policies->is_array()) {
      for (const Json& policy : *policies) {
        if (const Json* document = member(policy, "PolicyDocument"))
          read_for(*document, {"${" + logical_id_ + "}"});
      }
    }
    if (const Json* document = member(properties_, "PolicyDocument")) read_for(*document, holders());
  }

  /// Those to whom a policy resource is attached.
  [[nodiscard]] std::vector<std::string> holders() const {
    static constexpr std::array<std::string_view, 6> keys = {"Groups",   "Users",    "Roles",
                                                             "RoleName", "UserName", "GroupName"};
    std::vector<std::string> names;
    for (const std::string_view key : keys) {
      if (const Json* value = member(properties_, key)) add_texts(readable(*value), "", names);
    }
    // A managed policy that nobody has yet is worth showing, too.
    if (names.empty()) names.push_back("${" + logical_id_ + "}");
    return names;
  }

  void read_for(const Json& document, const std::vector<std::string>& holders) {
    for (const std::string& holder : holders) {
      read_document(document,
                    [&](StatementChange& statement) { put_default(statement.principals, "AWS:" + holder); });
    }
  }

  /// What a policy resource, such as AWS::S3::BucketPolicy, is the policy of; else the resource itself.
  [[nodiscard]] std::string protected_resource() const {
    static constexpr std::array<std::string_view, 5> keys = {"Bucket", "Queues", "Topics", "SecretId",
                                                             "ResourceArn"};
    for (const std::string_view key : keys) {
      const Json* value = member(properties_, key);
      std::vector<std::string> names;
      if (value != nullptr) add_texts(readable(*value), "", names);
      if (!names.empty()) return fmt::format("{}", fmt::join(names, ", "));
    }
    return fmt::format("${{{}.Arn}}", logical_id_);
  }

  void read_resource_policy(const Json& document) {
    const std::string protects = protected_resource();
    const Kind kind = type_ == "AWS::EC2::VPCEndpoint" ? Kind::endpoint : Kind::resource;
    read_document(document, [&](StatementChange& statement) {
      statement.kind = kind;
      if (kind == Kind::endpoint) return;
      put_default(statement.resources, protects);
      std::ranges::replace(statement.resources.values, "*", protects);
    });
  }

  /// What Lambda adds to the function's policy.
  void read_lambda_permission() {
    const Json plain = readable(properties_);
    StatementChange read;
    read.kind = Kind::resource;
    read.logical_id = logical_id_;
    read.effect = "Allow";
    read.actions = targets_of(plain, "Action");
    read.resources.values = {text_of(&plain, "FunctionName")};
    read.principals.values = {lambda_principal(text_of(&plain, "Principal"))};
    const auto condition = [&](const char* key, const char* test, const char* on) {
      if (const Json* value = member(plain, key)) read.condition[test][on] = *value;
    };
    condition("SourceArn", "ArnLike", "AWS:SourceArn");
    condition("SourceAccount", "StringEquals", "AWS:SourceAccount");
    condition("EventSourceToken", "StringEquals", "lambda:EventSourceToken");
    condition("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID");
    found_.push_back(std::move(read));
  }

  const std::string& logical_id_;
  std::string type_;
  const Json& properties_;
  std::vector<StatementChange> found_;
};

}  // namespace

std::vector<StatementChange> statements_of(const std::string& logical_id, const Json& resource) {
  return Reader(logical_id, resource).read();
}

}  // namespace agentcore::diffing
