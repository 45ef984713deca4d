#include "synth/resources/execution_role.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "synth/policy.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

/// Above this many runtimes a role's log permissions name all runtimes: inline policies hold 10,240
/// characters.
constexpr std::size_t most_named_runtimes = 10;

std::string repository_arn(const Project& project, const Artifact& artifact) {
  if (artifact.repository_index) {
    const Repository& repository = project.repositories[*artifact.repository_index];
    return fmt::format("arn:${{AWS::Partition}}:ecr:${{AWS::Region}}:${{AWS::AccountId}}:repository/{}",
                       *repository.repository_name);
  }
  const ContainerUri& uri = **artifact.container_uri;
  return fmt::format("arn:${{AWS::Partition}}:ecr:{}:{}:repository/{}", uri.region, uri.account,
                     uri.repository);
}

std::string_view without_profile_prefix(std::string_view model) {
  for (const std::string_view prefix : catalog::inference_profile_prefixes()) {
    if (model.starts_with(prefix)) return model.substr(prefix.size());
  }
  return model;
}

/// A cross-region inference profile needs itself and its model in every region it may choose.
void add_model(std::vector<Json>& arns, const std::string& model) {
  if (model.starts_with("arn:")) {
    arns.push_back(literal(model));
    return;
  }
  const std::string_view base = without_profile_prefix(model);
  const bool profile = base.size() != model.size();
  if (profile) {
    arns.push_back(sub(fmt::format(
        "arn:${{AWS::Partition}}:bedrock:${{AWS::Region}}:${{AWS::AccountId}}:inference-profile/{}", model)));
  }
  arns.push_back(sub(fmt::format("arn:${{AWS::Partition}}:bedrock:{}::foundation-model/{}",
                                 profile ? "*" : "${AWS::Region}", base)));
}

std::vector<Json> model_arns(const ExecutionRole& role) {
  if (!role.bedrock_models) {
    return {sub("arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:*"),
            sub("arn:${AWS::Partition}:bedrock:*::foundation-model/*")};
  }
  std::vector<Json> arns;
  for (const auto& model : *role.bedrock_models) add_model(arns, *model);
  return arns;
}

std::vector<Json> secret_arns(const ExecutionRole& role) {
  std::vector<Json> arns;
  for (const auto& secret : role.secrets) arns.push_back(literal(secret->text));
  return arns;
}

std::vector<Json> repository_arns(const RoleUse& use) {
  if (use.repository_arns.empty()) {
    return {sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*")};
  }
  std::vector<Json> arns;
  for (const std::string& arn : use.repository_arns) arns.push_back(sub(arn));
  return arns;
}

/// One resource for each runtime of the role, `${AgentName}` replaced.
std::vector<Json> runtime_resources(std::string_view pattern, const RoleUse& use) {
  static constexpr std::string_view marker = "${AgentName}-";
  const std::size_t at = pattern.find(marker);
  const auto named = [&](std::string_view name) {
    return sub(fmt::format("{}{}{}", pattern.substr(0, at), name, pattern.substr(at + marker.size())));
  };
  if (use.runtime_names.empty() || use.runtime_names.size() > most_named_runtimes) return {named("")};
  std::vector<Json> resources;
  for (const std::string& name : use.runtime_names) resources.push_back(named(name + "-"));
  return resources;
}

std::vector<Json> resources_of(const std::string& pattern, const ExecutionRole& role, const RoleUse& use) {
  if (pattern == "${RepositoryArn}") return repository_arns(use);
  if (pattern == "${ModelArn}") return model_arns(role);
  if (pattern == "${SecretArn}") return secret_arns(role);
  if (pattern.find("${AgentName}") != std::string::npos) return runtime_resources(pattern, use);
  return {maybe_sub(pattern)};
}

/// The statements of templates/iam/execution-role-permissions.json that have something to apply to.
Json permissions(const ExecutionRole& role, const RoleUse& use) {
  static const Json known = Json::parse(catalog::fixed_text("iam/execution-role-permissions.json"));
  Json statements = Json::array();
  for (const auto& [sid, permission] : known.items()) {
    std::vector<Json> resources =
        resources_of(permission["Resource"].get_ref<const std::string&>(), role, use);
    if (resources.empty()) continue;
    Json statement = {{"Sid", sid}, {"Effect", "Allow"}, {"Action", permission["Action"]}};
    statement["Resource"] = one_or_list(std::move(resources));
    if (permission.contains("Condition")) statement["Condition"] = permission["Condition"];
    statements.push_back(std::move(statement));
  }
  return {{"Version", "2012-10-17"}, {"Statement", std::move(statements)}};
}

}  // namespace

std::vector<RoleUse> role_uses(const Project& project) {
  std::vector<RoleUse> uses(project.execution_roles.size());
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.role_index) continue;
    RoleUse& use = uses[*runtime.role_index];
    use.repository_arns.insert(repository_arn(project, runtime.artifact));
    use.runtime_names.insert(runtime.aws_name);
  }
  return uses;
}

void add_execution_role(StackBuilder& builder, const ExecutionRole& role, const RoleUse& use) {
  Json properties = {{"RoleName", *role.role_name},
                     {"Description", "Assumed by AgentCore runtimes of " + *builder.project().project},
                     {"MaxSessionDuration", *role.max_session_duration},
                     {"AssumeRolePolicyDocument", fixed_policy("execution-role-trust")}};
  if (!role.permissions_policies.empty()) {
    for (const auto& policy : role.permissions_policies)
      properties["ManagedPolicyArns"].push_back(literal(policy->text));
  }
  if (role.permissions_boundary)
    properties["PermissionsBoundary"] = literal(role.permissions_boundary->value.text);
  // Inline in the role, so that no runtime is created before its permissions are there.
  properties["Policies"] =
      Json::array({{{"PolicyName", "agentcore-runtime"}, {"PolicyDocument", permissions(role, use)}}});
  std::string tag = *role.role_name;
  std::replace(tag.begin(), tag.end(), ',', '-');  // a role's name may hold a comma, a tag may not
  properties["Tags"] = tag_list(builder.project(), tag);
  builder.add(role.logical_id, "AWS::IAM::Role", std::move(properties));
  builder.output(role_output(role), "Role that runtimes assume", get_att(role.logical_id, "Arn"));
}

}  // namespace agentcore
