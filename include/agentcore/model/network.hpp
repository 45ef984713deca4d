#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agentcore/limits.hpp"
#include "agentcore/model/cidr.hpp"
#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/reference.hpp"
#include "agentcore/model/vpc_endpoint.hpp"

namespace agentcore {

/// The VPC: made with a CIDR, or existing by id.
struct Vpc {
  Range place;
  std::optional<Located<Cidr>> cidr;
  std::optional<Value<VpcId>> vpc_id;
};

template <class Visitor>
void describe(Visitor& visitor, Vpc& vpc) {
  visitor.field({.key = "cidr", .doc = "Range of the VPC to make", .fallback = "10.0.0.0/16"}, vpc.cidr);
  visitor.field(
      {.key = "vpc_id", .doc = "Instead of cidr: an existing VPC, with DNS support and host names on"},
      vpc.vpc_id);
}

/// A subnet of one tier: made with a CIDR, or existing by id.
struct Subnet {
  Range place;
  std::optional<Located<Cidr>> cidr;
  std::optional<Value<SubnetId>> subnet_id;
  Located<std::string> availability_zone_id;
};

template <class Visitor>
void describe(Visitor& visitor, Subnet& subnet) {
  visitor.field({.key = "cidr", .doc = "Range of the subnet to make, within the VPC"}, subnet.cidr);
  visitor.field({.key = "subnet_id", .doc = "Instead of cidr: an existing subnet"}, subnet.subnet_id);
  visitor.field({.key = "availability_zone_id",
                 .doc = "Zone id such as use1-az1 (a zone name such as us-east-1a differs per account)",
                 .required = true,
                 .one_of = Facts::zone_ids},
                subnet.availability_zone_id);
}

enum class InternetEgress : std::uint8_t { none, nat };
template <>
struct EnumNames<InternetEgress> {
  static constexpr EnumName<InternetEgress> rows[] = {{"none", InternetEgress::none},
                                                      {"nat", InternetEgress::nat}};
};

enum class NatGateways : std::uint8_t { per_zone, single };
template <>
struct EnumNames<NatGateways> {
  static constexpr EnumName<NatGateways> rows[] = {{"per_zone", NatGateways::per_zone},
                                                   {"single", NatGateways::single}};
};

struct FlowLogs {
  Range place;
  Located<std::int64_t> retention_days{90, {}, false};
};

template <class Visitor>
void describe(Visitor& visitor, FlowLogs& flow_logs) {
  visitor.field({.key = "retention_days",
                 .doc = "Days to keep them in CloudWatch Logs",
                 .fallback = "90",
                 .one_of = Facts::log_retention_days},
                flow_logs.retention_days);
}

enum class IpProtocol : std::uint8_t { tcp, udp };
template <>
struct EnumNames<IpProtocol> {
  static constexpr EnumName<IpProtocol> rows[] = {{"tcp", IpProtocol::tcp}, {"udp", IpProtocol::udp}};
};

/// Traffic that the runtimes may send beside HTTPS, to one kind of peer.
struct EgressRule {
  Range place;
  std::optional<Located<Cidr>> cidr;
  std::optional<Value<PrefixListId>> prefix_list;
  std::optional<Value<SecurityGroupId>> security_group;
  Located<IpProtocol> protocol{IpProtocol::tcp, {}, false};
  Located<std::int64_t> port;
  std::optional<Located<std::int64_t>> to_port;  ///< last port of a range that begins with port
  std::optional<Located<std::string>> description;

  std::string logical_id;  ///< set by resolve(): in the network template
};

template <class Visitor>
void describe(Visitor& visitor, EgressRule& rule) {
  visitor.field({.key = "cidr", .doc = "The peer as a range of addresses"}, rule.cidr);
  visitor.field({.key = "prefix_list", .doc = "The peer as a prefix list"}, rule.prefix_list);
  visitor.field({.key = "security_group", .doc = "The peer as a security group"}, rule.security_group);
  visitor.field({.key = "protocol", .doc = "tcp or udp", .fallback = "tcp"}, rule.protocol);
  visitor.field({.key = "port",
                 .doc = "Port, or the first of a range",
                 .required = true,
                 .minimum = 0,
                 .maximum = limits::port_max},
                rule.port);
  visitor.field({.key = "to_port",
                 .doc = "Last port of the range",
                 .fallback = "the same port",
                 .minimum = 0,
                 .maximum = limits::port_max},
                rule.to_port);
  visitor.field({.key = "description",
                 .doc = "For people",
                 .pattern = "^[A-Za-z0-9 ._:/()#,@+=&;{}!$*\\[\\]-]*$",
                 .maximum = limits::security_group_rule_description_max},
                rule.description);
}

/// The network stack.
struct Network {
  Range place;
  Vpc vpc;
  std::vector<Subnet> private_agent_subnets;
  std::vector<Subnet> public_subnets;
  Located<InternetEgress> internet_egress{InternetEgress::none, {}, false};
  Located<NatGateways> nat_gateways{NatGateways::per_zone, {}, false};
  std::vector<Value<RouteTableId>> route_table_ids;
  Values<SecurityGroupId> security_group_ids;
  std::vector<EgressRule> egress_rules;
  std::optional<FlowLogs> flow_logs;
  VpcEndpoints vpc_endpoints;

  [[nodiscard]] bool makes_vpc() const { return !vpc.vpc_id; }
  [[nodiscard]] bool makes_runtime_group() const { return security_group_ids.empty(); }
};

template <class Visitor>
void describe(Visitor& visitor, Network& network) {
  visitor.field({.key = "vpc", .doc = "The VPC to make, or an existing one"}, network.vpc);
  visitor.field({.key = "private_agent_subnets",
                 .doc = "The PrivateAgent tier: one subnet a zone, two zones or more, no public addresses",
                 .fallback = "two /26 in the region's first two AgentCore zones"},
                network.private_agent_subnets);
  visitor.field(
      {.key = "internet_egress",
       .doc = "none reaches AWS through VPC endpoints only; nat adds public subnets and NAT gateways",
       .fallback = "none"},
      network.internet_egress);
  visitor.field(
      {.key = "public_subnets",
       .doc =
           "With internet_egress: nat, the tier of the NAT gateways, in the zones of the PrivateAgent tier",
       .fallback = "a /26 for each zone at the VPC's base"},
      network.public_subnets);
  visitor.field({.key = "nat_gateways",
                 .doc = "One NAT gateway for each zone, or a single one",
                 .fallback = "per_zone"},
                network.nat_gateways);
  visitor.field({.key = "route_table_ids",
                 .doc = "Route tables of existing subnets, for gateway endpoints (s3, dynamodb)"},
                network.route_table_ids);
  visitor.field({.key = "security_group_ids",
                 .doc = "Existing security groups of the runtimes; list or reference to a list",
                 .fallback = "one is made",
                 .max_items = limits::runtime_security_groups_max},
                network.security_group_ids);
  visitor.field({.key = "egress_rules", .doc = "What the runtimes may reach beside HTTPS"},
                network.egress_rules);
  visitor.field({.key = "flow_logs", .doc = "Log the VPC's traffic", .fallback = "no flow logs"},
                network.flow_logs);
  visitor.field({.key = "vpc_endpoints",
                 .doc = "Endpoints to make; existing says that they are there",
                 .fallback = "what the runtimes and their roles use; with nat just s3"},
                network.vpc_endpoints);
}

}  // namespace agentcore
