#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "agentcore/document.hpp"

namespace agentcore::fixing {

/// An entry of a mapping or an item of a list, where it is written.
struct Spot {
  const Node* parent = nullptr;
  std::size_t index = 0;    ///< among the parent's entries or items
  std::uint32_t limit = 0;  ///< where what is written behind it and all below it begins
};

/// Finds what a place of a document is.
class Spots {
 public:
  explicit Spots(const Document& document);

  /// The key or scalar that is exactly there. nullptr: none.
  [[nodiscard]] const Node* leaf_at(const Range& range) const;
  /// What has its key, its scalar or its opening there. nullptr: the whole document, or nothing.
  [[nodiscard]] const Spot* at(const Range& range) const;
  /// What holds a container. nullptr: it is the whole document.
  [[nodiscard]] const Spot* of(const Node& container) const;

  /// Whether a change of `node`, the key or value at the spot or what holds it, would change other places,
  /// too.
  [[nodiscard]] bool is_shared(const Spot& spot, const Node* node = nullptr) const;
  /// Whether other places refer to something at the spot or below it.
  [[nodiscard]] bool is_needed(const Spot& spot) const;

 private:
  void add(const Node& node, std::uint32_t limit);
  void add_child(const Node& child, const Spot& spot);
  bool holds_shared(const Node& node) const;

  const Source* source_;
  std::unordered_map<std::uint32_t, std::pair<const Node*, Spot>> leaves_;  // by where they begin
  std::unordered_map<std::uint32_t, Spot> openings_;                        // dashes, brackets and braces
  std::unordered_map<const Node*, Spot> containers_;
  std::unordered_set<const Node*> seen_;
  std::unordered_set<const Node*> shared_;  // by an alias
};

}  // namespace agentcore::fixing
