#include <fmt/format.h>

#include <array>

#include "agentcore/catalog.hpp"
#include "agentcore/document.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/known_action.hpp"
#include "validate/rule.hpp"
#include "validate/wildcard.hpp"

namespace agentcore::rules {
namespace {

using catalog::ServiceActions;

/// "dynamodb:GetItem" in its two parts.
struct Action {
  std::string service;  ///< in lower case
  std::string_view name;
};

/// Nothing: it is not of the form (AC3322 says so), or `*`, or all of a service.
std::optional<Action> action_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  const Action action{lower_case(text.substr(0, colon)), text.substr(colon + 1)};
  const bool of_form = is_alnum_or(action.service, "-") && is_alnum_or(action.name, "*?");
  return of_form ? std::optional(action) : std::nullopt;
}

/// Calls `check` with every statement, and every action of its form.
template <class Check>
void for_each_action(const Project& project, Check check) {
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Statement& statement : role.statements) {
      for (const Located<std::string>& written : statement.actions) {
        if (const auto action = action_of(*written)) check(statement, written, *action);
      }
    }
  }
}

/// How often each letter occurs, whatever its case.
std::array<int, 26> letters_of(std::string_view text) {
  std::array<int, 26> counts{};
  for (const char c : text) {
    if (is_letter(c)) ++counts[static_cast<std::size_t>(lower_case(c) - 'a')];
  }
  return counts;
}

/// Whether a candidate can be meant: of two thirds of its letters, in any order. Cheaper than to count the
/// edits.
bool is_comparable(std::string_view typed, std::string_view candidate) {
  const auto most = static_cast<int>((typed.size() + 1) / 3);
  const auto typed_letters = letters_of(typed);
  const auto letters = letters_of(candidate);
  int missing = 0;
  int added = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    missing += std::max(typed_letters[i] - letters[i], 0);
    added += std::max(letters[i] - typed_letters[i], 0);
  }
  return missing <= most && added <= most;
}

/// "bedrock-runtime" and "dynamo" of "bedrock" and "dynamodb".
bool is_beginning(std::string_view one, std::string_view other) {
  constexpr std::size_t least = 3;
  return std::min(one.size(), other.size()) >= least && (one.starts_with(other) || other.starts_with(one));
}

/// First of all a service that has the action and a like beginning: a client's name, such as bedrock-runtime.
std::string_view near_service(const Action& action) {
  std::vector<std::string_view> with_action;
  std::vector<std::string_view> all;
  for (const ServiceActions& service : catalog::service_actions()) {
    const bool begins = is_beginning(action.service, service.prefix);
    if (!begins && !is_comparable(action.service, service.prefix)) continue;
    all.push_back(service.prefix);
    if (action.name == "*" || !has_action(service, action.name)) continue;
    if (begins) return service.prefix;
    with_action.push_back(service.prefix);
  }
  const std::string_view near = nearest(action.service, with_action);
  return near.empty() ? nearest(action.service, all) : near;
}

void service_unknown(const Project& project, const Report& report) {
  for_each_action(project, [&](const Statement&, const Located<std::string>& written, const Action& action) {
    if (catalog::find_service_actions(action.service) != nullptr) return;
    const std::string_view near = report.is_full() ? "" : near_service(action);
    report(written.range, fmt::format("no service of AWS has the prefix `{}`", action.service),
           near.empty() ? "" : fmt::format("did you mean `{}:{}`?", near, action.name));
  });
}

std::string_view near_action(const ServiceActions& service, std::string_view typed) {
  std::vector<std::string_view> candidates;
  any_action(service, [&](std::string_view name) {
    if (is_comparable(typed, name)) candidates.push_back(name);
    return false;
  });
  return nearest(typed, candidates);
}

void action_unknown(const Project& project, const Report& report) {
  for_each_action(project, [&](const Statement&, const Located<std::string>& written, const Action& action) {
    const ServiceActions* service = catalog::find_service_actions(action.service);
    if (service == nullptr || has_action(*service, action.name)) return;
    if (is_action_pattern(action.name)) {
      report(written.range, fmt::format("`{}` matches no action of {}", *written, action.service));
      return;
    }
    const std::string_view near = report.is_full() ? "" : near_action(*service, action.name);
    report(written.range, fmt::format("{} has no action `{}`", action.service, action.name),
           near.empty() ? "" : fmt::format("did you mean `{}:{}`?", service->prefix, near));
  });
}

/// What an unconditional Allow grants without saying all of a service, which AC3323 and AC3324 speak of.
bool is_plain_grant(const Statement& statement, const Action& action) {
  return *statement.effect == Effect::allow && !statement.condition && action.name != "*";
}

void escalating_action(const Project& project, const Report& report) {
  for_each_action(
      project, [&](const Statement& statement, const Located<std::string>& written, const Action& action) {
        if (!is_plain_grant(statement, action)) return;
        for (const std::string_view escalating : catalog::iam_facts().escalating_actions) {
          if (!matches_wildcard(*written, escalating, true)) continue;
          report(written.range, fmt::format("with {} the agent can give itself any permission", escalating));
          return;
        }
      });
}

/// `*`, or the roles of an account without a name among them.
bool is_every_role(std::string_view resource) {
  return resource == "*" ||
         (resource.starts_with("arn:") && (resource.ends_with(":role/*") || resource.ends_with(":*")));
}

