#include <fmt/format.h>

#include <unordered_map>

#include "agentcore/limits.hpp"
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

constexpr std::string_view guide =
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";

constexpr ProjectRule table[] = {
    {{"AC3481", "egress-peer", Severity::error, "An egress rule has one peer.", "keep one of them", guide},
     egress_peer},
    {{"AC3482", "egress-port", Severity::error, "A port is 0 to 65535, and a range ends behind its begin.",
      "write ports of 0 to 65535, the smaller as `port`", guide},
     egress_port},
    {{"AC3483", "egress-twice", Severity::error, "No egress rule is there twice.", "remove the second",
      guide},
     egress_twice},
    {{"AC3484", "egress-of-existing-group", Severity::error,
      "egress_rules are written where the runtimes' security group is made.",
      "add the rules to the group where it is made, or remove security_group_ids", guide},
     egress_of_existing_group},
    {{"AC3485", "egress-description", Severity::error,
      "A rule's description has at most 255 characters of those that EC2 takes.",
      "use at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*", guide},
     egress_description},
    {{"AC3486", "group-of-new-vpc", Severity::error, "Existing security groups are in an existing VPC.",
      "name the VPC with `vpc: {vpc_id: ...}`, or remove security_group_ids", guide},
     groups_of_new_vpc},
    {{"AC3487", "endpoints-for-group-list", Severity::error,
      "Where endpoints are made, the runtimes' security groups are written one by one.",
      "write `security_group_ids: [{parameter: GroupId}]`, or `vpc_endpoints: existing`", guide},
     endpoints_for_group_list},
    {{"AC3488", "egress-group-of-another-vpc", Severity::warning,
      "In a VPC that is made, no rule names a group that is there already.",
      "write the peer's `cidr`, or add the rule after the VPC was made and peered: EC2 refuses a group of a "
      "VPC that "
      "is not peered",
      guide},
     group_of_another_vpc},
};

}  // namespace

std::span<const ProjectRule> egress() { return table; }

}  // namespace agentcore::rules
