#include "overlay/named_lists.hpp"

#include <fmt/format.h>

#include "decode/suggestion.hpp"
#include "overlay/codes.hpp"

namespace agentcore::overlaying {
namespace {

constexpr NamedList named_lists[] = {
    {"runtimes", "runtime_name", false},
    {"execution_roles", "role_name", false},
    {"repositories", "repository_name", false},
    {"vpc_endpoints", "service", true},
    {"endpoints", "name", true},
    {"custom_claims", "name", true},
    {"private_agent_subnets", "availability_zone_id", true},
    {"targets", "region", true},
    {"public_subnets", "availability_zone_id", true},
};

std::vector<std::string_view> names_in(const Node& sequence, const NamedList& list) {
  std::vector<std::string_view> names;
  for (const Node* item : sequence.items) {
    if (const Node* name = name_of_item(*item, list)) names.push_back(name->text);
  }
  return names;
}

}  // namespace

const NamedList* find_named_list(std::string_view key) {
  for (const NamedList& list : named_lists) {
    if (list.list == key) return &list;
  }
  return nullptr;
}

const Entry* find_entry(const Node& mapping, std::string_view key) {
  for (const Entry& entry : mapping.entries) {
    if (entry.key->text == key) return &entry;
  }
  return nullptr;
}

const Node* name_of_item(const Node& item, const NamedList& list) {
  const Entry* entry = item.kind == Node::Kind::mapping ? find_entry(item, list.name) : nullptr;
  return entry != nullptr && entry->value->kind == Node::Kind::scalar ? entry->value : nullptr;
}

void report_target(Range range, std::string_view name, const Node& base, const NamedList& list,
                   Diagnostics& diagnostics) {
  const std::vector<std::string_view> names = names_in(base, list);
  const std::string_view near = nearest(name, names);
  std::string help = fmt::format("did you mean `{}`?", near);
  if (near.empty() && names.size() < base.items.size()) {
    help = fmt::format("an entry without {} cannot be named: add it in `{}`, or choose it by number in --set",
                       list.name, list.list);
  } else if (near.empty()) {
    help = fmt::format("name {}", one_of(names));
  }
  Diagnostic& finding =
      diagnostics.report(overlaying::overlay_target, range,
                         fmt::format("no entry of {} is named `{}`", list.list, name), std::move(help));
  if (const std::string_view only = only_nearest(name, names); !only.empty())
    finding.mend(range, std::string(only));
}

}  // namespace agentcore::overlaying
