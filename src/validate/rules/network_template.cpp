#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

using Member = StackView::Member;
using Members = std::vector<Member>;

constexpr int https = 443;
constexpr std::string_view loopback = "127.0.0.1/32";  // how a group says that it lets nothing out

void add_new(Members& members, const Member& member) {
  if (std::find(members.begin(), members.end(), member) == members.end()) members.push_back(member);
}

/// What the runtimes of the stacks name under a list of their NetworkModeConfig, each once.
Members of_runtimes(const StackView& stacks, std::string_view list) {
  Members found;
  for (const Member& runtime : stacks.of_type("AWS::BedrockAgentCore::Runtime")) {
    const Json& ids = StackView::property(runtime.resource->properties,
                                          {"NetworkConfiguration", "NetworkModeConfig", list});
    for (const Member& member : stacks.targets(*runtime.stack, ids)) add_new(found, member);
  }
  return found;
}

Members interface_endpoints(const StackView& stacks) {
  Members endpoints = stacks.of_type("AWS::EC2::VPCEndpoint");
  std::erase_if(endpoints, [](const Member& endpoint) {
    return StackView::property(endpoint.resource->properties, {"VpcEndpointType"}) != "Interface";
  });
  return endpoints;
}

Members endpoint_groups(const StackView& stacks) {
  Members groups;
  for (const Member& endpoint : interface_endpoints(stacks)) {
    const Json& ids = StackView::property(endpoint.resource->properties, {"SecurityGroupIds"});
    for (const Member& group : stacks.targets(*endpoint.stack, ids)) add_new(groups, group);
  }
  return groups;
}

void vpc_dns(const StackView& stacks, const Report& report) {
  for (const Member& endpoint : interface_endpoints(stacks)) {
    const Json& properties = endpoint.resource->properties;
    if (StackView::property(properties, {"PrivateDnsEnabled"}) != true) continue;
    const Member vpc = stacks.target(*endpoint.stack, StackView::property(properties, {"VpcId"}));
    if (!vpc) continue;
    for (const std::string_view flag : {"EnableDnsSupport", "EnableDnsHostnames"}) {
      const Json& value = StackView::property(vpc.resource->properties, {flag});
      // Left out, CloudFormation turns the first on and leaves the second off.
      if (value == true || (value.is_null() && flag == "EnableDnsSupport")) continue;
      report(stacks.where(), fmt::format("{} has private DNS, and {} lacks {}", endpoint.resource->logical_id,
                                         vpc.resource->logical_id, flag));
    }
  }
}

void no_public_addresses(const StackView& stacks, const Report& report) {
  for (const Member& subnet : of_runtimes(stacks, "Subnets")) {
    if (StackView::property(subnet.resource->properties, {"MapPublicIpOnLaunch"}) != true) continue;
    report(stacks.where(),
           fmt::format("the runtime's subnet {} gives public addresses", subnet.resource->logical_id));
  }
}

/// Which way a security-group rule points, and what CloudFormation calls its parts.
struct Direction {
  std::string_view type;  // of a rule that is a resource of its own
  std::string_view inline_list;
  std::string_view peer;
};
constexpr Direction ingress{"AWS::EC2::SecurityGroupIngress", "SecurityGroupIngress",
                            "SourceSecurityGroupId"};
constexpr Direction egress{"AWS::EC2::SecurityGroupEgress", "SecurityGroupEgress",
                           "DestinationSecurityGroupId"};

bool covers_https(const Json& rule) {
  const Json& protocol = StackView::property(rule, {"IpProtocol"});
  if (protocol == "-1") return true;
  const Json& from = StackView::property(rule, {"FromPort"});
  const Json& to = StackView::property(rule, {"ToPort"});
  return protocol == "tcp" && from.is_number() && to.is_number() && from <= https && to >= https;
}

/// Whether a rule of `group` lets HTTPS pass to or from `peer`; a rule on an address range may.
bool allows(const StackView& stacks, const Direction& direction, const Member& group, const Member& peer) {
  const auto matches = [&](const Stack& stack, const Json& rule) {
    if (!covers_https(rule)) return false;
    const Json& range = StackView::property(rule, {"CidrIp"});
    return (!range.is_null() && range != loopback) ||
           stacks.target(stack, StackView::property(rule, {direction.peer})) == peer;
  };
  const Json& inline_rules = StackView::property(group.resource->properties, {direction.inline_list});
  for (const Json& rule : inline_rules) {
    if (matches(*group.stack, rule)) return true;
  }
  const Members rules = stacks.of_type(direction.type);
  return std::any_of(rules.begin(), rules.end(), [&](const Member& rule) {
    const Json& properties = rule.resource->properties;
    return stacks.target(*rule.stack, StackView::property(properties, {"GroupId"})) == group &&
           matches(*rule.stack, properties);
  });
}

void endpoint_ingress(const StackView& stacks, const Report& report) {
  for (const Member& endpoint : endpoint_groups(stacks)) {
    for (const Member& runtime : of_runtimes(stacks, "SecurityGroups")) {
      if (allows(stacks, ingress, endpoint, runtime)) continue;
      report(stacks.where(), fmt::format("{} lets no HTTPS in from {}", endpoint.resource->logical_id,
                                         runtime.resource->logical_id));
    }
  }
}

void runtime_egress(const StackView& stacks, const Report& report) {
  for (const Member& runtime : of_runtimes(stacks, "SecurityGroups")) {
    for (const Member& endpoint : endpoint_groups(stacks)) {
      if (allows(stacks, egress, runtime, endpoint)) continue;
      report(stacks.where(), fmt::format("{} lets no HTTPS out to {}", runtime.resource->logical_id,
                                         endpoint.resource->logical_id));
    }
  }
}

constexpr std::string_view endpoint_model = "the data model, VPC Interface Endpoint";
constexpr std::string_view network_model = "the data model, Network Configuration";

constexpr TemplateRule table[] = {
    {{"AC5201", "private-dns-support", Severity::error,
      "The VPC of an endpoint with private DNS has DNS support and DNS host names.",
      "set EnableDnsSupport and EnableDnsHostnames of the VPC to true", endpoint_model,
      "Private DNS is a private hosted zone of the VPC. Without both switches EC2 refuses it when the "
      "endpoint is made, or host names go on resolving to public addresses."},
     vpc_dns},
    {{"AC5202", "runtime-subnet-public", Severity::error, "A runtime's subnets give no public addresses.",
      "set MapPublicIpOnLaunch to false", network_model,
      "AgentCore's interfaces get private addresses only, so such a subnet gives a runtime no internet. It "
      "does expose whatever else is started there."},
     no_public_addresses},
    {{"AC5203", "endpoint-ingress", Severity::error,
      "The security group of an endpoint lets HTTPS in from the runtimes' groups.",
      "add an ingress rule for TCP 443 from the runtime's security group", endpoint_model,
      "The runtime's packets arrive at the endpoint and are dropped without an answer. Calls end in a "
      "time-out that names no security group."},
     endpoint_ingress},
    {{"AC5204", "runtime-egress", Severity::error,
      "The security group of a runtime lets HTTPS out to the endpoints' groups.",
      "add an egress rule for TCP 443 to the endpoint's security group", network_model,
      "The runtime's packets never leave its interface. Calls end in a time-out that names no security "
      "group."},
     runtime_egress},
};

}  // namespace

std::span<const TemplateRule> network_template() { return table; }

}  // namespace agentcore::rules
