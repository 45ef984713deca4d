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
  report(vpc.vpc_id->range, "both cidr and vpc_id describe the VPC")
      .add_note("cidr is here", vpc.cidr->range);
}

void vpc_size(const Project& project, const Report& report) {
  if (!project.network || !project.network->vpc.cidr) return;
  const auto& cidr = *project.network->vpc.cidr;
  if (cidr->prefix >= limits::vpc_prefix_min && cidr->prefix <= limits::vpc_prefix_max) return;
  report(cidr.range, fmt::format("a VPC cannot be a /{}", cidr->prefix));
}

void subnets_missing(const Project& project, const Report& report) {
  if (!project.network || !project.network->private_agent_subnets.empty()) return;
  if (catalog::find_region(*project.region) == nullptr) return;  // AC3003: no zones to choose from
  const Network& network = *project.network;
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
};

}  // namespace

std::span<const ProjectRule> vpc() { return table; }

}  // namespace agentcore::rules
