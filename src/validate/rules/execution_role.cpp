#include <fmt/format.h>

#include <unordered_map>

#include "agentcore/catalog.hpp"
#include "agentcore/limits.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

void role_name(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    const std::string& name = *role.role_name;
    if (role.role_name.written && (name.empty() || !is_alnum_or(name, "+=,.@-_"))) {
      report(role.role_name.range, fmt::format("`{}` is not a role name", name));
    }
  }
}

void role_name_length(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    const std::string& name = role.aws_name;
    if (name.size() <= static_cast<std::size_t>(limits::role_name_max)) continue;
    const std::string_view which = role.role_name.written ? "the role name" : "the default role name";
    report(role.role_name.range, fmt::format("{} `{}` has {} characters, IAM takes {}", which, name,
                                             name.size(), limits::role_name_max));
  }
}

void role_name_twice(const Project& project, const Report& report) {
  std::unordered_map<std::string, Range> names;
  for (const ExecutionRole& role : project.execution_roles) {
    const auto [first, fresh] = names.emplace(lower_case(*role.role_name), role.role_name.range);
    if (fresh) continue;
    report(role.role_name.range, fmt::format("a second role is named `{}`", *role.role_name))
        .add_note("the first is here", first->second);
  }
}

void role_logical_id(const Project& project, const Report& report) {
  std::unordered_map<std::string_view, const ExecutionRole*> ids;
  for (const ExecutionRole& role : project.execution_roles) {
    const auto [first, fresh] = ids.emplace(role.logical_id, &role);
    if (fresh || lower_case(*first->second->role_name) == lower_case(*role.role_name)) continue;
    report(role.role_name.range, fmt::format("two roles would have the logical id `{}`", role.logical_id))
        .add_note("the first is here", first->second->role_name.range);
  }
}

void session_duration(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    const std::int64_t seconds = *role.max_session_duration;
    if (seconds >= limits::role_session_duration_min && seconds <= limits::role_session_duration_max)
      continue;
    report(role.max_session_duration.range, fmt::format("max_session_duration is {} seconds", seconds));
  }
}

/// Accounts, and what a policy's path and name are made of, as the schema of AWS::IAM::Role has them.
bool is_policy(const Arn& arn) {
  constexpr std::string_view kind = "policy/";
  return arn.service == "iam" && arn.region.empty() && !arn.account.empty() &&
         arn.resource.starts_with(kind) && arn.resource.size() > kind.size() &&
         is_alnum_or(arn.resource, "_+=,.@-/");
}

void managed_policy_arn(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Value<Arn>& policy : role.permissions_policies.items) {
      const Arn* arn = policy.literal();
      if (arn != nullptr && !is_policy(*arn)) report(policy.range, "this is not the ARN of a managed policy");
    }
    const Arn* boundary = literal_of(role.permissions_boundary);
    if (boundary != nullptr && !is_policy(*boundary)) {
      report(role.permissions_boundary->range, "this is not the ARN of a managed policy");
    }
  }
}

void managed_policy_count(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    const std::size_t count = role.permissions_policies.items.size();
    if (count <= static_cast<std::size_t>(limits::role_managed_policies_max)) continue;
    report(role.permissions_policies.items.back().range,
           fmt::format("the role has {} managed policies, IAM takes {}", count,
                       limits::role_managed_policies_max));
  }
}

void managed_policy_twice(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    std::unordered_map<std::string_view, Range> seen;
    for (const Value<Arn>& policy : role.permissions_policies.items) {
      if (policy.literal() == nullptr) continue;
      const auto [first, fresh] = seen.emplace(policy.literal()->text, policy.range);
      if (!fresh)
        report(policy.range, "the policy is listed twice")
            .mend_by_removal(policy.range)
            .add_note("the first is here", first->second);
    }
  }
}

