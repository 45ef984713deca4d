#pragma once

#include <cstddef>
#include <vector>

#include "agentcore/place.hpp"

namespace agentcore::placing {

/// An item that refers to another one.
struct Dependency {
  std::size_t from;
  std::size_t to;
};

/// In which order parts and new items can be deployed. A part stands for all that lives in it; what is new
/// stands for itself, and so may come between parts.
class DeploymentOrder {
 public:
  /// `lives_in`: by item, the part from 1; 0: it is new.
  DeploymentOrder(const std::vector<Item>& items, const std::vector<std::size_t>& lives_in,
                  std::size_t parts);

  [[nodiscard]] const std::vector<std::size_t>& parts() const { return parts_; }  ///< as indices, from 0
  [[nodiscard]] const std::vector<std::size_t>& new_items() const {
    return items_;
  }  ///< in the file's order, if they can
  /// Parts and new items that wait for each other: for each the reference by which it waits for the next.
  /// Empty: none does.
  [[nodiscard]] std::vector<Dependency> cycle() const;

 private:
  [[nodiscard]] std::size_t node_of(std::size_t item) const;
  void sort();
  [[nodiscard]] Dependency wait_of(std::size_t node) const;

  const std::vector<std::size_t>& lives_in_;
  std::size_t part_count_;
  std::vector<std::vector<Dependency>> waits_;  // by node: parts, then items
  std::vector<std::size_t> open_;               // by node: how many waits are left
  std::vector<std::size_t> parts_;
  std::vector<std::size_t> items_;
};

}  // namespace agentcore::placing
