#include <fmt/format.h>

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "agentcore/limits.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

void vpc_source(const Project& project, const Report& report) {
  if (!project.network) return;
  const Vpc& vpc = project.network->vpc;
  if (!vpc.cidr || !vpc.vpc_id) return;
  report.conflict({vpc.cidr->range, "cidr"}, {vpc.vpc_id->range, "vpc_id"},
                  "both cidr and vpc_id describe the VPC");
}

bool is_vpc_prefix(int prefix) {
  return prefix >= limits::vpc_prefix_min && prefix <= limits::vpc_prefix_max;
}

void vpc_size(const Project& project, const Report& report) {
  if (!project.network || !project.network->vpc.cidr) return;
  const auto& cidr = *project.network->vpc.cidr;
  if (is_vpc_prefix(cidr->prefix)) return;
  report(cidr.range, fmt::format("a VPC cannot be a /{}", cidr->prefix));
}

void subnets_missing(const Project& project, const Report& report) {
  if (!project.network || !project.network->private_agent_subnets.empty()) return;
  if (catalog::find_region(*project.region) == nullptr) return;  // AC3003: no zones to choose from
  const Network& network = *project.network;
  if (network.makes_vpc() && !is_vpc_prefix(network.vpc.cidr->value.prefix)) return;  // AC3422 says so
  const Range place = network.vpc.vpc_id ? network.vpc.vpc_id->range : network.vpc.cidr->range;
  report(place, network.makes_vpc() ? fmt::format("the VPC {} has no room for the default subnets",
                                                  network.vpc.cidr->value.text())
                                    : "the subnets of an existing VPC are not known");
}

void public_tier(const Project& project, const Report& report) {
  if (!project.network || project.network->public_subnets.empty()) return;
  const Network& network = *project.network;
  if (*network.internet_egress == InternetEgress::nat && network.makes_vpc()) return;
  report(network.public_subnets.front().place, network.makes_vpc()
                                                   ? "public_subnets are for NAT gateways, and there is none"
                                                   : "public_subnets are made in a new VPC only");
}

void public_subnets_missing(const Project& project, const Report& report) {
  if (!project.network || !project.network->makes_vpc() || project.network->private_agent_subnets.empty())
    return;
  const Network& network = *project.network;
  if (*network.internet_egress != InternetEgress::nat || !network.public_subnets.empty()) return;
  report(network.internet_egress.range, "the VPC has no room for the default public subnets");
}

/// A gateway stands in the zone of the subnets it serves.
void public_zones(const Project& project, const Report& report) {
  if (!project.network || *project.network->internet_egress != InternetEgress::nat) return;
  const Network& network = *project.network;
  if (network.public_subnets.empty() || *network.nat_gateways == NatGateways::single) return;
  for (const Subnet& subnet : network.private_agent_subnets) {
    const std::string& zone = *subnet.availability_zone_id;
    const bool served = std::any_of(network.public_subnets.begin(), network.public_subnets.end(),
                                    [&](const Subnet& tier) { return *tier.availability_zone_id == zone; });
    if (!served)
      report(subnet.availability_zone_id.range, fmt::format("no public subnet is in zone {}", zone));
  }
}

void new_subnets_without_route(const Project& project, const Report& report) {
  if (!project.network || project.network->makes_vpc()) return;
  const Network& network = *project.network;
  if (*network.internet_egress != InternetEgress::nat) return;
  for (const Subnet& subnet : network.private_agent_subnets) {
    if (!subnet.cidr) continue;
    report(subnet.cidr->range, "a new subnet in an existing VPC has no route to a NAT gateway")
        .add_note("internet_egress is here", network.internet_egress.range);
  }
}

void route_tables_of_new_vpc(const Project& project, const Report& report) {
  if (!project.network || !project.network->makes_vpc() || project.network->route_table_ids.empty()) return;
  report(project.network->route_table_ids.front().range, "an existing route table cannot be in a new VPC");
}

void network_unused(const Project& project, const Report& report) {
  if (!project.network || project.runtimes.empty()) return;
  const auto stands_in_vpc = [](const Runtime& runtime) {
    return *runtime.network_configuration.network_mode == NetworkMode::vpc;
  };
  if (std::any_of(project.runtimes.begin(), project.runtimes.end(), stands_in_vpc)) return;
  report(project.network->place, "no runtime stands in this network: all of them are PUBLIC");
}

void flow_log_retention(const Project& project, const Report& report) {
  if (!project.network || !project.network->flow_logs) return;
  const auto& days = project.network->flow_logs->retention_days;
  const auto allowed = catalog::log_retention_days();
  if (std::find(allowed.begin(), allowed.end(), *days) != allowed.end()) return;
  report(days.range, fmt::format("CloudWatch Logs cannot keep logs for {} days", *days),
         fmt::format("write one of {}", fmt::join(allowed.begin(), allowed.end(), ", ")));
}

constexpr std::string_view vpc_guide =
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
constexpr std::string_view nat_guide =
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html";

constexpr ProjectRule table[] = {
    {{"AC3421", "vpc-source", Severity::error, "A VPC is made with cidr, or exists by vpc_id.",
      "keep one of the two", "the data model, Network Configuration"},
     vpc_source},
    {{"AC3422", "vpc-size", Severity::error, "A VPC is a /16 to a /28.", "write a prefix from /16 to /28",
      vpc_guide},
     vpc_size},
    {{"AC3423", "subnets-missing", Severity::error,
      "The subnets of an existing or a small VPC are written out.",
      "add private_agent_subnets, two or more, each with subnet_id or cidr and availability_zone_id",
      "the data model, Network Configuration"},
     subnets_missing},
    {{"AC3424", "public-subnets-unused", Severity::error,
      "public_subnets go with internet_egress: nat in a new VPC.",
      "remove public_subnets, or set internet_egress: nat", nat_guide},
     public_tier},
    {{"AC3425", "public-subnets-missing", Severity::error,
      "The public subnets of a small VPC are written out.",
      "add public_subnets, one for each zone of private_agent_subnets", nat_guide},
     public_subnets_missing},
    {{"AC3426", "public-zone-missing", Severity::error,
      "With a NAT gateway for each zone, each zone of the PrivateAgent tier has a public subnet.",
      "add a public subnet in that zone, or set nat_gateways: single", nat_guide},
     public_zones},
    {{"AC3427", "flow-log-retention", Severity::error,
      "Flow logs are kept for a number of days that Logs takes.",
      "write a retention that CloudWatch Logs takes",
      "RetentionInDays of AWS::Logs::LogGroup, CloudFormation provider schema (cfn-lint 1.51.0)"},
     flow_log_retention},
    {{"AC3428", "new-subnet-without-route", Severity::error,
      "With internet_egress: nat in an existing VPC, the subnets exist with their routes.",
      "name existing subnets with subnet_id, or set internet_egress: none, which makes VPC endpoints",
      nat_guide},
     new_subnets_without_route},
    {{"AC3429", "route-table-of-new-vpc", Severity::error, "route_table_ids are those of an existing VPC.",
      "remove route_table_ids: a new VPC's subnets get route tables of their own",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"},
     route_tables_of_new_vpc},
    {{"AC3430", "network-unused", Severity::warning, "A network that is written has a runtime in it.",
      "add `network_configuration: {network_mode: VPC}` to a runtime, or remove network",
      "the data model, Network Configuration"},
     network_unused},
};

}  // namespace

std::span<const ProjectRule> vpc() { return table; }

}  // namespace agentcore::rules
