#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "diff/intrinsics.hpp"
#include "diff/readable.hpp"
#include "diff/security/security.hpp"

namespace agentcore::diffing {
namespace {

/// The member as text; empty: there is none.
std::string text_in(const Json& rule, std::string_view name) {
  const Json* value = member(rule, name);
  return value == nullptr ? std::string{} : readable_text(*value);
}

std::string peer_of(const Json& rule) {
  static constexpr std::array<std::string_view, 6> keys = {"CidrIp",
                                                           "CidrIpv6",
                                                           "SourceSecurityGroupId",
                                                           "DestinationSecurityGroupId",
                                                           "SourcePrefixListId",
                                                           "DestinationPrefixListId"};
  for (const std::string_view key : keys) {
    std::string text = text_in(rule, key);
    if (!text.empty()) return text;
  }
  return text_in(rule, "SourceSecurityGroupName");
}

RuleChange read_rule(const Json& rule, bool ingress, std::string group, const std::string& logical_id) {
  RuleChange read;
  read.logical_id = logical_id;
  read.group = std::move(group);
  read.ingress = ingress;
  read.protocol = text_in(rule, "IpProtocol");
  read.from_port = text_in(rule, "FromPort");
  read.to_port = text_in(rule, "ToPort");
  read.peer = peer_of(rule);
  return read;
}

void add_inline(const Json& properties, std::string_view name, bool ingress, const std::string& logical_id,
                std::vector<RuleChange>& rules) {
  const Json* list = member(properties, name);
  if (list == nullptr || !list->is_array()) return;
  for (const Json& rule : *list) {
    if (!rule.is_object() || intrinsic_of(rule) != nullptr) continue;
    rules.push_back(read_rule(rule, ingress, fmt::format("${{{}.GroupId}}", logical_id), logical_id));
  }
}

void add_rules(const Json* resource, const std::string& logical_id, std::vector<RuleChange>& rules) {
  const std::string type = text_of(resource, "Type");
  const Json& properties = properties_of(resource);
  if (type == "AWS::EC2::SecurityGroup") {
    add_inline(properties, "SecurityGroupIngress", true, logical_id, rules);
    add_inline(properties, "SecurityGroupEgress", false, logical_id, rules);
  } else if (type == "AWS::EC2::SecurityGroupIngress" || type == "AWS::EC2::SecurityGroupEgress") {
    const std::string group = text_in(properties, "GroupId");
    rules.push_back(read_rule(properties, type.ends_with("Ingress"),
                              group.empty() ? text_in(properties, "GroupName") : group, logical_id));
  }
}

std::string rule_key(const RuleChange& rule) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", rule.group, rule.ingress, rule.protocol, rule.from_port,
                     rule.to_port, rule.peer);
}

std::optional<int> number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool covers_ports(const RuleChange& wide, const RuleChange& narrow) {
  if (wide.protocol == "-1") return true;
  if (wide.protocol != narrow.protocol) return false;
  const auto wide_from = number(wide.from_port);
  const auto wide_to = number(wide.to_port);
  const auto narrow_from = number(narrow.from_port);
  const auto narrow_to = number(narrow.to_port);
  if (!wide_from || !wide_to || !narrow_from || !narrow_to) return false;
  return *wide_from == -1 || (*wide_from <= *narrow_from && *narrow_to <= *wide_to);
}

bool covers_rule(const RuleChange& wide, const RuleChange& narrow) {
  const bool peers =
      wide.peer == narrow.peer || (wide.peer == "0.0.0.0/0" && narrow.peer.find('.') != narrow.peer.npos);
  return peers && wide.group == narrow.group && wide.ingress == narrow.ingress && covers_ports(wide, narrow);
}

/// Marks the rules that let through what no removed rule of their group did.
void mark_broadening(std::vector<RuleChange>& added, const std::vector<RuleChange>& removed) {
  std::unordered_map<std::string, std::vector<const RuleChange*>> by_group;
  for (const RuleChange& rule : removed) by_group[rule.group].push_back(&rule);
  for (RuleChange& rule : added) {
    rule.broadens = std::ranges::none_of(
        by_group[rule.group], [&](const RuleChange* old_rule) { return covers_rule(*old_rule, rule); });
  }
}

}  // namespace

void find_rule_changes(const std::vector<ChangedResource>& resources, const std::string& stack,
                       Difference& difference) {
  std::vector<RuleChange> removed;
  std::vector<RuleChange> added;
  for (const ChangedResource& resource : resources) {
    add_rules(resource.before, resource.logical_id, removed);
    add_rules(resource.after, resource.logical_id, added);
  }
  keep_unequal(removed, added, rule_key);
  mark_broadening(added, removed);
  for (std::vector<RuleChange>* rules : {&added, &removed}) {
    for (RuleChange& rule : *rules) {
      rule.added = rules == &added;
      rule.stack = stack;
      difference.security_group_rules.push_back(std::move(rule));
    }
  }
}

}  // namespace agentcore::diffing
