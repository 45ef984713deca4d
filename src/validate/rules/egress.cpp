#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "agentcore/catalog.hpp"
#include "agentcore/limits.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// Nothing where there is no network section.
const std::vector<EgressRule>& egress_rules(const Project& project) {
  static const std::vector<EgressRule> none;
  return project.network ? project.network->egress_rules : none;
}

void egress_peer(const Project& project, const Report& report) {
  for (const EgressRule& rule : egress_rules(project)) {
    std::vector<Report::Half> peers;
    if (rule.cidr) peers.push_back({rule.cidr->range, "cidr"});
    if (rule.prefix_list) peers.push_back({rule.prefix_list->range, "prefix_list"});
    if (rule.security_group) peers.push_back({rule.security_group->range, "security_group"});
    if (peers.empty()) {
      report(rule.place, "the rule says no peer", "add `cidr`, `prefix_list` or `security_group`");
    } else if (peers.size() > 1) {
      report.conflict(peers[0], peers[1],
                      fmt::format("both {} and {} are the peer", peers[0].name, peers[1].name));
    }
  }
}

bool is_port(std::int64_t port) { return port >= 0 && port <= limits::port_max; }

void egress_port(const Project& project, const Report& report) {
  for (const EgressRule& rule : egress_rules(project)) {
    if (!is_port(*rule.port)) {
      report(rule.port.range, fmt::format("{} is not a port", *rule.port));
    } else if (rule.to_port && !is_port(**rule.to_port)) {
      report(rule.to_port->range, fmt::format("{} is not a port", **rule.to_port));
    } else if (rule.to_port && **rule.to_port < *rule.port) {
      report.conflict(
          {rule.port.range, "port"}, {rule.to_port->range, "to_port"},
          fmt::format("the range ends with {} before it begins with {}", **rule.to_port, *rule.port));
    }
  }
}

/// What the group that is made allows anyway.
bool is_https_to_anywhere(const EgressRule& rule) {
  constexpr std::int64_t https = 443;
  const bool one_port = !rule.to_port || **rule.to_port == *rule.port;
  return *rule.protocol == IpProtocol::tcp && *rule.port == https && one_port && rule.cidr &&
         rule.cidr->value.prefix == 0;
}

void egress_twice(const Project& project, const Report& report) {
  std::unordered_map<std::string_view, Range> seen;
  for (const EgressRule& rule : egress_rules(project)) {
    if (is_https_to_anywhere(rule)) {
      report(rule.place, "the runtimes may send HTTPS to anywhere already", "remove the rule")
          .mend_by_removal(rule.place);
      continue;
    }
    const auto [first, fresh] = seen.emplace(rule.logical_id, rule.place);
    if (fresh) continue;
    report(rule.place, "the rule is there twice")
        .mend_by_removal(rule.place)
        .add_note("the first is here", first->second);
  }
}

void egress_of_existing_group(const Project& project, const Report& report) {
  if (egress_rules(project).empty() || project.network->makes_runtime_group()) return;
  report.conflict({project.network->security_group_ids.first(), "security_group_ids"},
                  {project.network->egress_rules.front().place, "egress_rules"},
                  "egress_rules are for the security group that is made, and none is");
}

void egress_description(const Project& project, const Report& report) {
  for (const EgressRule& rule : egress_rules(project)) {
    if (!rule.description) continue;
    const std::string& text = **rule.description;
    if (text.size() <= static_cast<std::size_t>(limits::security_group_rule_description_max) &&
        is_alnum_or(text, " ._-:/()#,@[]+=&;{}!$*"))
      continue;
    report(rule.description->range, "EC2 does not take this description");
  }
}

void groups_of_new_vpc(const Project& project, const Report& report) {
  if (!project.network || project.network->makes_runtime_group() || !project.network->makes_vpc()) return;
  report(project.network->security_group_ids.first(), "an existing security group cannot be in a new VPC");
}

void group_of_another_vpc(const Project& project, const Report& report) {
  if (!project.network || !project.network->makes_vpc()) return;
  for (const EgressRule& rule : egress_rules(project)) {
    if (rule.security_group)
      report(rule.security_group->range, "this group is there before the VPC is, so it is of another VPC");
  }
}

void endpoints_for_group_list(const Project& project, const Report& report) {
  if (!project.network || project.network->security_group_ids.whole == nullptr) return;
  if (project.network->vpc_endpoints.list.empty() || project.network->makes_vpc()) return;  // AC3486 says so
  report(project.network->security_group_ids.first(),
         "the endpoints' security group cannot let in a list that is known at deployment only");
}

bool is_private(const Cidr& cidr) {
  const catalog::Names ranges = catalog::ip_ranges().not_routed;
  return std::any_of(ranges.begin(), ranges.end(), [&](std::string_view text) {
    const std::optional<Cidr> range = Cidr::parse(text);
    return range && range->contains(cidr);
  });
}

