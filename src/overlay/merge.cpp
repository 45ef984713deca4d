#include "overlay/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "agentcore/model/field.hpp"
#include "overlay/codes.hpp"
#include "overlay/named_lists.hpp"

namespace agentcore::overlaying {
namespace {

/// Whether a mapping stands for one value, which is replaced as a whole: {parameter: ImageTag, default: v1}.
bool is_reference(const Node& node) {
  const auto is_kind = [](const Entry& entry) {
    return std::any_of(std::begin(EnumNames<ReferenceKind>::rows), std::end(EnumNames<ReferenceKind>::rows),
                       [&](const auto& row) { return row.name == entry.key->text; });
  };
  constexpr std::string_view others[] = {"default", "allowed_values", "description",
                                         "no_echo", "version",        "attribute"};
  bool has_kind = false;
  for (const Entry& entry : node.entries) {
    const bool kind = is_kind(entry);
    has_kind |= kind;
    if (!kind && std::find(std::begin(others), std::end(others), entry.key->text) == std::end(others))
      return false;
  }
  return has_kind;
}

/// Whose keys are a user's own: a tag may be named `role`.
bool is_free_map(std::string_view key) { return key == "tags" || key == "environment_variables"; }

bool both(const Node& a, const Node& b, Node::Kind kind) { return a.kind == kind && b.kind == kind; }

class Merger {
 public:
  Merger(NodeMaker& nodes, Diagnostics& diagnostics) : nodes_(nodes), diagnostics_(diagnostics) {}

  const Node* merged_mapping(const Node& base, const Node& overlay) {
    std::vector<Entry> entries(base.entries.begin(), base.entries.end());
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < entries.size(); ++i) places.emplace(entries[i].key->text, i);
    for (const Entry& over : overlay.entries) {
      const auto at = places.find(over.key->text);
      if (at == places.end()) {
        if (over.value->kind != Node::Kind::null) entries.push_back({over.key, without_nulls(*over.value)});
      } else if (over.value->kind == Node::Kind::null) {
        entries[at->second] = {over.key, nodes_.removed(over.value->range)};
      } else {
        Entry& entry = entries[at->second];
        entry = {over.key, merged(*entry.value, *over.value, over.key->text)};
      }
    }
    return nodes_.with_entries(base, entries);
  }

 private:
  /// What an overlay adds: a key that it takes away there was not there.
  const Node* without_nulls(const Node& overlay) {
    if (overlay.kind != Node::Kind::mapping) return &overlay;
    Node empty = overlay;
    empty.entries = {};
    return merged_mapping(empty, overlay);
  }

  const Node* merged(const Node& base, const Node& overlay, std::string_view key) {
    const NamedList* list = find_named_list(key);
    if (both(base, overlay, Node::Kind::sequence) && list != nullptr)
      return merged_list(base, overlay, *list);
    const bool values = is_reference(base) && is_reference(overlay) && !is_free_map(key);
    if (both(base, overlay, Node::Kind::mapping) && !values) return merged_mapping(base, overlay);
    return &overlay;
  }

  const Node* merged_list(const Node& base, const Node& overlay, const NamedList& list) {
    std::vector<const Node*> items(base.items.begin(), base.items.end());
    for (const Node* over : overlay.items) {
      const Node* name = name_of_item(*over, list);
      if (name == nullptr) {
        report_unnamed(*over, list);
      } else if (const auto at = find_item(items, list, name->text); at != items.end()) {
        *at = merged_mapping(**at, *over);
      } else if (list.grows) {
        items.push_back(over);
      } else {
        report_target(name->range, name->text, base, list, diagnostics_);
      }
    }
    return nodes_.with_items(base, items);
  }

  static std::vector<const Node*>::iterator find_item(std::vector<const Node*>& items, const NamedList& list,
                                                      std::string_view name) {
    return std::find_if(items.begin(), items.end(), [&](const Node* item) {
      const Node* own = name_of_item(*item, list);
      return own != nullptr && own->text == name;
    });
  }

  void report_unnamed(const Node& item, const NamedList& list) {
    diagnostics_.report(
        overlaying::overlay_unnamed, item_header(item),
        fmt::format("this entry does not say which of {} it changes", list.list),
        fmt::format("add `{}: ...`, and write it in the list that it changes, too", list.name));
  }

  NodeMaker& nodes_;
  Diagnostics& diagnostics_;
};

}  // namespace

const Node* merge(const Node& base, const Node& overlay, NodeMaker& nodes, Diagnostics& diagnostics) {
  return Merger(nodes, diagnostics).merged_mapping(base, overlay);
}

}  // namespace agentcore::overlaying
