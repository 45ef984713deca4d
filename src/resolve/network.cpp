#include "resolve/network.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "agentcore/resolve.hpp"

namespace agentcore {
namespace {

// The data model's layout: the PrivateAgent tier begins 512 addresses behind the VPC's base, in /26 each.
constexpr std::uint32_t private_agent_offset = 512;
constexpr int tier_prefix = 26;
constexpr std::uint32_t tier_size = 64;
constexpr std::size_t default_zones = 2;

/// Subnet number `index` of a tier. Empty when the VPC has no room for it.
std::optional<Cidr> tier_cidr(const Cidr& vpc, std::uint32_t offset, std::size_t index) {
  const Cidr cidr{vpc.base + offset + static_cast<std::uint32_t>(index) * tier_size, tier_prefix};
  return vpc.contains(cidr) ? std::optional(cidr) : std::nullopt;
}

Subnet tier_subnet(const Cidr& cidr, std::string_view zone_id, Range place) {
  Subnet subnet;
  subnet.place = place;
  subnet.cidr = Located<Cidr>{cidr, place, false};
  subnet.availability_zone_id = {std::string(zone_id), place, false};
  return subnet;
}

void fill_tier(std::vector<Subnet>& tier, const Cidr& vpc, std::uint32_t offset,
               const std::vector<std::string_view>& zones, Range place) {
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const std::optional<Cidr> cidr = tier_cidr(vpc, offset, i);
    if (!cidr) return tier.clear();  // a rule asks for the subnets to be written out
    tier.push_back(tier_subnet(*cidr, zones[i], place));
  }
}

std::vector<std::string_view> first_zones(std::string_view region_name) {
  const catalog::Region* region = catalog::find_region(region_name);
  if (region == nullptr) return {};
  const std::size_t count = std::min(default_zones, region->zone_ids.size());
  return {region->zone_ids.begin(), region->zone_ids.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<std::string_view> zones_of(const std::vector<Subnet>& subnets) {
  std::vector<std::string_view> zones;
  for (const Subnet& subnet : subnets) zones.push_back(*subnet.availability_zone_id);
  return zones;
}

void fill_subnets(const Project& project, Network& network) {
  if (!network.makes_vpc()) return;
  const Range place = network.place;
  if (!network.vpc.cidr) network.vpc.cidr = Located<Cidr>{{10U << 24U, 16}, place, false};
  const Cidr& vpc = **network.vpc.cidr;
  if (network.private_agent_subnets.empty()) {
    fill_tier(network.private_agent_subnets, vpc, private_agent_offset, first_zones(*project.region), place);
  }
  if (*network.internet_egress == InternetEgress::nat && network.public_subnets.empty()) {
    fill_tier(network.public_subnets, vpc, 0, zones_of(network.private_agent_subnets), place);
  }
}

/// What the runtimes in the network's subnets, and their roles, call.
struct Calls {
  bool models = false;
  bool secrets = false;
};

Calls calls_from_network(const Project& project) {
  Calls calls;
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.network_configuration.uses_network_stack()) continue;
    if (!runtime.role_index || *runtime.role_index >= project.execution_roles.size()) {
      calls.models = true;  // what a role of others allows is not known; most agents call a model
      continue;
    }
    const ExecutionRole& role = project.execution_roles[*runtime.role_index];
    calls.models |= !role.bedrock_models || !role.bedrock_models->empty();
    calls.secrets |= !role.secrets.empty();
  }
  return calls;
}

bool is_default(const catalog::EndpointService& service, const Calls& calls) {
  switch (service.used_for) {
    case catalog::EndpointService::Use::start:
    case catalog::EndpointService::Use::runtime:
      return true;
    case catalog::EndpointService::Use::models:
      return calls.models;
    case catalog::EndpointService::Use::secrets:
      return calls.secrets;
    case catalog::EndpointService::Use::code:
      return false;
  }
  return false;
}

VpcEndpoint default_endpoint(const catalog::EndpointService& service, Range place) {
  VpcEndpoint endpoint;
  endpoint.place = place;
  endpoint.service = {std::string(service.name), place, false};
  endpoint.private_dns_enabled.range = endpoint.endpoint_policy.range = place;
  return endpoint;
}

bool has_route_tables(const Network& network) {
  const auto made = [](const Subnet& subnet) { return subnet.cidr.has_value(); };
  return !network.route_table_ids.empty() ||
         std::any_of(network.private_agent_subnets.begin(), network.private_agent_subnets.end(), made);
}

void fill_endpoints(const Project& project, Network& network) {
  if (network.vpc_endpoints.written) return;
  const bool nat = *network.internet_egress == InternetEgress::nat;
  const Calls calls = calls_from_network(project);
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    // With NAT everything is in reach; a gateway to s3 costs nothing and saves NAT traffic.
    const bool wanted = nat ? service.name == "s3" && has_route_tables(network) : is_default(service, calls);
    if (wanted) network.vpc_endpoints.list.push_back(default_endpoint(service, network.place));
  }
}

void name_services(const Project& project, Network& network) {
  const std::string prefix = fmt::format("com.amazonaws.{}.", *project.region);
  for (VpcEndpoint& endpoint : network.vpc_endpoints.list) {
    const std::string& service = *endpoint.service;
    endpoint.service_suffix = service.starts_with(prefix) ? service.substr(prefix.size()) : service;
  }
}

/// "10.1.0.0/16" -> "10x1x0x0x16"
std::string cidr_part(const Cidr& cidr) {
  std::string part = cidr.text();
  std::replace_if(
      part.begin(), part.end(), [](char c) { return c == '.' || c == '/'; }, 'x');
  return part;
}

/// The id says what the rule allows, so that it stays when rules are added or reordered.
std::string egress_id(const EgressRule& rule) {
  std::string peer = rule.cidr ? cidr_part(**rule.cidr) : "";
  if (rule.prefix_list) peer += logical_part(*rule.prefix_list);
  if (rule.security_group) peer += logical_part(*rule.security_group);
  const std::string last =
      rule.to_port && **rule.to_port != *rule.port ? fmt::format("To{}", **rule.to_port) : "";
  return fmt::format("RuntimeEgress{}{}{}On{}", pascal_case(name_of(*rule.protocol)), *rule.port, last, peer);
}

/// The first runtime that stands in the network stack's subnets. nullptr: none does.
const Runtime* first_user(const Project& project) {
  for (const Runtime& runtime : project.runtimes) {
    if (runtime.network_configuration.uses_network_stack()) return &runtime;
  }
  return nullptr;
}

}  // namespace

void resolve_network(Project& project) {
  if (!project.network) {
    const Runtime* user = first_user(project);
    if (user == nullptr) return;
    project.network.emplace().place = user->network_configuration.place;
  }
  fill_subnets(project, *project.network);
  fill_endpoints(project, *project.network);
  name_services(project, *project.network);
  for (EgressRule& rule : project.network->egress_rules) rule.logical_id = egress_id(rule);
}

}  // namespace agentcore
