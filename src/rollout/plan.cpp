#include <fmt/format.h>

#include "agentcore/rollout.hpp"

namespace agentcore {
namespace {

// Names and bounds of all members: CloudFormation API, CreateStackSet, UpdateStackSet, CreateStackInstances,
// StackSetOperationPreferences (botocore 1.43.11).

void add_share(const Located<AccountShare>& share, const char* count, const char* percentage,
               Json& preferences) {
  if (share.written) preferences[share->is_percentage ? percentage : count] = share->number;
}

/// Empty: what the service does by itself.
Json operation_preferences(const Rollout& rollout) {
  Json preferences = Json::object();
  add_share(rollout.failure_tolerance, "FailureToleranceCount", "FailureTolerancePercentage", preferences);
  add_share(rollout.max_concurrent, "MaxConcurrentCount", "MaxConcurrentPercentage", preferences);
  if (rollout.concurrency_mode.written) preferences["ConcurrencyMode"] = name_of(*rollout.concurrency_mode);
  return preferences;
}

/// Accounts that join a unit get their stacks by the next run of the script: if AWS made them by itself,
/// agentcore could come before what it imports.
void add_permissions(const Target& target, const Rollout& rollout, Json& call) {
  if (target.is_service_managed()) {
    call["PermissionModel"] = "SERVICE_MANAGED";
    call["AutoDeployment"] = {{"Enabled", false}};
    if (rollout.call_as.written) call["CallAs"] = name_of(*rollout.call_as);
    return;
  }
  call["PermissionModel"] = "SELF_MANAGED";
  if (rollout.administration_role) call["AdministrationRoleARN"] = (*rollout.administration_role)->text;
  if (rollout.execution_role_name) call["ExecutionRoleName"] = **rollout.execution_role_name;
}

template <class Id>
Json texts_of(const std::vector<Located<Id>>& ids) {
  Json texts = Json::array();
  for (const Located<Id>& id : ids) texts.push_back(id->text);
  return texts;
}

Json stack_set_call(const Project& project, const Target& target, const Rollout& rollout, const Stack& stack,
                    const std::string& name) {
  Json call = {{"StackSetName", name},
               {"Description", fmt::format("{} stack of {} {} in {}", stack.name, *project.project,
                                           *project.environment, *target.region)}};
  if (names_iam_resources(stack.body)) call["Capabilities"] = Json::array({"CAPABILITY_NAMED_IAM"});
  add_permissions(target, rollout, call);
  return call;
}

Json instances_call(const Target& target, const Rollout& rollout, const std::string& name) {
  Json call = {{"StackSetName", name}};
  if (target.is_service_managed()) {
    call["DeploymentTargets"] = {{"OrganizationalUnitIds", texts_of(target.organizational_units)}};
    if (rollout.call_as.written) call["CallAs"] = name_of(*rollout.call_as);
  } else {
    call["Accounts"] = texts_of(target.accounts);
  }
  call["Regions"] = Json::array({*target.region});
  return call;
}

PlannedStackSet plan_stack(const Project& project, const Target& target, const EmittedStack& emitted) {
  const Rollout rollout = project.rollout.value_or(Rollout{});
  PlannedStackSet set;
  set.region = *target.region;
  set.stack = emitted.stack.name;
  set.name = fmt::format("{}-{}", emitted.stack.stack_name, set.region);
  set.template_file = fmt::format("{}/{}", set.region, emitted.file_name);
  for (const TemplateParameter& parameter : emitted.stack.body.parameters) {
    if (!parameter.default_value) set.parameters.push_back(parameter.name);
  }
  set.create_stack_set = stack_set_call(project, target, rollout, emitted.stack, set.name);
  set.update_stack_set = set.create_stack_set;
  set.create_stack_instances = instances_call(target, rollout, set.name);
  const Json preferences = operation_preferences(rollout);
  if (!preferences.empty()) {
    set.update_stack_set["OperationPreferences"] = preferences;
    set.create_stack_instances["OperationPreferences"] = preferences;
  }
  return set;
}

}  // namespace

std::vector<PlannedStackSet> plan_rollout(const std::vector<RegionalStacks>& regions) {
  std::vector<PlannedStackSet> sets;
  for (const RegionalStacks& region : regions) {
    const Target* target = region.project->target();
    if (target == nullptr) continue;
    for (const EmittedStack& stack : *region.stacks)
      sets.push_back(plan_stack(*region.project, *target, stack));
  }
  return sets;
}

}  // namespace agentcore
