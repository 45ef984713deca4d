#include "fix/spots.hpp"

namespace agentcore::fixing {
namespace {

bool is_container(const Node& node) {
  return node.kind == Node::Kind::sequence || node.kind == Node::Kind::mapping;
}

}  // namespace

Spots::Spots(const Document& document) : source_(&document.source()) {
  seen_.insert(&document.root());
  add(document.root(), static_cast<std::uint32_t>(source_->text().size()));
}

/// A merged entry stands where its mapping is; what is written here ends where the next thing begins.
void Spots::add(const Node& node, std::uint32_t limit) {
  std::uint32_t next = limit;
  for (std::size_t i = node.items.size(); i-- > 0;) {
    const std::uint32_t begin = item_header(*node.items[i]).begin;
    add_child(*node.items[i], {&node, i, next});
    if (begin >= node.range.begin && begin < next) next = begin;
  }
  for (std::size_t i = node.entries.size(); i-- > 0;) {
    const Node& key = *node.entries[i].key;
    const bool is_here = key.range.begin >= node.range.begin && key.range.begin < next;
    if (!seen_.insert(&key).second) {
      shared_.insert(&key);
      continue;
    }
    const Spot spot{&node, i, next};
    leaves_.emplace(key.range.begin, std::pair(&key, spot));
    add_child(*node.entries[i].value, spot);
    if (is_here) next = key.range.begin;
  }
}

void Spots::add_child(const Node& child, const Spot& spot) {
  if (!seen_.insert(&child).second) {
    shared_.insert(&child);
    return;
  }
  // A block list begins at its first dash, which is the item's.
  if (spot.parent->kind == Node::Kind::sequence) openings_.insert_or_assign(item_header(child).begin, spot);
  if (!is_container(child)) {
    leaves_.emplace(child.range.begin, std::pair(&child, spot));
    return;
  }
  openings_.emplace(child.range.begin, spot);
  containers_.emplace(&child, spot);
  add(child, spot.limit);
}

const Node* Spots::leaf_at(const Range& range) const {
  const auto found = range.source == source_ ? leaves_.find(range.begin) : leaves_.end();
  return found != leaves_.end() && found->second.first->range.end == range.end ? found->second.first
                                                                               : nullptr;
}

const Spot* Spots::at(const Range& range) const {
  if (range.source != source_) return nullptr;
  if (leaf_at(range) != nullptr) return &leaves_.find(range.begin)->second.second;
  const auto found = openings_.find(range.begin);
  return found == openings_.end() ? nullptr : &found->second;
}

const Spot* Spots::of(const Node& container) const {
  const auto found = containers_.find(&container);
  return found == containers_.end() ? nullptr : &found->second;
}

bool Spots::is_shared(const Spot& spot, const Node* node) const {
  if (node != nullptr && shared_.contains(node)) return true;
  for (const Spot* at = &spot; at != nullptr; at = of(*at->parent)) {
    const bool is_entry = at->parent->kind == Node::Kind::mapping;
    if (shared_.contains(at->parent) || (is_entry && shared_.contains(at->parent->entries[at->index].key)))
      return true;
  }
  return false;
}

bool Spots::is_needed(const Spot& spot) const {
  const Node& parent = *spot.parent;
  return holds_shared(parent.kind == Node::Kind::sequence ? *parent.items[spot.index]
                                                          : *parent.entries[spot.index].value);
}

bool Spots::holds_shared(const Node& node) const {
  if (shared_.contains(&node)) return true;
  for (const Node* item : node.items) {
    if (holds_shared(*item)) return true;
  }
  for (const Entry& entry : node.entries) {
    if (shared_.contains(entry.key) || holds_shared(*entry.value)) return true;
  }
  return false;
}

}  // namespace agentcore::fixing
