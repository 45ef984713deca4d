#include <fmt/format.h>

#include <unordered_map>

#include "agentcore/catalog.hpp"
#include "agentcore/document.hpp"
#include "agentcore/limits.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// Calls `check` with every statement that a user wrote.
template <class Check>
void for_each_statement(const Project& project, Check check) {
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Statement& statement : role.statements) check(statement);
  }
}

void statement_empty(const Project& project, const Report& report) {
  for_each_statement(project, [&](const Statement& statement) {
    if (statement.actions.empty()) report(statement.place, "the statement has no action");
    if (statement.resources.empty()) report(statement.place, "the statement has no resource");
  });
}

/// "dynamodb:GetItem", "s3:Get*"; `*` alone is another rule's.
bool is_action(std::string_view action) {
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == action.size()) return false;
  const std::string_view service = action.substr(0, colon);
  return is_alnum_or(service, "-") && is_alnum_or(action.substr(colon + 1), "*?");  // IAM ignores their case
}

bool is_any(std::string_view action) { return action == "*" || action == "*:*"; }

void action_form(const Project& project, const Report& report) {
  for_each_statement(project, [&](const Statement& statement) {
    for (const Located<std::string>& action : statement.actions) {
      if (is_any(*action) || is_action(*action)) continue;
      report(action.range, fmt::format("`{}` is not an action", *action));
    }
  });
}

void action_any(const Project& project, const Report& report) {
  for_each_statement(project, [&](const Statement& statement) {
    if (*statement.effect == Effect::deny) return;
    for (const Located<std::string>& action : statement.actions) {
      if (is_any(*action)) report(action.range, "the statement allows every action");
    }
  });
}

void action_any_of_service(const Project& project, const Report& report) {
  for_each_statement(project, [&](const Statement& statement) {
    if (*statement.effect == Effect::deny) return;
    for (const Located<std::string>& action : statement.actions) {
      if (is_action(*action) && action->ends_with(":*"))
        report(action.range, fmt::format("`{}` allows every action of the service", *action));
    }
  });
}

/// `*`, or six parts, of which each may hold a `*`.
bool is_resource(std::string_view text) {
  if (text == "*") return true;
  return text.starts_with("arn:") && std::count(text.begin(), text.end(), ':') >= 5 && !text.ends_with(':') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// The part of an ARN behind its `number`th colon.
std::string_view arn_part(std::string_view arn, std::size_t number) {
  for (; number > 0; --number) arn.remove_prefix(arn.find(':') + 1);
  return arn.substr(0, arn.find(':'));
}

bool has_wildcard(std::string_view part) { return part.find_first_of("*?") != std::string_view::npos; }

/// What IAM refuses in the parts of an ARN, in words. Empty: nothing.
std::string refused_part(std::string_view arn) {
  const std::string_view partition = arn_part(arn, 1);
  const std::string_view service = arn_part(arn, 2);
  const auto known = catalog::partitions();
  const bool exists = std::any_of(known.begin(), known.end(),
                                  [=](const catalog::Partition& each) { return each.name == partition; });
  if (!exists && !has_wildcard(partition)) return fmt::format("`{}` is no partition of AWS", partition);
  const auto regionless = catalog::iam_facts().regionless_services;
  const bool global = std::find(regionless.begin(), regionless.end(), service) != regionless.end();
  if (global && !arn_part(arn, 3).empty() && arn_part(arn, 3) != "*")
    return fmt::format("an ARN of {} names no region", service);
  return {};
}

void resource_form(const Project& project, const Report& report) {
  for_each_statement(project, [&](const Statement& statement) {
    for (const Value<std::string>& resource : statement.resources.items) {
      const auto [text, range] = judged(resource);
      if (text == nullptr || *text == "*") continue;
      const std::string refused =
          is_resource(*text) ? refused_part(*text) : fmt::format("`{}` is not an ARN", *text);
      if (!refused.empty()) report(range, refused);
    }
  });
}

void sid_form(const Project& project, const Report& report) {
  for_each_statement(project, [&](const Statement& statement) {
    if (statement.sid && (statement.sid->value.empty() || !is_alnum_or(**statement.sid, "")))
      report(statement.sid->range, fmt::format("`{}` is not a statement id", **statement.sid));
  });
}

/// The ids of the statements that a config implies: the keys of
/// templates/iam/execution-role-permissions.json.
bool is_implied(std::string_view sid) {
  return catalog::policy("execution-role-permissions").member(sid) != nullptr;
}

void sid_twice(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    std::unordered_map<std::string_view, Range> seen;
    for (const Statement& statement : role.statements) {
      if (!statement.sid) continue;
      const Located<std::string>& sid = *statement.sid;
      const auto [first, fresh] = seen.emplace(*sid, sid.range);
      if (!fresh) {
        report(sid.range, fmt::format("a second statement of the role is named `{}`", *sid))
            .add_note("the first is here", first->second);
      } else if (is_implied(*sid)) {
        report(sid.range, fmt::format("the statement `{}` is made by the tool", *sid));
      }
    }
  }
}

/// Without what may stand around it: ForAnyValue:, ForAllValues:, IfExists.
std::string_view bare_operator(std::string_view name) {
  for (const std::string_view set : {"ForAllValues:", "ForAnyValue:"}) {
    if (name.starts_with(set)) name.remove_prefix(set.size());
  }
  constexpr std::string_view if_exists = "IfExists";
  if (name.ends_with(if_exists) && name != "Null") name.remove_suffix(if_exists.size());
  return name;
}

