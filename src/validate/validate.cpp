#include "agentcore/validate.hpp"

#include <array>

#include "validate/rule.hpp"

namespace agentcore {
namespace {

constexpr std::array project_tables = {
    rules::project,
    rules::region,
    rules::target,
    rules::tags,
    rules::runtime,
    rules::artifact,
    rules::container_size,
    rules::environment_variables,
    rules::code,
    rules::runtime_options,
    rules::authorizer,
    rules::observability,
    rules::execution_role,
    rules::secret,
    rules::statement,
    rules::action,
    rules::denial,
    rules::network_config,
    rules::vpc,
    rules::subnets,
    rules::vpc_endpoint,
    rules::endpoint_reach,
    rules::endpoint_policy,
    rules::egress,
    rules::repository,
    rules::reference,
};
constexpr std::array template_tables = {rules::role_template, rules::network_template,
                                        rules::parameter_template};

/// Of a runtime: its role, its network, and whether it runs an image.
Json read_by_rules(Resource& resource) {
  Json read = Json::object();
  if (resource.type != "AWS::BedrockAgentCore::Runtime") return read;
  for (const char* key : {"RoleArn", "NetworkConfiguration"}) {
    const auto found = resource.properties.find(key);
    if (found != resource.properties.end()) read[key] = std::move(*found);
  }
  const Json::json_pointer image("/AgentRuntimeArtifact/ContainerConfiguration");
  if (resource.properties.contains(image)) read[image] = Json::object();
  return read;
}

}  // namespace

void validate(const Project& project, Diagnostics& diagnostics) {
  for (const auto table : project_tables) {
    for (const ProjectRule& rule : table()) rule.check(project, Report(rule.info, diagnostics));
  }
}

std::string place_key(StackKind kind, std::string_view logical_id) {
  return std::string(to_string(kind)) + "/" + std::string(logical_id);
}

ResourcePlaces resource_places(const Project& project) {
  ResourcePlaces places;
  for (const ExecutionRole& role : project.execution_roles)
    places.emplace(place_key(StackKind::security, role.logical_id), role.role_name.range);
  for (const Runtime& runtime : project.runtimes)
    places.emplace(place_key(StackKind::agentcore, runtime.logical_id), runtime.runtime_name.range);
  return places;
}

void validate_templates(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics,
                        const ResourcePlaces& places) {
  const StackView view(stacks, where, places);
  for (const auto table : template_tables) {
    for (const TemplateRule& rule : table()) rule.check(view, Report(rule.info, diagnostics));
  }
}

Stack outline(Stack stack) {
  if (stack.kind != StackKind::agentcore) return stack;
  for (Resource& resource : stack.body.resources) {
    resource.properties = read_by_rules(resource);
    resource.metadata = nullptr;
    resource.depends_on = {};
  }
  stack.body.outputs = {};
  return stack;
}

std::vector<const RuleInfo*> validate_rules() {
  std::vector<const RuleInfo*> infos;
  for (const auto table : project_tables) {
    for (const ProjectRule& rule : table()) infos.push_back(&rule.info);
  }
  for (const auto table : template_tables) {
    for (const TemplateRule& rule : table()) infos.push_back(&rule.info);
  }
  return infos;
}

}  // namespace agentcore
