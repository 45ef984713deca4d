#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "agentcore/place.hpp"

namespace agentcore::placing {

/// One part of a stack while it is filled.
class Part {
 public:
  explicit Part(const Weight& frame) : weight_(frame) {}

  void add(std::size_t index, const Item& item);
  /// What it would weigh with another item.
  [[nodiscard]] Weight with(const Item& item) const;

  [[nodiscard]] const Weight& weight() const { return weight_; }
  [[nodiscard]] const std::vector<std::size_t>& items() const { return items_; }

 private:
  Weight weight_;
  std::vector<std::size_t> items_;
  std::unordered_set<std::string_view> parameters_;
};

}  // namespace agentcore::placing