/// Calls `check` with each peer that is not in the new VPC. In an existing VPC the routes are not known.
template <class Check>
void for_each_outside(const Project& project, Check check) {
  if (!project.network || !project.network->makes_vpc()) return;
  const Cidr& vpc = **project.network->vpc.cidr;
  for (const EgressRule& rule : egress_rules(project)) {
    if (!rule.cidr || rule.prefix_list || rule.security_group) continue;  // AC3481 says so
    if (is_https_to_anywhere(rule)) continue;                             // AC3483 says so
    const bool everywhere = rule.cidr->value.prefix == 0;
    if (everywhere || !rule.cidr->value.overlaps(vpc)) check(*rule.cidr);
  }
}

void egress_to_internet(const Project& project, const Report& report) {
  if (project.network && *project.network->internet_egress == InternetEgress::nat) return;
  for_each_outside(project, [&](const Located<Cidr>& cidr) {
    if (is_private(*cidr)) return;
    report(cidr.range, fmt::format("no route leads to {}: the VPC has no way to the internet", cidr->text()));
  });
}

/// One finding for all: it is the VPC that is not connected.
void egress_to_other_network(const Project& project, const Report& report) {
  std::set<std::string> outside;
  Range first;
  for_each_outside(project, [&](const Located<Cidr>& cidr) {
    if (!is_private(*cidr)) return;
    if (outside.empty()) first = cidr.range;
    outside.insert(cidr->text());
  });
  if (outside.empty()) return;
  report(first, fmt::format("these stacks make no route to {}, outside of the VPC",
                            all_of({outside.begin(), outside.end()})))
      .add_note("the VPC is here", project.network->vpc.cidr->range);
}

constexpr std::string_view guide =
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";

constexpr ProjectRule table[] = {
    {{"AC3481", "egress-peer", Severity::error, "An egress rule has one peer.", "keep one of them", guide,
      "EC2 takes one kind of peer in each rule. With several, or none, the rule is refused and the network "
      "stack rolls back."},
     egress_peer},
    {{"AC3482", "egress-port", Severity::error,
      "A port is 0 to 65535, and a range goes from the smaller to the larger.",
      "write ports of 0 to 65535, the smaller as `port`", guide,
      "EC2 refuses the rule, and the network stack rolls back: a port is 16 bits, and a range goes from the "
      "smaller to the larger."},
     egress_port},
    {{"AC3483", "egress-twice", Severity::error, "No egress rule is there twice.", "remove the second", guide,
      "EC2 answers InvalidPermission.Duplicate for the second, and the network stack rolls back. HTTPS to "
      "anywhere is there already, for endpoints and S3."},
     egress_twice},
    {{"AC3484", "egress-of-existing-group", Severity::error,
      "egress_rules are written where the runtimes' security group is made.",
      "add the rules to the group where it is made, or remove security_group_ids", guide,
      "A group that others made keeps its rules where it was made. Rules added from here would be lost or "
      "fought over at each deployment of the other side."},
     egress_of_existing_group},
    {{"AC3485", "egress-description", Severity::error,
      "A rule's description has at most 255 characters of those that EC2 takes.",
      "use at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*", guide,
      "EC2 refuses the whole rule for one character of its description, umlauts and quotes among them."},
     egress_description},
    {{"AC3486", "group-of-new-vpc", Severity::error, "Existing security groups are in an existing VPC.",
      "name the VPC with `vpc: {vpc_id: ...}`, or remove security_group_ids", guide,
      "A security group belongs to the VPC in which it was made. The service refuses a runtime whose groups "
      "and subnets are of different VPCs."},
     groups_of_new_vpc},
    {{"AC3487", "endpoints-for-group-list", Severity::error,
      "Where endpoints are made, the runtimes' security groups are written one by one.",
      "write `security_group_ids: [{parameter: GroupId}]`, or `vpc_endpoints: existing`", guide,
      "Each group gets an ingress rule of its own at the endpoints, so their number must be known when the "
      "template is written. A list that only the deployment knows cannot be taken apart there."},
     endpoints_for_group_list},
    {{"AC3488", "egress-group-of-another-vpc", Severity::warning,
      "In a VPC that is made, no rule names a group that is there already.",
      "write the peer's `cidr`, or add the rule after the VPC was made and peered: EC2 refuses a group of a "
      "VPC that "
      "is not peered",
      guide,
      "A rule may name a group of another VPC only while the two are peered, and a VPC that is just made is "
      "peered with none. EC2 refuses the rule, and the network stack rolls back."},
     group_of_another_vpc},
    {{"AC3489", "egress-to-internet", Severity::warning,
      "Without NAT no egress rule names a peer on the internet.",
      "set internet_egress: nat, or remove the rule",
      "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
      "A security group opens the door and makes no way. The subnets' route tables lead to the VPC and to "
      "gateway endpoints only, so connections to the peer time out."},
     egress_to_internet},
    {{"AC3490", "egress-to-other-network", Severity::note,
      "A private peer outside of a new VPC has a route that somebody makes.",
      "peer the VPC or attach it to a transit gateway, and add routes there and back after the deployment",
      "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
      "The rule lets the traffic out, and a new VPC is connected to nothing: until a peering or a transit "
      "gateway and its routes are there, connections time out. With NAT it is the same, since private "
      "addresses lead nowhere on the internet."},
     egress_to_other_network},
};

}  // namespace

std::span<const ProjectRule> egress() { return table; }

}  // namespace agentcore::rules
