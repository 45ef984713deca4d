#include "agentcore/resolve.hpp"
#include "synth/resources/network.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

constexpr std::string_view anywhere = "0.0.0.0/0";

Json subnet_properties(StackBuilder& builder, const Subnet& subnet, const Json& vpc_id,
                       std::string_view tier) {
  return json_object({{"VpcId", vpc_id},
                      {"AvailabilityZoneId", *subnet.availability_zone_id},
                      {"CidrBlock", subnet.cidr->value.text()},
                      {"MapPublicIpOnLaunch", false},
                      {"Tags", tag_list(builder, builder.display_name(std::string(tier) + "-" +
                                                                      *subnet.availability_zone_id))}});
}

Json add_route_table(StackBuilder& builder, const std::string& logical_id, std::string_view name,
                     const Json& vpc_id) {
  builder.add(logical_id, "AWS::EC2::RouteTable",
              json_object({{"VpcId", vpc_id}, {"Tags", tag_list(builder, builder.display_name(name))}}));
  return agentcore::ref(logical_id);
}

void associate(StackBuilder& builder, std::string logical_id, const Json& subnet, const Json& route_table) {
  builder.add(std::move(logical_id), "AWS::EC2::SubnetRouteTableAssociation",
              json_object({{"SubnetId", subnet}, {"RouteTableId", route_table}}));
}

void add_internet_gateway(StackBuilder& builder, const Json& vpc_id) {
  builder.add("InternetGateway", "AWS::EC2::InternetGateway",
              json_object({{"Tags", tag_list(builder, builder.display_name("internet"))}}));
  builder.add("InternetGatewayAttachment", "AWS::EC2::VPCGatewayAttachment",
              json_object({{"VpcId", vpc_id}, {"InternetGatewayId", ref("InternetGateway")}}));
  const Json table = add_route_table(builder, "PublicRouteTable", "public", vpc_id);
  builder
      .add("PublicDefaultRoute", "AWS::EC2::Route",
           json_object({{"RouteTableId", table},
                        {"DestinationCidrBlock", anywhere},
                        {"GatewayId", ref("InternetGateway")}}))
      .depends_on = {"InternetGatewayAttachment"};
}

void add_public_subnet(StackBuilder& builder, const Subnet& subnet, const Json& vpc_id) {
  const std::string id = zone_id("PublicSubnet", subnet);
  builder.add(id, "AWS::EC2::Subnet", subnet_properties(builder, subnet, vpc_id, "public"));
  associate(builder, zone_id("PublicRouteTableAssociation", subnet), agentcore::ref(id),
            ref("PublicRouteTable"));
}

void add_nat_gateway(StackBuilder& builder, const Subnet& subnet) {
  const std::string address = zone_id("NatAddress", subnet);
  const Json tags = tag_list(builder, builder.display_name("nat-" + *subnet.availability_zone_id));
  builder.add(address, "AWS::EC2::EIP", json_object({{"Domain", "vpc"}, {"Tags", tags}})).depends_on = {
      "InternetGatewayAttachment"};
  builder
      .add(zone_id("NatGateway", subnet), "AWS::EC2::NatGateway",
           json_object({{"AllocationId", get_att(address, "AllocationId")},
                        {"SubnetId", agentcore::ref(zone_id("PublicSubnet", subnet))},
                        {"Tags", tags}}))
      .depends_on = {"PublicDefaultRoute"};
}

void add_default_route(StackBuilder& builder, const Subnet& subnet, const Subnet& gateway) {
  builder.add(zone_id("PrivateAgentDefaultRoute", subnet), "AWS::EC2::Route",
              json_object({{"RouteTableId", agentcore::ref(zone_id("PrivateAgentRouteTable", subnet))},
                           {"DestinationCidrBlock", anywhere},
                           {"NatGatewayId", agentcore::ref(zone_id("NatGateway", gateway))}}));
}

/// The public subnet whose NAT gateway serves a private one: of its zone, or the only one.
const Subnet& gateway_for(const Network& network, const Subnet& subnet) {
  for (const Subnet& candidate : network.public_subnets) {
    const bool same_zone = *candidate.availability_zone_id == *subnet.availability_zone_id;
    if (same_zone && *network.nat_gateways == NatGateways::per_zone) return candidate;
  }
  return network.public_subnets.front();
}

}  // namespace

std::string zone_id(std::string_view prefix, const Subnet& subnet) {
  return std::string(prefix) + pascal_case(*subnet.availability_zone_id);
}

std::string subnet_output(const Subnet& subnet) { return zone_id("PrivateAgentSubnet", subnet) + "Id"; }

Json subnet_id(StackBuilder& builder, const Subnet& subnet) {
  return subnet.subnet_id ? builder.value(*subnet.subnet_id)
                          : agentcore::ref(zone_id("PrivateAgentSubnet", subnet));
}

Json add_vpc(StackBuilder& builder, const Network& network) {
  if (!network.makes_vpc()) return builder.value(*network.vpc.vpc_id);
  builder.add("Vpc", "AWS::EC2::VPC",
              json_object({{"CidrBlock", network.vpc.cidr->value.text()},
                           {"EnableDnsSupport", true},
                           {"EnableDnsHostnames", true},
                           {"Tags", tag_list(builder, builder.display_name("vpc"))}}));
  builder.output("VpcId", "VPC of the agents", ref("Vpc"));
  return ref("Vpc");
}

std::vector<Json> add_private_agent_tier(StackBuilder& builder, const Network& network, const Json& vpc_id) {
  std::vector<Json> route_tables;
  for (const Subnet& subnet : network.private_agent_subnets) {
    if (subnet.subnet_id) continue;
    const std::string id = zone_id("PrivateAgentSubnet", subnet);
    builder.add(id, "AWS::EC2::Subnet", subnet_properties(builder, subnet, vpc_id, "private-agent"));
    route_tables.push_back(add_route_table(builder, zone_id("PrivateAgentRouteTable", subnet),
                                           "private-agent-" + *subnet.availability_zone_id, vpc_id));
    associate(builder, zone_id("PrivateAgentRouteTableAssociation", subnet), agentcore::ref(id),
              route_tables.back());
    builder.output(subnet_output(subnet), "PrivateAgent subnet in zone " + *subnet.availability_zone_id,
                   agentcore::ref(id));
  }
  for (const auto& id : network.route_table_ids) route_tables.push_back(builder.value(id));
  return route_tables;
}

void add_nat(StackBuilder& builder, const Network& network, const Json& vpc_id) {
  add_internet_gateway(builder, vpc_id);
  for (const Subnet& subnet : network.public_subnets) add_public_subnet(builder, subnet, vpc_id);
  const bool per_zone = *network.nat_gateways == NatGateways::per_zone;
  const std::size_t gateways = per_zone ? network.public_subnets.size() : 1;
  for (std::size_t i = 0; i < gateways; ++i) add_nat_gateway(builder, network.public_subnets[i]);
  for (const Subnet& subnet : network.private_agent_subnets) {
    add_default_route(builder, subnet, gateway_for(network, subnet));
  }
}

}  // namespace agentcore
