#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agentcore/limits.hpp"
#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

struct Node;

enum class Effect : std::uint8_t { allow, deny };

template <>
struct EnumNames<Effect> {
  static constexpr EnumName<Effect> rows[] = {{"Allow", Effect::allow}, {"Deny", Effect::deny}};
};

/// The Condition block of a statement as it is written: operator, key, values.
struct Condition {
  static constexpr std::string_view form = "a mapping as in IAM: operator, key, values";

  const Node* document = nullptr;  ///< a mapping; lives as long as the Document
};

/// One statement of a role's policy, beside those that the config implies.
struct Statement {
  Range place;
  std::optional<Located<std::string>> sid;
  Located<Effect> effect{Effect::allow, {}, false};
  std::vector<Located<std::string>> actions;
  Values<std::string> resources;
  std::optional<Located<Condition>> condition;

  std::string assigned_sid;  ///< set by resolve(): the written one, or one made of the first action
};

template <class Visitor>
void describe(Visitor& visitor, Statement& statement) {
  visitor.field({.key = "sid",
                 .doc = "Letters and digits that name the statement",
                 .fallback = "made of the first action",
                 .pattern = "^[A-Za-z0-9]+$",
                 .example = "ReadOrders"},
                statement.sid);
  visitor.field({.key = "effect", .doc = "Allow or Deny", .fallback = "Allow"}, statement.effect);
  visitor.field({.key = "actions",
                 .doc = "Actions such as dynamodb:GetItem, * at the end allowed",
                 .required = true,
                 .pattern = "^(?:\\*|\\*:\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$",
                 .example = "dynamodb:GetItem"},
                statement.actions);
  visitor.field({.key = "resources",
                 .doc = "ARNs, * allowed within",
                 .required = true,
                 .pattern = "^(?:\\*|arn:(?:[!-9;-~]*:){4}[!-~]*[!-9;-~])$",
                 .example = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"},
                statement.resources);
  visitor.field({.key = "condition", .doc = "Condition block as IAM has it: operator, key, values"},
                statement.condition);
}

/// IAM role that a runtime assumes. Its trust policy and its least permissions follow from the config.
struct ExecutionRole {
  Range place;
  Located<std::string> role_name;
  std::optional<Located<std::string>> path;
  Located<std::int64_t> max_session_duration{limits::role_session_duration_default, {}, false};  ///< seconds
  std::optional<std::vector<Located<std::string>>> bedrock_models;  ///< ids or ARNs; absent: every model
  Values<Arn> secrets;
  std::vector<Statement> statements;
  Values<Arn> permissions_policies;
  std::optional<Value<Arn>> permissions_boundary;

  // Set by resolve().
  std::string aws_name;    ///< with targets, ends with the region: an account has one role of a name
  std::string logical_id;  ///< in the security template
};

template <class Visitor>
void describe(Visitor& visitor, ExecutionRole& role) {
  visitor.field({.key = "role_name",
                 .doc = "Name of the role, at most 64 characters; with `targets`, -<region> is added on AWS",
                 .fallback = "<project>-agent-execution-role-<environment>",
                 .pattern = "^[A-Za-z0-9_+=,.@-]+$",
                 .maximum = limits::role_name_max},
                role.role_name);
  visitor.field({.key = "path",
                 .doc = "IAM path, begins and ends with /",
                 .fallback = "/",
                 .pattern = "^/(?:[!-~]+/)?$",
                 .example = "/agents/",
                 .maximum = limits::role_path_max},
                role.path);
  visitor.field({.key = "max_session_duration",
                 .doc = "Seconds, 3600 to 43200",
                 .fallback = "3600",
                 .minimum = limits::role_session_duration_min,
                 .maximum = limits::role_session_duration_max},
                role.max_session_duration);
  visitor.field({.key = "bedrock_models",
                 .doc = "Model ids, inference profile ids or ARNs the role may invoke; [] for none",
                 .fallback = "every model",
                 .pattern = "^(?:[A-Za-z0-9_.:*-]+|arn:aws[!-z|~]+)$",
                 .example = "us.anthropic.claude-sonnet-4-20250514-v1:0"},
                role.bedrock_models);
  visitor.field({.key = "secrets", .doc = "ARNs of Secrets Manager secrets the agent reads"}, role.secrets);
  visitor.field({.key = "statements", .doc = "Policy statements beside those that the config implies"},
                role.statements);
  visitor.field({.key = "permissions_policies",
                 .doc = "ARNs of managed policies to attach",
                 .example = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
                 .max_items = limits::role_managed_policies_max},
                role.permissions_policies);
  visitor.field({.key = "permissions_boundary",
                 .doc = "ARN of the policy that bounds the role",
                 .example = "arn:aws:iam::123456789012:policy/agent-boundary"},
                role.permissions_boundary);
  visitor.assigned({.key = "role_arn", .doc = "the output <role>Arn of the security stack"});
  visitor.assigned(
      {.key = "trust_policy",
       .doc = "always bedrock-agentcore.amazonaws.com, with source account and source ARN conditions"});
}

}  // namespace agentcore
