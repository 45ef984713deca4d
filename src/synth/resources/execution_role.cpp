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

/// Adds the repository of an image to what the role pulls from.
void add_image(const Project& project, const Artifact& artifact, RoleUse& use) {
  if (artifact.repository_index) {
    const Repository& repository = project.repositories[*artifact.repository_index];
    use.repository_arns.insert(
        fmt::format("arn:${{AWS::Partition}}:ecr:${{AWS::Region}}:${{AWS::AccountId}}:repository/{}",
                    *repository.repository_name));
  } else if (artifact.container_uri && artifact.container_uri->literal() != nullptr) {
    const ContainerUri& uri = *artifact.container_uri->literal();
    use.repository_arns.insert(fmt::format("arn:${{AWS::Partition}}:ecr:{}:{}:repository/{}", uri.region,
                                           uri.account, uri.repository));
  } else {
    use.images_anywhere = true;
  }
}

/// The ARN of a zip archive.
Json code_arn(StackBuilder& builder, const Code& code) {
  const std::string* bucket = code.bucket.literal();
  const std::string* prefix = code.prefix.literal();
  if (bucket != nullptr && prefix != nullptr && prefix->find("${") == std::string::npos) {
    return sub(fmt::format("arn:${{AWS::Partition}}:s3:::{}/{}", *bucket, *prefix));
  }
  return json_object({{"Fn::Join", Json::array({"", Json::array({sub("arn:${AWS::Partition}:s3:::"),
                                                                 builder.value(code.bucket), "/",
                                                                 builder.value(code.prefix)})})}});
}

/// Each once, sorted.
std::vector<Json> code_arns(StackBuilder& builder, const RoleUse& use) {
  std::set<Json> arns;
  for (const Code* code : use.codes) arns.insert(code_arn(builder, *code));
  return {arns.begin(), arns.end()};
}

std::string_view without_profile_prefix(std::string_view model) {
  for (const std::string_view prefix : catalog::inference_profile_prefixes()) {
    if (model.starts_with(prefix)) return model.substr(prefix.size());
  }
  return model;
}

/// A profile of AWS by ARN: its model, in every region that it may choose, is in its name.
void add_model_of_profile(std::vector<Json>& arns, std::string_view arn) {
  constexpr std::string_view kind = ":inference-profile/";
  const std::size_t at = arn.find(kind);
  if (at == std::string_view::npos) return;
  arns.push_back(sub(fmt::format("arn:${{AWS::Partition}}:bedrock:*::foundation-model/{}",
                                 without_profile_prefix(arn.substr(at + kind.size())))));
}