const Value<std::string>* every_role(const Statement& statement) {
  for (const Value<std::string>& resource : statement.resources.items) {
    const std::string* text = judged(resource).text;
    if (text != nullptr && is_every_role(*text)) return &resource;
  }
  return nullptr;
}

void any_role(const Project& project, const Report& report) {
  for_each_action(project,
                  [&](const Statement& statement, const Located<std::string>& written, const Action& action) {
                    if (!is_plain_grant(statement, action)) return;
                    for (const std::string_view action_on_role : {"iam:PassRole", "sts:AssumeRole"}) {
                      if (!matches_wildcard(*written, action_on_role, true)) continue;
                      const Value<std::string>* resource = every_role(statement);
                      if (resource == nullptr) continue;
                      report(resource->range, fmt::format("{} is allowed on every role", action_on_role))
                          .add_note("the action is here", written.range);
                    }
                  });
}

bool is_condition_key(std::string_view key) {
  const auto equals = [=](std::string_view known) { return lower_case(known) == lower_case(key); };
  const auto begins = [=](std::string_view known) {
    return lower_case(key).starts_with(lower_case(known)) && key.size() > known.size();
  };
  const catalog::IamFacts& known = catalog::iam_facts();
  return std::any_of(known.global_condition_keys.begin(), known.global_condition_keys.end(), equals) ||
         std::any_of(known.tag_condition_keys.begin(), known.tag_condition_keys.end(), begins);
}

/// With the prefix that may have been left out; of `aws:PrincipalTag/team`, the key before the tag's. Empty:
/// none.
std::string near_condition_key(std::string_view key) {
  const std::size_t slash = std::min(key.find('/'), key.size() - 1) + 1;
  const bool of_tag = key[slash - 1] == '/';
  const catalog::IamFacts& facts = catalog::iam_facts();
  const catalog::Names known = of_tag ? facts.tag_condition_keys : facts.global_condition_keys;
  const std::string prefix = key.find(':') == std::string_view::npos ? "aws:" : "";
  const std::string_view near =
      nearest(prefix + std::string(key.substr(0, slash)), {known.begin(), known.end()});
  return near.empty() ? "" : std::string(near) + std::string(key.substr(slash));
}

void check_condition_key(const Node& key, const Report& report) {
  const bool prefixed = key.text.find(':') != std::string::npos;
  const bool global = lower_case(key.text).starts_with("aws:");
  if (key.text.empty() || (prefixed && !global) || is_condition_key(key.text)) return;
  const std::string near = near_condition_key(key.text);
  report(key.range, fmt::format("`{}` is not a condition key", key.text),
         near.empty() ? "" : fmt::format("did you mean `{}`?", near));
}

void condition_key(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Statement& statement : role.statements) {
      const Node* condition = statement.condition ? (*statement.condition)->document : nullptr;
      if (condition == nullptr) continue;
      for (const Entry& entry : condition->entries) {
        const Node& keys = structure_of(*entry.value);
        if (entry.value->removed || keys.kind != Node::Kind::mapping) continue;  // AC3329 says so
        for (const Entry& key : keys.entries) {
          if (!key.value->removed) check_condition_key(*key.key, report);
        }
      }
    }
  }
}

constexpr std::string_view reference =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/"
    "reference_policies_actions-resources-contextkeys.html";

constexpr ProjectRule table[] = {
    {{"AC3330", "service-unknown", Severity::warning, "An action begins with the prefix of a service.",
      "write the service as the service authorization reference has it, such as dynamodb; it may be newer "
      "than this program's list",
      reference,
      "IAM stores a prefix that no service has, and it grants nothing: the agent is refused at its first "
      "call. Often "
      "it is the name of a client of the SDK: bedrock-runtime calls need bedrock:InvokeModel. It is a "
      "warning "
      "because AWS adds services all the time."},
     service_unknown},
    {{"AC3331", "action-unknown", Severity::warning, "An action is one that the service has.",
      "write an action of the service authorization reference; it may be newer than this program's list",
      reference,
      "IAM stores an action that does not exist and it grants nothing, or, in a Deny, takes nothing away. "
      "Many "
      "API operations are granted by an action of another name: ListObjectsV2 by s3:ListBucket. It is a "
      "warning "
      "because services gain actions all the time."},
     action_unknown},
    {{"AC3333", "escalating-action", Severity::warning,
      "A role does not get the actions by which it could give itself more.",
      "remove it, or add a condition such as iam:PermissionsBoundary",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/"
      "list_awsidentityandaccessmanagementiam.html; Rhino Security Labs, AWS IAM privilege escalation "
      "methods",
      "The credentials of a runtime can be read by any code in its session, and a prompt may be what makes "
      "the "
      "agent run code. With one of these actions that code can make itself administrator of the account."},
     escalating_action},
    {{"AC3334", "any-role", Severity::warning, "A statement names the roles that may be passed or assumed.",
      "name the roles, or add a condition such as iam:PassedToService",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
      "A role that can be passed to a service or assumed lends all that it may do. On every role of the "
      "account "
      "that includes those of administrators and of deployments."},
     any_role},
    {{"AC3335", "condition-key", Severity::warning,
      "A condition key is service:key, and those of aws: exist.",
      "write a key such as aws:SourceAccount, as the list of global condition keys has it",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
      "IAM stores a key that it does not know, and finds it in no request. An Allow under such a condition "
      "then "
      "never applies, and a Deny with a negated operator always does. It is a warning because AWS adds "
      "keys."},
     condition_key},
};

}  // namespace

std::span<const ProjectRule> action() { return table; }

}  // namespace agentcore::rules
