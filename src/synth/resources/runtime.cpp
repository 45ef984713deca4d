#include "synth/resources/runtime.hpp"

#include <fmt/format.h>

#include "synth/stacks.hpp"

namespace agentcore {
namespace {

Json container_uri(const Project& project, const Artifact& artifact) {
  if (artifact.container_uri) return artifact.container_uri->value.text;
  const Json repository =
      import_from(project, "storage", repository_output(project.repositories[*artifact.repository_index]));
  const std::string version = artifact.digest ? "@" + **artifact.digest : ":" + **artifact.tag;
  return {{"Fn::Join", Json::array({"", Json::array({repository, version})})}};
}

Json role_arn(const Project& project, const Runtime& runtime) {
  if (!runtime.role_index) return runtime.execution_role->value.text;
  return import_from(project, "security", role_output(project.execution_roles[*runtime.role_index]));
}

/// Subnets and groups of the network stack, or the runtime's own.
Json network_mode_config(const Project& project, const NetworkConfig& config) {
  Json subnets = Json::array();
  Json groups = Json::array();
  if (config.uses_network_stack()) {
    for (const Subnet& subnet : project.network->private_agent_subnets) {
      subnets.push_back(subnet.subnet_id ? Json(subnet.subnet_id->value.text)
                                         : import_from(project, "network", subnet_output(subnet)));
    }
    groups.push_back(import_from(project, "network", runtime_group_output));
  }
  for (const auto& id : config.subnet_ids) subnets.push_back(id->text);
  for (const auto& id : config.security_group_ids) groups.push_back(id->text);
  return {{"Subnets", std::move(subnets)}, {"SecurityGroups", std::move(groups)}};
}

Json network_configuration(const Project& project, const NetworkConfig& config) {
  Json configuration = {{"NetworkMode", name_of(*config.network_mode)}};
  if (*config.network_mode == NetworkMode::vpc) {
    configuration["NetworkModeConfig"] = network_mode_config(project, config);
  }
  return configuration;
}

Json environment_variables(const Pairs& variables) {
  Json map = Json::object();
  for (const Pair& variable : variables) map[*variable.key] = literal(*variable.value);
  return map;
}

Json runtime_properties(const Project& project, const Runtime& runtime) {
  Json properties = {{"AgentRuntimeName", runtime.aws_name}};
  if (runtime.description) properties["Description"] = literal(**runtime.description);
  properties["AgentRuntimeArtifact"] = {
      {"ContainerConfiguration", {{"ContainerUri", container_uri(project, runtime.artifact)}}}};
  properties["RoleArn"] = role_arn(project, runtime);
  properties["NetworkConfiguration"] = network_configuration(project, runtime.network_configuration);
  if (runtime.protocol) properties["ProtocolConfiguration"] = name_of(**runtime.protocol);
  if (!runtime.artifact.environment_variables.empty()) {
    properties["EnvironmentVariables"] = environment_variables(runtime.artifact.environment_variables);
  }
  properties["Tags"] = tag_map(project, *runtime.runtime_name, runtime.tags);
  return properties;
}

/// The URL that AWS answers: the ARN percent-encoded by hand, since CloudFormation has no function for it.
Json invocation_url(const Runtime& runtime, std::string_view endpoint) {
  return sub(
      fmt::format("https://bedrock-agentcore.${{AWS::Region}}.${{AWS::URLSuffix}}/runtimes/"
                  "arn%3A${{AWS::Partition}}%3Abedrock-agentcore%3A${{AWS::Region}}%3A${{AWS::AccountId}}"
                  "%3Aruntime%2F${{{}.AgentRuntimeId}}/invocations?qualifier={}",
                  runtime.logical_id, endpoint));
}

void add_outputs(StackBuilder& builder, const Runtime& runtime) {
  const std::string& id = runtime.logical_id;
  const std::string& name = *runtime.runtime_name;
  builder.output(id + "Arn", "ARN of " + name, get_att(id, "AgentRuntimeArn"));
  if (*builder.project().outputs == RuntimeOutputs::minimal) return;
  builder.output(id + "Id", "Id of " + name, get_att(id, "AgentRuntimeId"));
  builder.output(id + "Version", "Newest version of " + name, get_att(id, "AgentRuntimeVersion"));
  builder.output(id + "Status", "Status of " + name + " when the stack was last updated",
                 get_att(id, "Status"));
  builder.output(id + "EndpointUrl", "URL to invoke the newest version of " + name,
                 invocation_url(runtime, "DEFAULT"));
}

}  // namespace

void add_runtime(StackBuilder& builder, const Runtime& runtime) {
  const Artifact& artifact = runtime.artifact;
  Resource& resource = builder.add(runtime.logical_id, "AWS::BedrockAgentCore::Runtime",
                                   runtime_properties(builder.project(), runtime));
  resource.metadata = {{"ContainerCpu", *artifact.container_cpu},
                       {"ContainerMemory", *artifact.container_memory}};
  add_outputs(builder, runtime);
}

void add_runtime_endpoint(StackBuilder& builder, const Runtime& runtime, const RuntimeEndpoint& endpoint) {
  Json properties = {{"AgentRuntimeId", get_att(runtime.logical_id, "AgentRuntimeId")},
                     {"Name", endpoint.aws_name}};
  properties["AgentRuntimeVersion"] = endpoint.runtime_version
                                          ? Json(**endpoint.runtime_version)
                                          : get_att(runtime.logical_id, "AgentRuntimeVersion");
  if (endpoint.description) properties["Description"] = literal(**endpoint.description);
  properties["Tags"] = tag_map(builder.project(), *endpoint.name, runtime.tags);
  builder.add(endpoint.logical_id, "AWS::BedrockAgentCore::RuntimeEndpoint", std::move(properties));
  builder.output(endpoint.logical_id + "InvokeUrl",
                 "URL to invoke " + *runtime.runtime_name + " at " + *endpoint.name,
                 invocation_url(runtime, endpoint.aws_name));
}

}  // namespace agentcore