void arn_partition(const Project& project, const Report& report) {
  const catalog::Partition* partition = catalog::partition_of_region(*project.region);
  if (partition == nullptr) return;
  const auto check = [&](const Arn& arn, Range range) {
    if (arn.text.empty() || arn.partition == partition->name || arn.partition == "*") return;
    const std::string rest = arn.text.substr(std::string_view("arn:").size() + arn.partition.size());
    report(range,
           fmt::format("the ARN is of partition {}, region {} is in {}", arn.partition, *project.region,
                       partition->name),
           fmt::format("begin it with arn:{}:", partition->name))
        .mend(range, fmt::format("arn:{}{}", partition->name, rest))
        .add_note("the region is set here", project.region.range);
  };
  for (const ExecutionRole& role : project.execution_roles) {
    for (const auto* arns : {&role.secrets, &role.permissions_policies}) {
      for (const Value<Arn>& arn : arns->items) {
        if (arn.literal() != nullptr) check(*arn.literal(), arn.range);
      }
    }
    if (const Arn* boundary = literal_of(role.permissions_boundary))
      check(*boundary, role.permissions_boundary->range);
    for (const Statement& statement : role.statements) {
      for (const Value<std::string>& resource : statement.resources.items) {
        const auto [text, range] = judged(resource);
        const auto arn = text == nullptr ? std::nullopt : Arn::parse(*text);
        if (arn) check(*arn, range);
      }
    }
    if (!role.bedrock_models) continue;
    for (const Located<std::string>& model : *role.bedrock_models) {
      if (const auto arn = Arn::parse(*model)) check(*arn, model.range);
    }
  }
  for (const Repository& repository : project.repositories) {
    const KmsKey* key = repository.kms_key.literal();
    if (key != nullptr && key->arn) check(*key->arn, repository.kms_key.range);
  }
  for (const Runtime& runtime : project.runtimes) {
    const Alarms* alarms =
        runtime.observability && runtime.observability->alarms ? &*runtime.observability->alarms : nullptr;
    const Arn* topic = alarms == nullptr ? nullptr : literal_of(alarms->topic);
    if (topic != nullptr) check(*topic, alarms->topic->range);
    const RoleReference* role = literal_of(runtime.execution_role);
    if (role != nullptr && role->arn) check(*role->arn, runtime.execution_role->range);
  }
}

void model_id(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    if (!role.bedrock_models) continue;
    for (const Located<std::string>& model : *role.bedrock_models) {
      const auto arn = Arn::parse(*model);
      const bool is_model = arn ? arn->service == "bedrock" : !model->empty() && is_alnum_or(*model, "-_.:*");
      if (!is_model) report(model.range, fmt::format("`{}` is not a Bedrock model", *model));
    }
  }
}

void broad_policy(const Project& project, const Report& report) {
  const catalog::Names broad = catalog::iam_facts().broad_managed_policies;
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Value<Arn>& policy : role.permissions_policies.items) {
      const Arn* arn = policy.literal();
      if (arn == nullptr || arn->account != "aws" ||
          std::find(broad.begin(), broad.end(), arn->resource) == broad.end())
        continue;
      report(policy.range, fmt::format("{} gives the agent far more than it needs",
                                       arn->resource.substr(arn->resource.rfind('/') + 1)));
    }
  }
}

void own_account(const Project& project, const Report& report) {
  if (!project.account_id) return;
  const auto check = [&](const Arn* arn, Range range, std::string_view kind) {
    const std::string& own = project.account_id->value.text;
    if (arn == nullptr || arn->account == own || arn->account == "aws" || arn->account.empty()) return;
    report(range, fmt::format("the {} belongs to account {}, not to {}", kind, arn->account, own))
        .add_note("the account is set here", project.account_id->range);
  };
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Value<Arn>& policy : role.permissions_policies.items)
      check(policy.literal(), policy.range, "policy");
    if (role.permissions_boundary)
      check(literal_of(role.permissions_boundary), role.permissions_boundary->range, "policy");
  }
  for (const Runtime& runtime : project.runtimes) {
    const RoleReference* role = literal_of(runtime.execution_role);
    if (role != nullptr && role->arn) check(&*role->arn, runtime.execution_role->range, "role");
  }
}

/// Calls `check` with every model by id, those with a `*` left out.
template <class Check>
void for_each_model_id(const Project& project, Check check) {
  for (const ExecutionRole& role : project.execution_roles) {
    if (!role.bedrock_models) continue;
    for (const Located<std::string>& model : *role.bedrock_models) {
      if (!model->empty() && is_alnum_or(*model, "-_.:")) check(model);
    }
  }
}

void model_provider(const Project& project, const Report& report) {
  for_each_model_id(project, [&](const Located<std::string>& model) {
    if (!model->starts_with("arn:") && model->find('.') == std::string::npos)
      report(model.range, fmt::format("the model id `{}` names no provider", *model));
  });
}

bool is_served(const catalog::ProfileGeography& geography, std::string_view region) {
  return std::any_of(geography.region_prefixes.begin(), geography.region_prefixes.end(),
                     [=](std::string_view prefix) { return region.starts_with(prefix); });
}

void profile_region(const Project& project, const Report& report) {
  for_each_model_id(project, [&](const Located<std::string>& model) {
    for (const catalog::ProfileGeography& geography : catalog::profile_geographies()) {
      if (!model->starts_with(geography.prefix) || is_served(geography, *project.region)) continue;
      report(model.range, fmt::format("the profile `{}` is not one of {}", *model, *project.region))
          .add_note("the region is set here", project.region.range);
    }
  });
}

constexpr std::string_view role_schema = "AWS::IAM::Role, CloudFormation provider schema (cfn-lint 1.51.0)";
constexpr std::string_view quotas =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
constexpr std::string_view data_model = "the data model, Execution Role";

