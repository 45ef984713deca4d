#include <fmt/format.h>

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "agentcore/limits.hpp"
#include "validate/endpoints.hpp"
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
  if (network.vpc.cidr && network.vpc.vpc_id) return;                                 // AC3421 says so
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

void nat_gateways_unused(const Project& project, const Report& report) {
  if (!project.network || !project.network->nat_gateways.written) return;
  const Network& network = *project.network;
  if (*network.internet_egress != InternetEgress::nat) {
    report(network.nat_gateways.range,
           "nat_gateways is set, and no NAT gateway is made: internet_egress is none");
  } else if (!network.makes_vpc()) {
    report(network.nat_gateways.range, "nat_gateways is set, and no NAT gateway is made in an existing VPC",
           "remove nat_gateways");
  }
}

void route_tables_unused(const Project& project, const Report& report) {
  if (!project.network || project.network->makes_vpc() || project.network->route_table_ids.empty()) return;
  const auto& endpoints = endpoints_of(project);
  if (std::any_of(endpoints.begin(), endpoints.end(), is_gateway)) return;
  report(project.network->route_table_ids.front().range,
         "route tables are named, and no gateway endpoint is made that would be entered into them");
}

/// The first of the ranges of a fact for which `holds`. Nothing: none.
template <class Holds>
std::optional<Cidr> find_range(catalog::Names ranges, Holds holds) {
  for (const std::string_view text : ranges) {
    const std::optional<Cidr> range = Cidr::parse(text);
    if (range && holds(*range)) return range;
  }
  return std::nullopt;
}

void public_range(const Project& project, const Report& report) {
  if (!project.network || !project.network->vpc.cidr) return;
  const Located<Cidr>& vpc = *project.network->vpc.cidr;
  if (!is_vpc_prefix(vpc->prefix)) return;  // AC3422 says so
  const catalog::Names ranges = catalog::ip_ranges().not_routed;
  if (find_range(ranges, [&](const Cidr& range) { return range.contains(*vpc); })) return;
  report(vpc.range, fmt::format("the addresses of {} may belong to somebody in the internet", vpc->text()));
}

void range_of_hosts(const Project& project, const Report& report) {
  if (!project.network || !project.network->vpc.cidr) return;
  const Located<Cidr>& vpc = *project.network->vpc.cidr;
  const std::optional<Cidr> used =
      find_range(catalog::ip_ranges().used_by_hosts, [&](const Cidr& range) { return range.overlaps(*vpc); });
  if (!used || !is_vpc_prefix(vpc->prefix)) return;
  report(vpc.range, fmt::format("the VPC {} overlaps {}, which hosts of AWS services use themselves",
                                vpc->text(), used->text()));
}

constexpr std::string_view vpc_guide =
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
constexpr std::string_view nat_guide =
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html";

