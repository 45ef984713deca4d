#include <fmt/format.h>

#include "agentcore/document.hpp"
#include "document/extent.hpp"

namespace agentcore {
namespace {

bool holds(const Range& outer, const Range& inner) {
  return outer.source == inner.source && outer.begin <= inner.begin &&
         inner.begin < std::max(outer.end, outer.begin + 1);
}

/// The child of `node` at the place, and the path step to it. nullptr: none.
const Node* step(const Node& node, const Range& range, std::string& path) {
  for (const Entry& entry : node.entries) {
    if (!holds(entry.key->range, range) && !holds(entry.value->range, range)) continue;
    path += fmt::format("{}{}", path.empty() ? "" : ".", entry.key->text);
    return holds(entry.key->range, range) ? nullptr : entry.value;
  }
  bool passed = false;  // only the first item behind the place can have it for its `-`
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node& item = *node.items[i];
    const bool inside = holds(item.range, range);
    const bool at_header =
        !inside && !passed && item.range.begin > range.begin && holds(item_header(item), range);
    passed |= item.range.begin > range.begin;
    if (!inside && !at_header) continue;
    path += fmt::format("[{}]", i);
    return at_header ? nullptr : &item;
  }
  return nullptr;
}

}  // namespace

std::string Document::path_at(const Range& range, std::string_view missing) const {
  if (!missing.empty() && range.begin == root_->range.begin) return std::string(missing);
  std::string path;
  for (const Node* node = root_; node != nullptr;) node = step(*node, range, path);
  return missing.empty() ? path : fmt::format("{}.{}", path, missing);
}

Range item_header(const Node& item) {
  const Range own{item.range.source, item.range.begin, item.range.begin + 1};
  const std::size_t dash = document::dash_before(own.source->text(), own.begin);
  if (dash == std::string_view::npos) return own;
  return {own.source, static_cast<std::uint32_t>(dash), static_cast<std::uint32_t>(dash + 1)};
}

}  // namespace agentcore