constexpr ProjectRule table[] = {
    {{"AC3301", "role-name", Severity::error, "A role name has letters, digits and +=,.@-_.",
      "write a role_name of letters, digits and +=,.@-_", role_schema,
      "IAM validates the pattern when the role is created, and the security stack rolls back. A path goes "
      "into its own key."},
     role_name},
    {{"AC3302", "role-name-twice", Severity::error, "Role names differ in more than upper and lower case.",
      "choose another role_name", quotas,
      "IAM keeps the case of a name and does not tell names apart by it: the second role is answered with "
      "EntityAlreadyExists, and the stack rolls back."},
     role_name_twice},
    {{"AC3303", "role-logical-id", Severity::error, "Role names differ in letters or digits.",
      "choose a role_name that differs in letters or digits",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
      "A template has one entry for each logical id, and ids have letters and digits only, so the second "
      "role would take the place of the first without a word."},
     role_logical_id},
    {{"AC3304", "session-duration", Severity::error, "max_session_duration is 3600 to 43200 seconds.",
      "write 3600 to 43200", data_model,
      "IAM refuses other durations when the role is created. The value bounds sessions that people or "
      "programs open with AssumeRole, not the credentials that AgentCore gets."},
     session_duration},
    {{"AC3306", "managed-policy-arn", Severity::error,
      "permissions_policies and permissions_boundary hold ARNs of managed policies.",
      "write an ARN such as arn:aws:iam::123456789012:policy/name", data_model,
      "IAM refuses to attach anything else, such as the ARN of a role, when the role is created. The stack "
      "then rolls back."},
     managed_policy_arn},
    {{"AC3307", "managed-policy-count", Severity::error, "A role has at most 20 managed policies.",
      "join policies into one", quotas,
      "IAM counts the policies attached to a role and answers the next with LimitExceeded: the security "
      "stack rolls back."},
     managed_policy_count},
    {{"AC3308", "arn-partition", Severity::error, "ARNs are of the region's partition.",
      "write the ARN of the resource in the region's partition",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
      "Partitions share nothing, neither accounts nor policies. IAM refuses the policy, or takes it and the "
      "ARN matches nothing that exists."},
     arn_partition},
    {{"AC3309", "model-id", Severity::error,
      "bedrock_models holds model ids, inference profile ids or Bedrock ARNs.",
      "write an id such as anthropic.claude-sonnet-4-20250514-v1:0",
      "https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html",
      "The text becomes the resource of bedrock:InvokeModel. IAM takes it as it is, and the agent is refused "
      "with AccessDeniedException at its first call of the model."},
     model_id},
    {{"AC3310", "role-name-length", Severity::error,
      "A role name, the default one too, has at most 64 characters.",
      "write a shorter `role_name:` under execution_roles", role_schema,
      "IAM refuses the role when the security stack is deployed. The default is made of the project's and "
      "environment's names and can be too long without anybody having written it."},
     role_name_length},
    {{"AC3311", "managed-policy-twice", Severity::error, "A role has each managed policy once.",
      "remove the second", role_schema,
      "CloudFormation's schema asks for a list without repetition and fails the stack before the role is "
      "made."},
     managed_policy_twice},
    {{"AC3312", "broad-policy", Severity::warning, "A role is not given the policies of administrators.",
      "remove it, and list what the agent needs under `statements`",
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html; "
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html (least privilege)",
      "The credentials of a runtime can be read by any code in its session, and a prompt may be what makes "
      "the "
      "agent run code. With such a policy that code can reach everything of its kind in the account."},
     broad_policy},
    {{"AC3313", "own-account", Severity::error,
      "Roles and managed policies by ARN are of the config's account.",
      "name one of the config's account, or correct account_id",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html; "
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
      "A role can be passed to a service within its account only, and IAM attaches customer managed policies "
      "of "
      "the same account only. CloudFormation learns this when it creates the resource, and rolls back."},
     own_account},
    {{"AC3314", "model-provider", Severity::warning, "A model id begins with its provider.",
      "write the whole id, such as anthropic.claude-sonnet-4-20250514-v1:0, or an ARN",
      "https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html",
      "The id becomes the end of a foundation model's ARN in the role's policy. IAM takes any text there; no "
      "model "
      "has such an ARN, and Bedrock refuses the agent's first call."},
     model_provider},
    {{"AC3315", "profile-region", Severity::warning,
      "A cross-region inference profile is called from a region of its geography.",
      "take the profile of the region's own geography, or global. where the model has it",
      "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
      "The profiles of a geography exist in its regions, and the role is allowed the profile in the region "
      "of the "
      "runtime. Bedrock answers that the model identifier is not valid. It is a warning because AWS adds "
      "regions "
      "to geographies."},
     profile_region},
};

}  // namespace

std::span<const ProjectRule> execution_role() { return table; }

}  // namespace agentcore::rules
