#include "synth/resources/runtime.hpp"

#include <fmt/format.h>

#include "synth/stacks.hpp"

namespace agentcore {
namespace {

Json container_uri(StackBuilder& builder, const Artifact& artifact) {
  if (artifact.container_uri) return builder.value(*artifact.container_uri);
  Json repository;
  if (artifact.repository_index) {
    const Repository& named = builder.project().repositories[*artifact.repository_index];
    repository = builder.from_stack(StackKind::storage, repository_output(named));
  } else {
    repository = builder.value(*artifact.repository);
  }
  const std::string separator = artifact.digest ? "@" : ":";
  const Value<std::string>& version = artifact.digest ? *artifact.digest : *artifact.tag;
  Json parts = Json::array({std::move(repository)});
  if (version.literal() != nullptr) {
    parts.push_back(separator + *version.literal());
  } else {
    parts.push_back(separator);
    parts.push_back(builder.value(version));
  }
  return json_object({{"Fn::Join", Json::array({"", std::move(parts)})}});
}

Json artifact_configuration(StackBuilder& builder, const Artifact& artifact) {
  if (!artifact.code)
    return json_object(
        {{"ContainerConfiguration", json_object({{"ContainerUri", container_uri(builder, artifact)}})}});
  const Code& code = *artifact.code;
  Json archive =
      json_object({{"Bucket", builder.value(code.bucket)}, {"Prefix", builder.value(code.prefix)}});
  if (code.version_id) archive["VersionId"] = builder.value(*code.version_id);
  Json entry_point = Json::array();
  for (const Located<std::string>& part : code.entry_point) entry_point.push_back(literal(*part));
  return json_object({{"CodeConfiguration", json_object({{"Code", json_object({{"S3", std::move(archive)}})},
                                                         {"Runtime", name_of(*code.runtime)},
                                                         {"EntryPoint", std::move(entry_point)}})}});
}

Json role_arn(StackBuilder& builder, const Runtime& runtime) {
  if (!runtime.role_index) return builder.value(*runtime.execution_role);
  return builder.from_stack(StackKind::security,
                            role_output(builder.project().execution_roles[*runtime.role_index]));
}

/// Subnets and groups of the network stack, or the runtime's own.
Json network_mode_config(StackBuilder& builder, const NetworkConfig& config) {
  if (!config.uses_network_stack()) {
    return json_object(
        {{"Subnets", builder.values(config.subnet_ids, "AWS::EC2::Subnet::Id")},
         {"SecurityGroups", builder.values(config.security_group_ids, "AWS::EC2::SecurityGroup::Id")}});
  }
  const Network& network = *builder.project().network;
  Json subnets = Json::array();
  for (const Subnet& subnet : network.private_agent_subnets) {
    subnets.push_back(subnet.subnet_id ? builder.value(*subnet.subnet_id)
                                       : builder.from_stack(StackKind::network, subnet_output(subnet),
                                                            "AWS::EC2::Subnet::Id"));
  }
  Json groups = network.makes_runtime_group()
                    ? Json::array({builder.from_stack(StackKind::network, runtime_group_output,
                                                      "AWS::EC2::SecurityGroup::Id")})
                    : builder.values(network.security_group_ids, "AWS::EC2::SecurityGroup::Id");
  return json_object({{"Subnets", std::move(subnets)}, {"SecurityGroups", std::move(groups)}});
}

Json network_configuration(StackBuilder& builder, const NetworkConfig& config) {
  Json configuration = json_object({{"NetworkMode", name_of(*config.network_mode)}});
  if (*config.network_mode == NetworkMode::vpc) {
    configuration["NetworkModeConfig"] = network_mode_config(builder, config);
  }
  return configuration;
}

Json claim(StackBuilder& builder, const CustomClaim& claim) {
  Json match = claim.value ? json_object({{"MatchValueString", builder.value(*claim.value)}})
                           : json_object({{"MatchValueStringList", builder.values(claim.values)}});
  return json_object(
      {{"InboundTokenClaimName", *claim.name},
       {"InboundTokenClaimValueType", name_of(*claim.type)},
       {"AuthorizingClaimMatchValue", json_object({{"ClaimMatchOperator", name_of(**claim.match)},
                                                   {"ClaimMatchValue", std::move(match)}})}});
}

Json authorizer_configuration(StackBuilder& builder, const Authorizer& authorizer) {
  Json jwt = json_object({{"DiscoveryUrl", builder.value(authorizer.discovery_url)}});
  const auto add = [&](const char* key, const Values<std::string>& values) {
    if (!values.empty()) jwt[key] = builder.values(values);
  };
  add("AllowedAudience", authorizer.allowed_audience);
  add("AllowedClients", authorizer.allowed_clients);
  add("AllowedScopes", authorizer.allowed_scopes);
  for (const CustomClaim& custom : authorizer.custom_claims)
    jwt["CustomClaims"].push_back(claim(builder, custom));
  return json_object({{"CustomJWTAuthorizer", std::move(jwt)}});
}

/// What a runtime may leave out.
void add_options(StackBuilder& builder, const Runtime& runtime, Json& properties) {
  if (runtime.protocol) properties["ProtocolConfiguration"] = name_of(**runtime.protocol);
  if (runtime.authorizer)
    properties["AuthorizerConfiguration"] = authorizer_configuration(builder, *runtime.authorizer);
  for (const Located<std::string>& header : runtime.request_headers) {
    properties["RequestHeaderConfiguration"]["RequestHeaderAllowlist"].push_back(*header);
  }
  if (runtime.lifecycle) {
    properties["LifecycleConfiguration"] =
        json_object({{"IdleRuntimeSessionTimeout", *runtime.lifecycle->idle_timeout},
                     {"MaxLifetime", *runtime.lifecycle->max_lifetime}});
  }
  if (runtime.session_storage) {
    properties["FilesystemConfigurations"] = Json::array({json_object(
        {{"SessionStorage", json_object({{"MountPath", *runtime.session_storage->mount_path}})}})});
  }
  for (const Pair& variable : runtime.artifact.environment_variables) {
    properties["EnvironmentVariables"][*variable.key] = builder.value(variable.value);
  }
}

Json runtime_properties(StackBuilder& builder, const Runtime& runtime) {
  constexpr std::size_t most = 12;  // there are so many properties; an object that grows copies all it has
  Json properties = Json::object();
  properties.get_ref<Json::object_t&>().reserve(most);
  properties["AgentRuntimeName"] = runtime.aws_name;
  if (runtime.description) properties["Description"] = literal(**runtime.description);
  properties["AgentRuntimeArtifact"] = artifact_configuration(builder, runtime.artifact);
  properties["RoleArn"] = role_arn(builder, runtime);
  properties["NetworkConfiguration"] = network_configuration(builder, runtime.network_configuration);
  add_options(builder, runtime, properties);
  properties["Tags"] = tag_map(builder, *runtime.runtime_name, runtime.tags);
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
  publish(builder, runtime, RuntimeAttribute::arn);
  if (*builder.project().outputs == RuntimeOutputs::minimal) return;
  publish(builder, runtime, RuntimeAttribute::id);
  publish(builder, runtime, RuntimeAttribute::version);
  builder.output(id + "Status", "Status of " + name + " when the stack was last updated",
                 get_att(id, "Status"));
  builder.output(id + "EndpointUrl", "URL to invoke the newest version of " + name,
                 invocation_url(runtime, "DEFAULT"));
}

/// What a runtime has for others: the attribute of its type, the end of its output's name, and what that is.
struct Published {
  std::string_view attribute;
  std::string_view ending;
  std::string_view what;
};

const Published& published(RuntimeAttribute attribute) {
  static constexpr Published rows[] = {{"AgentRuntimeArn", "Arn", "ARN of "},
                                       {"AgentRuntimeId", "Id", "Id of "},
                                       {"AgentRuntimeVersion", "Version", "Newest version of "}};
  return rows[static_cast<std::size_t>(attribute)];
}

}  // namespace

Json runtime_attribute(const Runtime& runtime, RuntimeAttribute attribute) {
  return get_att(runtime.logical_id, published(attribute).attribute);
}

std::string runtime_output(const Runtime& runtime, RuntimeAttribute attribute) {
  return runtime.logical_id + std::string(published(attribute).ending);
}

void publish(StackBuilder& builder, const Runtime& runtime, RuntimeAttribute attribute) {
  builder.output(runtime_output(runtime, attribute),
                 std::string(published(attribute).what) + *runtime.runtime_name,
                 runtime_attribute(runtime, attribute));
}

void add_runtime(StackBuilder& builder, const Runtime& runtime) {
  const Artifact& artifact = runtime.artifact;
  Resource& resource =
      builder.add(runtime.logical_id, "AWS::BedrockAgentCore::Runtime", runtime_properties(builder, runtime));
  if (!artifact.code) {
    resource.metadata = json_object(
        {{"ContainerCpu", *artifact.container_cpu}, {"ContainerMemory", *artifact.container_memory}});
  }
  add_outputs(builder, runtime);
}

void add_runtime_endpoint(StackBuilder& builder, const Runtime& runtime, const RuntimeEndpoint& endpoint) {
  Json properties = json_object(
      {{"AgentRuntimeId", get_att(runtime.logical_id, "AgentRuntimeId")}, {"Name", endpoint.aws_name}});
  properties["AgentRuntimeVersion"] = endpoint.follows() ? get_att(runtime.logical_id, "AgentRuntimeVersion")
                                                         : builder.value(*endpoint.runtime_version);
  if (endpoint.description) properties["Description"] = literal(**endpoint.description);
  properties["Tags"] = tag_map(builder, *endpoint.name, runtime.tags);
  builder.add(endpoint.logical_id, "AWS::BedrockAgentCore::RuntimeEndpoint", std::move(properties));
  builder.output(endpoint.logical_id + "InvokeUrl",
                 "URL to invoke " + *runtime.runtime_name + " at " + *endpoint.name,
                 invocation_url(runtime, endpoint.aws_name));
}

}  // namespace agentcore
