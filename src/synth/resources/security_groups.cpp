#include <fmt/format.h>

#include <algorithm>

#include "agentcore/resolve.hpp"
#include "synth/resources/network.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

Json https_to_anywhere() {
  // The S3 gateway endpoint has no security group, and its prefix list has another id in each region.
  return json_object({{"IpProtocol", "tcp"},
                      {"FromPort", 443},
                      {"ToPort", 443},
                      {"CidrIp", "0.0.0.0/0"},
                      {"Description", "HTTPS to AWS services and the S3 gateway endpoint"}});
}

Json nowhere() {
  // A group without an egress rule of its own gets one that allows everything.
  return json_object(
      {{"IpProtocol", "-1"}, {"CidrIp", "127.0.0.1/32"}, {"Description", "No outbound traffic"}});
}

void add_group(StackBuilder& builder, std::string_view logical_id, std::string_view name,
               std::string_view description, Json egress, const Json& vpc_id) {
  builder.add(std::string(logical_id), "AWS::EC2::SecurityGroup",
              json_object({{"GroupDescription", description},
                           {"VpcId", vpc_id},
                           {"SecurityGroupEgress", Json::array({std::move(egress)})},
                           {"Tags", tag_list(builder, builder.display_name(name))}}));
}

/// One half of "HTTPS from the runtimes to the endpoints"; resources of their own, since the groups name each
/// other.
void add_https_rule(StackBuilder& builder, std::string logical_id, std::string_view type, Json group,
                    std::string_view peer_key, Json peer, std::string_view description) {
  builder.add(std::move(logical_id), type,
              {{"GroupId", std::move(group)},
               {"IpProtocol", "tcp"},
               {"FromPort", 443},
               {"ToPort", 443},
               {std::string(peer_key), std::move(peer)},
               {"Description", description}});
}

bool has_interface_endpoints(const Network& network) {
  const auto& endpoints = network.vpc_endpoints.list;
  return std::any_of(endpoints.begin(), endpoints.end(),
                     [](const VpcEndpoint& endpoint) { return !is_gateway(endpoint); });
}

void add_endpoint_group(StackBuilder& builder, const Network& network, const Json& vpc_id) {
  constexpr std::string_view ingress = "AWS::EC2::SecurityGroupIngress";
  constexpr std::string_view what = "HTTPS from the agent runtimes";
  const Json group = get_att("EndpointSecurityGroup", "GroupId");
  add_group(builder, "EndpointSecurityGroup", "endpoint", "VPC endpoints of the agent runtimes", nowhere(),
            vpc_id);
  for (const Value<SecurityGroupId>& own : network.security_group_ids.items) {
    add_https_rule(builder, "EndpointIngressFrom" + logical_part(own), ingress, group,
                   "SourceSecurityGroupId", builder.value(own), what);
  }
  if (network.makes_runtime_group()) {
    const Json runtimes = get_att("RuntimeSecurityGroup", "GroupId");
    add_https_rule(builder, "EndpointIngressFromRuntime", ingress, group, "SourceSecurityGroupId", runtimes,
                   what);
    add_https_rule(builder, "RuntimeEgressToEndpoint", "AWS::EC2::SecurityGroupEgress", runtimes,
                   "DestinationSecurityGroupId", group, "HTTPS to the VPC endpoints");
  }
  builder.output("EndpointSecurityGroupId", "Security group of the VPC endpoints", group);
}

void add_egress_rule(StackBuilder& builder, const EgressRule& rule) {
  Json properties = json_object({{"GroupId", get_att("RuntimeSecurityGroup", "GroupId")},
                                 {"IpProtocol", name_of(*rule.protocol)},
                                 {"FromPort", *rule.port},
                                 {"ToPort", rule.to_port ? **rule.to_port : *rule.port}});
  if (rule.cidr) properties["CidrIp"] = rule.cidr->value.text();
  if (rule.prefix_list) properties["DestinationPrefixListId"] = builder.value(*rule.prefix_list);
  if (rule.security_group) properties["DestinationSecurityGroupId"] = builder.value(*rule.security_group);
  if (rule.description) properties["Description"] = **rule.description;
  builder.add(rule.logical_id, "AWS::EC2::SecurityGroupEgress", std::move(properties));
}

}  // namespace

void add_security_groups(StackBuilder& builder, const Network& network, const Json& vpc_id) {
  if (network.makes_runtime_group()) {
    add_group(builder, "RuntimeSecurityGroup", "runtime", "Agent runtimes", https_to_anywhere(), vpc_id);
    builder.output(std::string(runtime_group_output), "Security group of the agent runtimes",
                   get_att("RuntimeSecurityGroup", "GroupId"));
    for (const EgressRule& rule : network.egress_rules) add_egress_rule(builder, rule);
  }
  if (has_interface_endpoints(network)) add_endpoint_group(builder, network, vpc_id);
}

}  // namespace agentcore
