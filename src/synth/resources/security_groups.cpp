#include <algorithm>

#include "synth/resources/network.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

Json https_to_anywhere() {
  // The S3 gateway endpoint has no security group, and its prefix list has another id in each region.
  return {{"IpProtocol", "tcp"},
          {"FromPort", 443},
          {"ToPort", 443},
          {"CidrIp", "0.0.0.0/0"},
          {"Description", "HTTPS to AWS services and the S3 gateway endpoint"}};
}

Json nowhere() {
  // A group without an egress rule of its own gets one that allows everything.
  return {{"IpProtocol", "-1"}, {"CidrIp", "127.0.0.1/32"}, {"Description", "No outbound traffic"}};
}

void add_group(StackBuilder& builder, std::string_view logical_id, std::string_view name,
               std::string_view description, Json egress, const Json& vpc_id) {
  builder.add(std::string(logical_id), "AWS::EC2::SecurityGroup",
              {{"GroupDescription", description},
               {"VpcId", vpc_id},
               {"SecurityGroupEgress", Json::array({std::move(egress)})},
               {"Tags", tag_list(builder.project(), builder.display_name(name))}});
}

/// One half of "HTTPS from the runtimes to the endpoints"; resources of their own, since the groups name each
/// other.
void add_rule(StackBuilder& builder, std::string_view logical_id, std::string_view type,
              std::string_view group, std::string_view peer_key, std::string_view peer,
              std::string_view description) {
  builder.add(std::string(logical_id), type,
              {{"GroupId", get_att(group, "GroupId")},
               {"IpProtocol", "tcp"},
               {"FromPort", 443},
               {"ToPort", 443},
               {std::string(peer_key), get_att(peer, "GroupId")},
               {"Description", description}});
}

bool has_interface_endpoints(const Network& network) {
  const auto& endpoints = network.vpc_endpoints.list;
  return std::any_of(endpoints.begin(), endpoints.end(),
                     [](const VpcEndpoint& endpoint) { return !is_gateway(endpoint); });
}

}  // namespace

void add_security_groups(StackBuilder& builder, const Network& network, const Json& vpc_id) {
  add_group(builder, "RuntimeSecurityGroup", "runtime", "Agent runtimes", https_to_anywhere(), vpc_id);
  builder.output(std::string(runtime_group_output), "Security group of the agent runtimes",
                 get_att("RuntimeSecurityGroup", "GroupId"));
  if (!has_interface_endpoints(network)) return;
  add_group(builder, "EndpointSecurityGroup", "endpoint", "VPC endpoints of the agent runtimes", nowhere(),
            vpc_id);
  add_rule(builder, "EndpointIngressFromRuntime", "AWS::EC2::SecurityGroupIngress", "EndpointSecurityGroup",
           "SourceSecurityGroupId", "RuntimeSecurityGroup", "HTTPS from the agent runtimes");
  add_rule(builder, "RuntimeEgressToEndpoint", "AWS::EC2::SecurityGroupEgress", "RuntimeSecurityGroup",
           "DestinationSecurityGroupId", "EndpointSecurityGroup", "HTTPS to the VPC endpoints");
  builder.output("EndpointSecurityGroupId", "Security group of the VPC endpoints",
                 get_att("EndpointSecurityGroup", "GroupId"));
}

}  // namespace agentcore