constexpr ProjectRule table[] = {
    {{"AC3421", "vpc-source", Severity::error, "A VPC is made with cidr, or exists and is named by vpc_id.",
      "keep one of the two", "the data model, Network Configuration",
      "One says that the stack makes the VPC, the other that it is there. Taking either would make a VPC "
      "that nobody wants, or put the agent into one that was not meant."},
     vpc_source},
    {{"AC3422", "vpc-size", Severity::error, "A VPC is a /16 to a /28.", "write a prefix from /16 to /28",
      vpc_guide,
      "EC2 answers InvalidVpc.Range, and the network stack rolls back before anything else was made."},
     vpc_size},
    {{"AC3423", "subnets-missing", Severity::error,
      "The subnets of an existing or a small VPC are written out.",
      "add private_agent_subnets, two or more, each with subnet_id or cidr and availability_zone_id",
      "the data model, Network Configuration",
      "The subnets of an existing VPC are not visible from here, and of a small one there is no place for "
      "the default tiers. Guessed ranges would overlap others and be refused by EC2."},
     subnets_missing},
    {{"AC3424", "public-subnets-unused", Severity::error,
      "public_subnets go with internet_egress: nat in a new VPC.",
      "remove public_subnets, or set internet_egress: nat", nat_guide,
      "Public subnets serve the NAT gateways alone: AgentCore's interfaces get no public address, so a "
      "public subnet gives a runtime no internet. Without NAT they would stand empty."},
     public_tier},
    {{"AC3425", "public-subnets-missing", Severity::error,
      "The public subnets of a small VPC are written out.",
      "add public_subnets, one for each zone of private_agent_subnets", nat_guide,
      "A NAT gateway stands in a public subnet. The default tier takes /26 ranges at the VPC's base, and "
      "this VPC is too small to hold them beside the PrivateAgent tier."},
     public_subnets_missing},
    {{"AC3426", "public-zone-missing", Severity::error,
      "With a NAT gateway for each zone, each zone of the PrivateAgent tier has a public subnet.",
      "add a public subnet in that zone, or set nat_gateways: single", nat_guide,
      "Each private route table leads to the gateway of its own zone. Without one there, the subnets of that "
      "zone would have no way out, or lose it with another zone."},
     public_zones},
    {{"AC3427", "flow-log-retention", Severity::error,
      "Flow logs are kept for a number of days that CloudWatch Logs takes.",
      "write a retention that CloudWatch Logs takes",
      "RetentionInDays of AWS::Logs::LogGroup, CloudFormation provider schema (cfn-lint 1.51.0)",
      "CloudWatch Logs takes a fixed list of retentions. With another number the log group is refused and "
      "the network stack rolls back."},
     flow_log_retention},
    {{"AC3428", "new-subnet-without-route", Severity::error,
      "With internet_egress: nat in an existing VPC, the subnets exist with their routes.",
      "name existing subnets with subnet_id, or set internet_egress: none, which makes VPC endpoints",
      nat_guide,
      "The stack makes no internet gateway in a VPC that others own, and a new subnet gets a route table "
      "with local routes alone. The runtimes would start into time-outs."},
     new_subnets_without_route},
    {{"AC3429", "route-table-of-new-vpc", Severity::error, "route_table_ids are those of an existing VPC.",
      "remove route_table_ids: a new VPC's subnets get route tables of their own",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
      "A route table belongs to the VPC in which it was made, and the new VPC has no older one. EC2 refuses "
      "the association."},
     route_tables_of_new_vpc},
    {{"AC3430", "network-unused", Severity::warning, "A network that is written has a runtime in it.",
      "add `network_configuration: {network_mode: VPC}` to a runtime, or remove network",
      "the data model, Network Configuration",
      "The stack would deploy, and its interface endpoints and NAT gateways cost money by the hour with "
      "nobody to use them. Mostly a runtime lost its network_mode."},
     network_unused},
    {{"AC3431", "vpc-public-range", Severity::warning,
      "A VPC's range is private: of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.",
      "choose a private range, such as 10.20.0.0/16", vpc_guide,
      "EC2 takes any range. Inside the VPC its addresses then hide the hosts that have them on the internet, "
      "so these cannot be reached. The range of a VPC cannot be changed: another one replaces the VPC."},
     public_range},
    {{"AC3432", "vpc-range-of-hosts", Severity::warning, "A VPC does not overlap 172.17.0.0/16.",
      "choose another range, such as 172.20.0.0/16", vpc_guide,
      "Cloud9 and SageMaker hosts, as Docker does by default, use 172.17.0.0/16 for a bridge of their own. "
      "From such a host the addresses of the VPC lead to the bridge, and connections fail."},
     range_of_hosts},
    {{"AC3433", "nat-gateways-unused", Severity::warning,
      "nat_gateways is written where NAT gateways are made: in a new VPC with internet_egress: nat.",
      "set internet_egress: nat, or remove nat_gateways", nat_guide,
      "The key says how many gateways there are and not whether. As written the subnets have no way to the "
      "internet, which shows in time-outs of the agent."},
     nat_gateways_unused},
    {{"AC3434", "route-tables-unused", Severity::warning,
      "route_table_ids go with a gateway endpoint: s3 or dynamodb.",
      "add `- service: s3` to vpc_endpoints, or remove route_table_ids",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
      "Nothing else is entered into route tables. Mostly the endpoint was left out of a written list, so "
      "that "
      "S3, where image layers are, stays out of reach unless the tables lead there already."},
     route_tables_unused},
};

}  // namespace

std::span<const ProjectRule> vpc() { return table; }

}  // namespace agentcore::rules
