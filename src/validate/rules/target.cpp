#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

#include "agentcore/catalog.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

void region_twice(const Project& project, const Report& report) {
  std::map<std::string_view, Range> first;
  for (const Target& target : project.targets) {
    const auto [known, is_new] = first.emplace(*target.region, target.region.range);
    if (is_new) continue;
    report(target.region.range, fmt::format("a second target is region `{}`", *target.region))
        .add_note("the first is here", known->second);
  }
}

template <class Id>
void report_twice(const std::vector<Located<Id>>& ids, std::string_view what, const Report& report) {
  std::map<std::string_view, Range> first;
  for (const Located<Id>& id : ids) {
    const auto [known, is_new] = first.emplace(id->text, id.range);
    if (is_new) continue;
    Diagnostic& finding = report(id.range, fmt::format("the {} {} is in this target twice", what, id->text));
    finding.add_note("the first is here", known->second);
    finding.mend_by_removal(id.range);
  }
}

void recipient_twice(const Project& project, const Report& report) {
  for (const Target& target : project.targets) {
    report_twice(target.accounts, "account", report);
    report_twice(target.organizational_units, "organizational unit", report);
  }
}

void recipients(const Project& project, const Report& report) {
  for (const Target& target : project.targets) {
    if (target.accounts.empty() && target.organizational_units.empty()) {
      report(target.place, fmt::format("no account is to get the stacks in {}", *target.region));
    } else if (!target.accounts.empty() && !target.organizational_units.empty()) {
      report.conflict({target.accounts.front().range, "the first account"},
                      {target.organizational_units.front().range, "the first organizational unit"},
                      fmt::format("the target {} names accounts and organizational units", *target.region));
    }
  }
}

void units_at_most(const Project& project, const Report& report) {
  constexpr auto most = static_cast<std::size_t>(limits::stack_set_organizational_units_max);
  for (const Target& target : project.targets) {
    const std::size_t units = target.organizational_units.size();
    if (units > most)
      report(target.organizational_units[most].range,
             fmt::format("the target {} names {} organizational units, StackSets takes {} at a time",
                         *target.region, units, most));
  }
}

void account_beside_targets(const Project& project, const Report& report) {
  if (project.targets.empty() || !project.account_id) return;
  report(project.account_id->range, "`account_id` stands beside `targets`, whose templates are of no account")
      .mend_by_removal(project.account_id->range);
}

void partitions_mixed(const Project& project, const Report& report) {
  const Target* first = nullptr;
  for (const Target& target : project.targets) {
    const catalog::Partition* partition = catalog::partition_of_region(*target.region);
    if (partition == nullptr) continue;  // AC3003 says so
    if (first == nullptr) first = &target;
    const catalog::Partition& own = *catalog::partition_of_region(*first->region);
    if (partition->name == own.name) continue;
    report(target.region.range, fmt::format("{} is in partition {}, {} in {}", *target.region,
                                            partition->name, *first->region, own.name))
        .add_note("the first target is here", first->region.range);
  }
}

void rollout_without_targets(const Project& project, const Report& report) {
  if (project.rollout && project.targets.empty())
    report(project.rollout->place, "`rollout` is written, and no target")
        .mend_by_removal(project.rollout->place);
}

bool any_is(const Project& project, bool service_managed) {
  return std::any_of(project.targets.begin(), project.targets.end(),
                     [=](const Target& target) { return target.is_service_managed() == service_managed; });
}

void rollout_permissions(const Project& project, const Report& report) {
  if (!project.rollout || project.targets.empty()) return;
  const Rollout& rollout = *project.rollout;
  const auto only_for_accounts = [&](Range range, std::string_view key) {
    if (!any_is(project, false))
      report(range, fmt::format("`{}` is for targets with `accounts`, and there is none", key));
  };
  if (rollout.administration_role)
    only_for_accounts(rollout.administration_role->range, "administration_role");
  if (rollout.execution_role_name)
    only_for_accounts(rollout.execution_role_name->range, "execution_role_name");
  if (rollout.call_as.written && !any_is(project, true)) {
    report(rollout.call_as.range, "`call_as` is for targets with `organizational_units`, and there is none");
  }
}

void rollout_roles(const Project& project, const Report& report) {
  if (!project.rollout) return;
  if (const auto& role = project.rollout->administration_role) {
    const bool is_role = (*role)->service == "iam" && (*role)->resource.starts_with("role/");
    if (!is_role) report(role->range, fmt::format("`{}` is not the ARN of a role", (*role)->text));
  }
  if (const auto& name = project.rollout->execution_role_name) {
    const bool fits = !(*name)->empty() && (*name)->size() <= static_cast<std::size_t>(limits::role_name_max);
    if (!fits || !is_alnum_or(**name, "+=,.@-_"))
      report(name->range, fmt::format("`{}` is not a role name", **name),
             fmt::format("write the name of a role, at most {} letters, digits and +=,.@-_",
                         limits::role_name_max));
  }
}

void rollout_none_at_a_time(const Project& project, const Report& report) {
  if (!project.rollout || !project.rollout->max_concurrent.written) return;
  const Located<AccountShare>& concurrent = project.rollout->max_concurrent;
  if (concurrent->number == 0) report(concurrent.range, "no account would ever be worked on");
}

