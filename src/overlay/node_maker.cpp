#include "overlay/node_maker.hpp"

namespace agentcore::overlaying {

const Node* NodeMaker::scalar(Range range, std::string_view text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.range = range;
  const std::vector<char> characters(text.begin(), text.end());
  const std::span<const char> kept = keep(characters);
  node.text = {kept.data(), kept.size()};
  return make(node);
}

const Node* NodeMaker::removed(Range range) {
  Node node;
  node.removed = true;
  node.range = range;
  return make(node);
}

const Node* NodeMaker::with_entries(const Node& mapping, const std::vector<Entry>& entries) {
  Node* node = make(mapping);
  node->entries = keep(entries);
  return node;
}

const Node* NodeMaker::with_items(const Node& sequence, const std::vector<const Node*>& items) {
  Node* node = make(sequence);
  node->items = keep(items);
  return node;
}

const Node* NodeMaker::moved_to(const Source& source, const Node& node) {
  Node* moved = make(node);
  moved->range.source = &source;
  std::vector<Entry> entries;
  for (const Entry& entry : node.entries) {
    entries.push_back({moved_to(source, *entry.key), moved_to(source, *entry.value)});
  }
  std::vector<const Node*> items;
  for (const Node* item : node.items) items.push_back(moved_to(source, *item));
  moved->entries = keep(entries);
  moved->items = keep(items);
  return moved;
}

}  // namespace agentcore::overlaying
