#pragma once

#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "agentcore/document.hpp"

namespace agentcore::overlaying {

/// Makes nodes that live as long as their memory. What nothing changes is shared with the document.
class NodeMaker {
 public:
  explicit NodeMaker(std::pmr::memory_resource& memory) : memory_(memory) {}

  /// A copy that can still be changed.
  Node* make(const Node& node) { return new (memory_.allocate(sizeof(Node), alignof(Node))) Node(node); }

  const Node* scalar(Range range, std::string_view text);

  /// What stands for a value that is taken away, at the place that does so.
  const Node* removed(Range range);

  /// The same mapping with other entries, the same sequence with other items.
  const Node* with_entries(const Node& mapping, const std::vector<Entry>& entries);
  const Node* with_items(const Node& sequence, const std::vector<const Node*>& items);

  /// The same tree with its places in another source of the same layout.
  const Node* moved_to(const Source& source, const Node& node);

 private:
  template <class T>
  std::span<const T> keep(const std::vector<T>& values) {
    auto* kept = static_cast<T*>(memory_.allocate(sizeof(T) * values.size(), alignof(T)));
    std::uninitialized_copy(values.begin(), values.end(), kept);
    return {kept, values.size()};
  }

  std::pmr::memory_resource& memory_;
};

}  // namespace agentcore::overlaying