void rollout_strict(const Project& project, const Report& report) {
  if (!project.rollout || *project.rollout->concurrency_mode == ConcurrencyMode::soft) return;
  const Located<AccountShare>& concurrent = project.rollout->max_concurrent;
  const Located<AccountShare>& tolerated = project.rollout->failure_tolerance;
  if (!concurrent.written || concurrent->is_percentage || tolerated->is_percentage) return;
  if (concurrent->number <= tolerated->number + 1) return;
  report(concurrent.range, fmt::format("at most {} would be worked on at a time, as {} may fail",
                                       tolerated->number + 1, tolerated->number));
}

constexpr std::string_view preferences =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html";

constexpr ProjectRule table[] = {
    {{"AC3051", "target-region-twice", Severity::error, "Each target is a region of its own.",
      "put the accounts of both into one target", "API CreateStackInstances, CreateStackSet",
      "A region's stack sets are named after it and hold one template each. Of two targets with one region, "
      "the "
      "second would overwrite what the first says."},
     region_twice},
    {{"AC3052", "target-account-twice", Severity::error, "A target names each account and unit once.",
      "remove the second", "API CreateStackInstances",
      "An account gets one instance of each stack in a region. Where one stands twice, another is mostly "
      "missing: "
      "a copied line of which the number was not changed."},
     recipient_twice},
    {{"AC3053", "target-recipients", Severity::error,
      "A target names accounts or organizational units, and not both.",
      "write `accounts: [...]` (self-managed permissions) or `organizational_units: [...]` (service-managed)",
      "API CreateStackInstances: Accounts or DeploymentTargets, but not both",
      "A stack set has one permission model: it reaches accounts by roles that you made there, or those of "
      "an "
      "organization by AWS's own. Without either, the stacks go nowhere."},
     recipients},
    {{"AC3054", "account-beside-targets", Severity::error, "A config with targets has no `account_id`.",
      "remove it: the targets say the accounts, and the templates take AWS::AccountId in each",
      "API CreateStackSet: one TemplateBody for all instances",
      "A stack set has one template for all of its accounts. One that holds an account's id would refer to "
      "that "
      "account's image and keys from all the others, and fail there."},
     account_beside_targets},
    {{"AC3055", "target-partitions", Severity::error, "All targets are in one partition of AWS.",
      "write a config for each partition",
      "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html",
      "Credentials and organizations end at the border of a partition, such as aws and aws-us-gov. The "
      "roll-out "
      "would stop at the first region of the other one, with the rest undone."},
     partitions_mixed},
    {{"AC3056", "rollout-without-targets", Severity::error, "`rollout` goes with `targets`.",
      "write `targets`, or remove `rollout`", "README, Many regions and accounts",
      "The options say how StackSets goes from account to account. Without targets there is no roll-out, and "
      "whoever counts on a failure tolerance would not have one."},
     rollout_without_targets},
    {{"AC3057", "rollout-permission-model", Severity::error,
      "An option of the roll-out is one of the permission model that a target has.",
      "remove it, or name accounts (roles) or organizational units (call_as) in a target",
      "API CreateStackSet: AdministrationRoleARN, ExecutionRoleName, CallAs",
      "With service-managed permissions AWS makes the roles itself and refuses others; with self-managed "
      "ones "
      "nobody speaks for an organization. The first call of the roll-out would be refused."},
     rollout_permissions},
    {{"AC3058", "rollout-role", Severity::error, "The roles of the roll-out have the form of roles.",
      "write an ARN such as arn:aws:iam::123456789012:role/stack-set-administration",
      "API CreateStackSet: AdministrationRoleARN, ExecutionRoleName",
      "StackSets assumes the one role to assume the other in each account. With a name that is none, the "
      "first "
      "call of the roll-out is refused, or its operation fails in every account."},
     rollout_roles},
    {{"AC3059", "rollout-none-at-a-time", Severity::error, "At least one account is worked on at a time.",
      "write 1 or more, or a part such as 10%", preferences,
      "The service takes counts and percentages from 1 on and refuses the operation otherwise, when the "
      "stack set "
      "was made already."},
     rollout_none_at_a_time},
    {{"AC3060", "rollout-strict-concurrency", Severity::warning,
      "Under strict tolerance, no more accounts are asked for at a time than one more than may fail.",
      "raise failure_tolerance, or write `concurrency_mode: SOFT_FAILURE_TOLERANCE`", preferences,
      "STRICT_FAILURE_TOLERANCE, which holds when nothing is written, lowers the concurrency so that never "
      "more "
      "accounts fail than are tolerated. The roll-out then takes longer than max_concurrent says."},
     rollout_strict},
    {{"AC3061", "target-units", Severity::error, "A target names at most 50 organizational units.",
      "name the unit that holds them all, or the root", "API CreateStackInstances",
      "The roll-out makes the instances of a region in one call, and the service refuses one with more "
      "units. Units "
      "below those that are named belong to them."},
     units_at_most},
};

}  // namespace

std::span<const ProjectRule> target() { return table; }

}  // namespace agentcore::rules