bool is_condition_value(const Node& written) {
  const Node& node = structure_of(written);
  if (node.kind == Node::Kind::scalar) return true;
  return node.kind == Node::Kind::sequence && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const Node* item) { return item->kind == Node::Kind::scalar; });
}

void check_operator(const Entry& entry, const Report& report) {
  if (entry.value->removed) return;
  const Node& keys = structure_of(*entry.value);
  const auto known = catalog::condition_operators();
  const std::string_view name = bare_operator(entry.key->text);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    const std::string_view near = nearest(name, {known.begin(), known.end()});
    Diagnostic& finding =
        report(entry.key->range, fmt::format("`{}` is not a condition operator", entry.key->text),
               near.empty() ? "" : fmt::format("did you mean `{}`?", near));
    const std::string_view only = only_nearest(name, {known.begin(), known.end()});
    std::string mended(entry.key->text);
    if (!only.empty()) finding.mend(entry.key->range, mended.replace(mended.find(name), name.size(), only));
    return;
  }
  if (keys.kind != Node::Kind::mapping || keys.entries.empty()) {
    report(entry.key->range, fmt::format("`{}` holds no condition keys", entry.key->text));
    return;
  }
  for (const Entry& key : keys.entries) {
    if (!key.value->removed && !is_condition_value(*key.value))
      report(key.key->range, fmt::format("`{}` is compared with no text and no list of texts", key.key->text),
             "write texts: a reference cannot stand in a condition");
  }
}

/// A condition block is operator -> key -> text or list of texts.
void condition_form(const Project& project, const Report& report) {
  for_each_statement(project, [&](const Statement& statement) {
    const Node* condition = statement.condition ? (*statement.condition)->document : nullptr;
    if (condition == nullptr) return;
    if (condition->entries.empty()) report(statement.condition->range, "the condition has no operator");
    for (const Entry& entry : condition->entries) check_operator(entry, report);
  });
}

void role_path(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    if (!role.path) continue;
    const std::string& path = **role.path;
    const bool printable = std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c <= '~'; });
    const bool framed = path == "/" || (path.size() > 2 && path.front() == '/' && path.back() == '/');
    if (framed && printable && path.size() <= static_cast<std::size_t>(limits::role_path_max)) continue;
    report(role.path->range, fmt::format("`{}` is not an IAM path", path));
  }
}

constexpr std::string_view elements =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html";

constexpr ProjectRule table[] = {
    {{"AC3321", "statement-empty", Severity::error, "A statement has actions and resources.",
      "write at least one of each", elements,
      "IAM answers the policy with MalformedPolicyDocument when the role is created, and the security stack "
      "rolls back."},
     statement_empty},
    {{"AC3322", "action-form", Severity::error, "An action is service:Action.",
      "write an action such as dynamodb:GetItem", elements,
      "IAM answers with MalformedPolicyDocument: an action has one colon, and no blank or other character "
      "beside it. The security stack rolls back."},
     action_form},
    {{"AC3323", "action-any", Severity::error, "No statement allows every action.",
      "name the actions that the agent needs",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html (least privilege)",
      "The credentials of a runtime can be read by any code in its session, and a prompt may be what makes "
      "the agent run code. With every action that code owns whatever the resources name, and with * the "
      "account."},
     action_any},
    {{"AC3324", "action-any-of-service", Severity::warning, "A statement names the actions of a service.",
      "name the actions that the agent needs",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html (least privilege)",
      "All of a service includes deleting, sharing with other accounts, and actions that AWS adds later. It "
      "is a warning because narrow resources can make that harmless."},
     action_any_of_service},
    {{"AC3325", "resource-form", Severity::error, "A resource is an ARN or *.",
      "write an ARN such as arn:aws:dynamodb:us-east-1:123456789012:table/orders, or a reference to one",
      elements,
      "IAM answers another text with MalformedPolicyDocument when the role is created, and the security "
      "stack rolls back."},
     resource_form},
    {{"AC3326", "sid-form", Severity::error, "A statement id has letters and digits only.",
      "use letters and digits, such as ReadOrders", elements,
      "IAM refuses the policy with MalformedPolicyDocument for other characters, hyphens and blanks among "
      "them, and the security stack rolls back."},
     sid_form},
    {{"AC3327", "sid-twice", Severity::error, "The statements of a role have ids of their own.",
      "choose another sid, or leave it out", elements,
      "The ids of a policy must differ, or IAM answers with MalformedPolicyDocument. This program puts its "
      "own statements into the same policy, and their ids are taken."},
     sid_twice},
    {{"AC3329", "condition-form", Severity::error,
      "A condition is operator, key and values, as IAM has them.",
      "write a condition such as {StringEquals: {aws:PrincipalTag/team: billing}}",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
      "reference_policies_elements_condition_operators.html",
      "IAM knows a fixed set of operators and refuses the policy otherwise. A reference cannot stand in a "
      "condition, because the block is copied into the policy as it is."},
     condition_form},
    {{"AC3328", "role-path", Severity::error, "A path begins and ends with /, at most 512 characters.",
      "write a path such as /agents/", "AWS::IAM::Role, CloudFormation provider schema (cfn-lint 1.51.0)",
      "IAM refuses other paths when the role is created, and the security stack rolls back. The path of a "
      "role cannot be changed later: another path replaces the role."},
     role_path},
};

}  // namespace

std::span<const ProjectRule> statement() { return table; }

}  // namespace agentcore::rules
