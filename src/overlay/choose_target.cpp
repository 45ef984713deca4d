#include "overlay/choose_target.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "decode/suggestion.hpp"
#include "overlay/codes.hpp"
#include "overlay/merge.hpp"
#include "overlay/named_lists.hpp"

namespace agentcore::overlaying {
namespace {

constexpr std::string_view targets_key = "targets";

/// nullptr: the key is not there, or null.
const Entry* written(const Node& mapping, std::string_view key) {
  const Entry* entry = find_entry(mapping, key);
  return entry == nullptr || entry->value->kind == Node::Kind::null ? nullptr : entry;
}

/// The key `region` of a target. nullptr: it has none with a text.
const Entry* region_of(const Node& written_target) {
  const Node& target = structure_of(written_target);
  const Entry* entry = target.kind == Node::Kind::mapping ? written(target, "region") : nullptr;
  return entry != nullptr && entry->value->kind == Node::Kind::scalar ? entry : nullptr;
}

void report_unknown_region(const std::string& region, const std::vector<std::string>& known,
                           std::deque<Source>& arguments, Diagnostics& diagnostics) {
  constexpr std::string_view flag = "--region ";
  const Source& argument =
      arguments.emplace_back("--region", std::string(flag) + region, Source::Kind::argument);
  const std::vector<std::string_view> names(known.begin(), known.end());
  const Range place{&argument, flag.size(), static_cast<std::uint32_t>(argument.text().size())};
  diagnostics.report(unknown_target, place, fmt::format("the config has no stacks in region `{}`", region),
                     names.empty() ? "" : fmt::format("name {}", one_of(names)));
}

/// Without targets, `--region` may still name the region that the config writes.
void check_only_region(const Node& root, const std::string& region, std::deque<Source>& arguments,
                       Diagnostics& diagnostics) {
  const Entry* own = region_of(root);
  if (own != nullptr && own->value->text == region) return;
  std::vector<std::string> known;
  if (own != nullptr) known.emplace_back(own->value->text);
  report_unknown_region(region, known, arguments, diagnostics);
}

const Node* with_overlay(const Node& root, const Node& target, NodeMaker& nodes, Diagnostics& diagnostics) {
  const Entry* overlay = written(target, "overlay");
  if (overlay == nullptr) return &root;
  const Node& changes = structure_of(*overlay->value);
  if (changes.kind != Node::Kind::mapping) {
    diagnostics.report(overlay_form, changes.range, "an overlay is a mapping", "write `overlay: {...}`");
    return &root;
  }
  for (const std::string_view key : keys_of_the_whole) {
    if (const Entry* entry = find_entry(changes, key)) {
      diagnostics.report(overlay_names, entry->key->range,
                         fmt::format("`{}` cannot be in the overlay of a target", key));
      return &root;
    }
  }
  return merge(root, changes, nodes, diagnostics);
}

const Node* with_region(const Node& root, const Entry& region, NodeMaker& nodes) {
  std::vector<Entry> entries(root.entries.begin(), root.entries.end());
  std::erase_if(entries, [](const Entry& entry) { return entry.key->text == "region"; });
  entries.push_back(region);
  return nodes.with_entries(root, entries);
}

}  // namespace

bool has_targets(const Node& root) { return written(root, targets_key) != nullptr; }

ChosenTarget choose_target(const Node& root, const std::optional<std::string>& region,
                           std::deque<Source>& arguments, NodeMaker& nodes, Diagnostics& diagnostics) {
  ChosenTarget chosen{&root, {}};
  const Entry* targets = written(root, targets_key);
  if (targets == nullptr) {
    if (region) check_only_region(root, *region, arguments, diagnostics);
    return chosen;
  }
  const Node& list = structure_of(*targets->value);
  if (list.kind != Node::Kind::sequence) return chosen;
  if (list.items.empty()) diagnostics.report(no_target, targets->key->range, "`targets` names no region");
  if (const Entry* own = written(root, "region")) {
    diagnostics
        .report(region_beside_targets, own->key->range, "`targets` say the regions, and `region` another")
        .mend_by_removal(own->key->range);
  }
  const Node* target = nullptr;
  for (const Node* item : list.items) {
    const Entry* own = region_of(*item);
    if (own == nullptr) continue;
    const std::string name(own->value->text);
    const bool is_new = std::find(chosen.regions.begin(), chosen.regions.end(), name) == chosen.regions.end();
    if (is_new) chosen.regions.push_back(name);
    if (target == nullptr && (!region || *region == name)) target = &structure_of(*item);
  }
  if (target != nullptr) {
    chosen.root = with_region(*with_overlay(root, *target, nodes, diagnostics), *region_of(*target), nodes);
  } else if (region) {
    report_unknown_region(*region, chosen.regions, arguments, diagnostics);
  }
  return chosen;
}

}  // namespace agentcore::overlaying