/// A cross-region inference profile needs itself and its model in every region it may choose.
void add_model(std::vector<Json>& arns, const std::string& model) {
  if (model.starts_with("arn:")) {
    arns.push_back(literal(model));
    add_model_of_profile(arns, model);
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

/// A list, or the one reference that stands for it.
template <class T>
std::vector<Json> listed(StackBuilder& builder, const Values<T>& values) {
  Json json = builder.values(values);
  if (!json.is_array()) return {std::move(json)};
  return {json.begin(), json.end()};
}

bool pulls_images(const RoleUse& use) {
  return use.images_anywhere || !use.repository_arns.empty() || use.runtime_names.empty();
}

std::vector<Json> repository_arns(const RoleUse& use) {
  if (!pulls_images(use)) return {};
  if (use.images_anywhere || use.repository_arns.empty()) {
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

/// A caller is allowed on the runtime and on the endpoint that it calls.
std::vector<Json> runtime_arns(const std::set<std::string>& names) {
  static constexpr std::string_view any =
      "arn:${AWS::Partition}:bedrock-agentcore:${AWS::Region}:${AWS::AccountId}:";
  if (names.size() > most_named_runtimes) return {sub(fmt::format("{}runtime/*", any))};
  std::vector<Json> arns;
  for (const std::string& name : names) {
    arns.push_back(sub(fmt::format("{}runtime/{}-*", any, name)));
    arns.push_back(sub(fmt::format("{}runtime/{}-*/runtime-endpoint/*", any, name)));
  }
  return arns;
}

std::vector<Json> resources_of(StackBuilder& builder, std::string_view pattern, const ExecutionRole& role,
                               const RoleUse& use) {
  if (pattern == "${RepositoryArn}") return repository_arns(use);
  if (pattern == "${RepositoryToken}")
    return pulls_images(use) ? std::vector<Json>{"*"} : std::vector<Json>{};
  if (pattern == "${CodeArn}") return code_arns(builder, use);
  if (pattern == "${CalledRuntimeArn}") return runtime_arns(use.called_runtimes);
  if (pattern == "${CalledA2aRuntimeArn}") return runtime_arns(use.called_a2a);
  if (pattern == "${ModelArn}") return model_arns(role);
  if (pattern == "${SecretArn}") return listed(builder, role.secrets);
  if (pattern.find("${AgentName}") != pattern.npos) return runtime_resources(pattern, use);
  return {maybe_sub(pattern)};
}

/// The statements of templates/iam/execution-role-permissions.json that have something to apply to.
std::vector<Json> implied_statements(StackBuilder& builder, const ExecutionRole& role, const RoleUse& use) {
  std::vector<Json> statements;
  for (const catalog::FixedValue& permission : catalog::policy("execution-role-permissions").children) {
    std::vector<Json> resources = resources_of(builder, permission.member("Resource")->text, role, use);
    if (resources.empty()) continue;
    Json statement = json_object({{"Sid", permission.name},
                                  {"Effect", "Allow"},
                                  {"Action", fixed_value(*permission.member("Action"))},
                                  {"Resource", one_or_list(std::move(resources))}});
    if (const catalog::FixedValue* condition = permission.member("Condition"))
      statement["Condition"] = fixed_value(*condition);
    statements.push_back(std::move(statement));
  }
  return statements;
}

Json written_statement(StackBuilder& builder, const Statement& statement) {
  std::vector<Json> actions;
  for (const Located<std::string>& action : statement.actions) actions.emplace_back(*action);
  Json json = json_object({{"Sid", statement.assigned_sid},
                           {"Effect", name_of(*statement.effect)},
                           {"Action", one_or_list(std::move(actions))},
                           {"Resource", one_or_list(listed(builder, statement.resources))}});
  if (statement.condition) json["Condition"] = written_policy(*(*statement.condition)->document);
  return json;
}

Json permissions(StackBuilder& builder, const ExecutionRole& role, const RoleUse& use) {
  std::vector<Json> statements = implied_statements(builder, role, use);
  for (const Statement& statement : role.statements)
    statements.push_back(written_statement(builder, statement));
  std::stable_sort(statements.begin(), statements.end(), [](const Json& a, const Json& b) {
    return a["Sid"].get_ref<const std::string&>() < b["Sid"].get_ref<const std::string&>();
  });
  return json_object({{"Version", "2012-10-17"}, {"Statement", std::move(statements)}});
}

}  // namespace

namespace {

void add_call(const Runtime& called, RoleUse& use) {
  use.called_runtimes.insert(called.aws_name);
  if (called.protocol && **called.protocol == Protocol::a2a) use.called_a2a.insert(called.aws_name);
}

}  // namespace

std::vector<RoleUse> role_uses(const Project& project) {
  std::vector<RoleUse> uses(project.execution_roles.size());
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.role_index) continue;
    RoleUse& use = uses[*runtime.role_index];
    use.runtime_names.insert(runtime.aws_name);
    if (runtime.artifact.code) {
      use.codes.push_back(&*runtime.artifact.code);
    } else {
      add_image(project, runtime.artifact, use);
    }
  }
  for (const ReferenceUse& reference : project.references) {
    const Reference& called = *reference.reference;
    // Who knows the version only does not call.
    if (called.kind != ReferenceKind::runtime || *called.attribute == RuntimeAttribute::version) continue;
    const std::optional<std::size_t> role = project.runtimes[*reference.runtime].role_index;
    if (role) add_call(project.runtimes[*called.index], uses[*role]);
  }
  return uses;
}

void add_execution_role(StackBuilder& builder, const ExecutionRole& role, const RoleUse& use) {
  Json properties =
      json_object({{"RoleName", role.aws_name},
                   {"Description", "Assumed by AgentCore runtimes of " + *builder.project().project},
                   {"MaxSessionDuration", *role.max_session_duration},
                   {"AssumeRolePolicyDocument", fixed_policy("execution-role-trust")}});
  if (role.path) properties["Path"] = **role.path;
  if (!role.permissions_policies.empty())
    properties["ManagedPolicyArns"] = builder.values(role.permissions_policies);
  if (role.permissions_boundary)
    properties["PermissionsBoundary"] = builder.value(*role.permissions_boundary);
  // Inline in the role, so that no runtime is created before its permissions are there.
  properties["Policies"] = Json::array({json_object(
      {{"PolicyName", "agentcore-runtime"}, {"PolicyDocument", permissions(builder, role, use)}})});
  std::string tag = *role.role_name;
  std::replace(tag.begin(), tag.end(), ',', '-');  // a role's name may hold a comma, a tag may not
  properties["Tags"] = tag_list(builder, tag);
  builder.add(role.logical_id, "AWS::IAM::Role", std::move(properties));
  builder.output(role_output(role), "Role that runtimes assume", get_att(role.logical_id, "Arn"));
}

}  // namespace agentcore
