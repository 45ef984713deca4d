#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "agentcore/catalog.hpp"
#include "agentcore/limits.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/endpoints.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// Every subnet of both tiers. Nothing where there is no network section.
std::vector<const Subnet*> all_subnets(const Project& project) {
  std::vector<const Subnet*> subnets;
  if (!project.network) return subnets;
  for (const auto* tier : {&project.network->private_agent_subnets, &project.network->public_subnets}) {
    for (const Subnet& subnet : *tier) subnets.push_back(&subnet);
  }
  return subnets;
}

void subnet_source(const Project& project, const Report& report) {
  for (const Subnet* subnet : all_subnets(project)) {
    if (subnet->cidr && subnet->subnet_id) {
      report.conflict({subnet->cidr->range, "cidr"}, {subnet->subnet_id->range, "subnet_id"},
                      "both cidr and subnet_id describe the subnet");
    } else if (!subnet->cidr && !subnet->subnet_id) {
      report(subnet->place, "the subnet has neither cidr nor subnet_id", "add one of the two");
    }
  }
}

void subnet_of_new_vpc(const Project& project, const Report& report) {
  if (!project.network || !project.network->makes_vpc()) return;
  for (const Subnet* subnet : all_subnets(project)) {
    if (subnet->subnet_id && !subnet->cidr)
      report(subnet->subnet_id->range, "an existing subnet cannot be in a new VPC");
  }
}

/// Letters, a digit, -az and a digit: a zone that AWS may have, if not in this region.
bool is_zone_id(std::string_view zone) {
  const std::size_t at = zone.find("-az");
  if (at == zone.npos || at < 2 || at + 4 != zone.size() || !is_digit(zone.back())) return false;
  return is_digit(zone[at - 1]) &&
         std::all_of(zone.begin(), zone.begin() + static_cast<std::ptrdiff_t>(at - 1),
                     [](char c) { return is_lower(c); });
}

void zone_served(const Project& project, const Report& report) {
  const catalog::Region* region = catalog::find_region(*project.region);
  if (!project.network || region == nullptr) return;
  const std::vector<std::string_view> zones(region->zone_ids.begin(), region->zone_ids.end());
  for (const Subnet* subnet : all_subnets(project)) {
    const std::string& zone = *subnet->availability_zone_id;
    if (!subnet->availability_zone_id.written || std::find(zones.begin(), zones.end(), zone) != zones.end())
      continue;
    const bool name = zone.starts_with(*project.region) && zone.size() == project.region->size() + 1;
    Diagnostic& finding =
        report(subnet->availability_zone_id.range,
               name ? fmt::format("`{}` is a zone name, which means another zone in each account", zone)
                    : fmt::format("AgentCore does not serve zone `{}` in {}", zone, region->name),
               fmt::format("write {}", one_of(zones)));
    finding.add_note("the region is set here", project.region.range);
    const std::string_view only = name || is_zone_id(zone) ? std::string_view() : only_nearest(zone, zones);
    if (!only.empty()) finding.mend(subnet->availability_zone_id.range, std::string(only));
  }
}

void two_zones(const Project& project, const Report& report) {
  if (!project.network || project.network->private_agent_subnets.size() != 1) return;
  report(project.network->private_agent_subnets.front().place, "the PrivateAgent tier is in one zone only");
}

void zone_twice(const Project& project, const Report& report) {
  if (!project.network) return;
  for (const auto* tier : {&project.network->private_agent_subnets, &project.network->public_subnets}) {
    std::unordered_map<std::string_view, Range> seen;
    for (const Subnet& subnet : *tier) {
      const auto& zone = subnet.availability_zone_id;
      const auto [first, fresh] = seen.emplace(*zone, zone.range);
      if (fresh) continue;
      report(zone.range, fmt::format("a second subnet of the tier is in zone {}", *zone))
          .add_note("the first is here", first->second);
    }
  }
}

bool is_subnet_prefix(int prefix) {
  return prefix >= limits::vpc_prefix_min && prefix <= limits::vpc_prefix_max;
}

void subnet_size(const Project& project, const Report& report) {
  for (const Subnet* subnet : all_subnets(project)) {
    if (!subnet->cidr) continue;
    const int prefix = subnet->cidr->value.prefix;
    if (!is_subnet_prefix(prefix))
      report(subnet->cidr->range, fmt::format("a subnet cannot be a /{}", prefix));
  }
}

void subnet_inside_vpc(const Project& project, const Report& report) {
  if (!project.network || !project.network->vpc.cidr) return;
  const auto& vpc = *project.network->vpc.cidr;
  for (const Subnet* subnet : all_subnets(project)) {
    if (!subnet->cidr || vpc->contains(**subnet->cidr) || !is_subnet_prefix(subnet->cidr->value.prefix))
      continue;
    report(subnet->cidr->range,
           fmt::format("the subnet {} is not inside the VPC {}", subnet->cidr->value.text(), vpc->text()))
        .add_note(vpc.written ? "the VPC is here" : "the VPC takes its default, 10.0.0.0/16", vpc.range);
  }
}

std::string written_or_default(const Project& project, const Located<Cidr>& cidr) {
  if (cidr.written) return "the other is here";
  const auto& tier = project.network->public_subnets;
  const bool is_public = std::any_of(
      tier.begin(), tier.end(), [&](const Subnet& subnet) { return subnet.cidr && &*subnet.cidr == &cidr; });
  return fmt::format("{} is a default: write out {} to choose another", cidr->text(),
                     is_public ? "public_subnets" : "private_agent_subnets");
}

/// Sorted by base, two ranges overlap when one begins before the furthest end so far.
void subnet_overlap(const Project& project, const Report& report) {
  std::vector<const Subnet*> subnets = all_subnets(project);
  std::erase_if(subnets, [](const Subnet* subnet) { return !subnet->cidr; });
  std::stable_sort(subnets.begin(), subnets.end(), [](const Subnet* a, const Subnet* b) {
    return a->cidr->value.base < b->cidr->value.base;
  });
  for (std::size_t i = 1, widest = 0; i < subnets.size(); ++i) {
    const Located<Cidr>& earlier = *subnets[widest]->cidr;
    const Located<Cidr>& current = *subnets[i]->cidr;
    if (current->overlaps(*earlier)) {
      const bool in_order = earlier.range.begin < current.range.begin;
      report(in_order ? current.range : earlier.range,
             fmt::format("the subnets {} and {} overlap", earlier->text(), current->text()))
          .add_note(written_or_default(project, in_order ? earlier : current),
                    in_order ? earlier.range : current.range);
    }
    if (current->base + current->size() > earlier->base + earlier->size()) widest = i;
  }
}

void subnet_id_twice(const Project& project, const Report& report) {
  std::unordered_map<std::string_view, Range> seen;
  for (const Subnet* subnet : all_subnets(project)) {
    const SubnetId* id = literal_of(subnet->subnet_id);
    if (id == nullptr) continue;
    const auto [first, fresh] = seen.emplace(id->text, subnet->subnet_id->range);
    if (fresh) continue;
    report(subnet->subnet_id->range, fmt::format("the subnet `{}` is listed twice", first->first))
        .add_note("the first is here", first->second);
  }
}

/// What a new subnet of the PrivateAgent tier has beside the interfaces of the endpoints.
struct Room {
  std::int64_t usable = 0;
  std::int64_t endpoints = 0;  ///< each interface endpoint has one interface in each subnet

  [[nodiscard]] std::int64_t spare() const { return usable - endpoints; }
};

/// Calls `check` with each new subnet in which interface endpoints are made, and its room.
template <class Check>
void for_each_room(const Project& project, Check check) {
  const auto& endpoints = endpoints_of(project);
  const auto interfaces = std::count_if(endpoints.begin(), endpoints.end(),
                                        [](const VpcEndpoint& each) { return !is_gateway(each); });
  if (interfaces == 0) return;
  for (const Subnet& subnet : project.network->private_agent_subnets) {
    if (!subnet.cidr || !is_subnet_prefix(subnet.cidr->value.prefix)) continue;
    const auto size = static_cast<std::int64_t>(subnet.cidr->value.size());
    check(*subnet.cidr, Room{size - limits::subnet_reserved_addresses, interfaces});
  }
}

void subnet_full(const Project& project, const Report& report) {
  for_each_room(project, [&](const Located<Cidr>& cidr, const Room& room) {
    if (room.spare() >= 1) return;
    report(cidr.range,
           fmt::format("{} has {} addresses to use: {} interface endpoints leave none to a runtime",
                       cidr->text(), room.usable, room.endpoints));
  });
}

void subnet_nearly_full(const Project& project, const Report& report) {
  for_each_room(project, [&](const Located<Cidr>& cidr, const Room& room) {
    if (room.spare() < 1 || room.spare() >= limits::subnet_spare_addresses_min) return;
    report(cidr.range, fmt::format("{} has {} addresses to use, of which {} interface endpoints leave {}",
                                   cidr->text(), room.usable, room.endpoints, room.spare()));
  });
}

constexpr std::string_view data_model = "the data model, Network Configuration";
constexpr std::string_view agentcore_vpc =
    "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html";
constexpr std::string_view sizing = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";

constexpr ProjectRule table[] = {
    {{"AC3441", "subnet-source", Severity::error,
      "A subnet is made with cidr, or exists and is named by subnet_id.", "keep one of the two", data_model,
      "With both it is open whether a subnet is made; with neither there is nothing to make or to name."},
     subnet_source},
    {{"AC3442", "subnet-of-new-vpc", Severity::error, "Existing subnets are in an existing VPC.",
      "name the VPC with `vpc: {vpc_id: ...}`, or make the subnet with cidr", data_model,
      "A subnet cannot move to another VPC. EC2 would refuse endpoints and security groups of the new VPC "
      "together with a subnet of another."},
     subnet_of_new_vpc},
    {{"AC3443", "zone-not-served", Severity::error, "Subnets are in zones that AgentCore serves.",
      "write a zone id that AgentCore serves", agentcore_vpc,
      "The create call fails with the list of supported zones, after minutes, and the stack rolls back. Zone "
      "names such as us-east-1a are shuffled for each account, so only a zone id says which zone it is."},
     zone_served},
    {{"AC3444", "single-zone", Severity::error, "The PrivateAgent tier spans two zones or more.",
      "add a subnet in another zone", data_model,
      "When the zone fails, all sessions end and none starts. AWS advises two subnets or more in different "
      "zones, and the data model requires it."},
     two_zones},
    {{"AC3445", "zone-twice", Severity::error, "A tier has one subnet in each zone.",
      "put it into another zone; an interface endpoint takes one subnet of a zone "
      "(DuplicateSubnetsInSameZone)",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
      "An interface endpoint takes one subnet of each zone: EC2 answers DuplicateSubnetsInSameZone, and the "
      "network stack rolls back."},
     zone_twice},
    {{"AC3446", "subnet-size", Severity::error, "A subnet is a /16 to a /28.",
      "write a prefix from /16 to /28", sizing,
      "EC2 answers InvalidSubnet.Range, and the network stack rolls back with the VPC that it just made."},
     subnet_size},
    {{"AC3447", "subnet-outside-vpc", Severity::error, "Subnets are inside the VPC.",
      "choose a range inside the VPC's", sizing,
      "EC2 answers InvalidSubnet.Range, and the network stack rolls back with the VPC that it just made."},
     subnet_inside_vpc},
    {{"AC3448", "subnet-overlap", Severity::error, "Subnets do not overlap.", "choose a range that is free",
      sizing,
      "EC2 answers InvalidSubnet.Conflict for the second one. CloudFormation makes subnets at the same time, "
      "so which of them fails changes from run to run."},
     subnet_overlap},
    {{"AC3449", "subnet-id-twice", Severity::error, "A subnet is listed once, in its one zone.",
      "remove the second", sizing,
      "A subnet is in one zone. Listed for two, one of the zones is not served, and interface endpoints "
      "refuse the repeated id."},
     subnet_id_twice},
    {{"AC3450", "subnet-full", Severity::error,
      "A new subnet holds the interfaces of the endpoints and one of a runtime.",
      "choose a larger range, such as a /26, or fewer endpoints", sizing,
      "AWS keeps five addresses of each subnet, and each interface endpoint takes one more in every subnet. "
      "When none is left, EC2 refuses the endpoint and the network stack rolls back, or the runtime's own "
      "interface cannot be made. A subnet cannot grow afterwards: another range replaces it."},
     subnet_full},
    {{"AC3451", "subnet-nearly-full", Severity::warning,
      "A new subnet has room for eight addresses beside the interfaces of the endpoints.",
      "choose a larger range, such as a /26", sizing,
      "AgentCore's interfaces stay up to eight hours after a runtime is gone, so those of the old and of the "
      "new security groups stand side by side for a while. A subnet cannot grow: another range replaces it, "
      "which an export in use prevents."},
     subnet_nearly_full},
};

}  // namespace

std::span<const ProjectRule> subnets() { return table; }

}  // namespace agentcore::rules
