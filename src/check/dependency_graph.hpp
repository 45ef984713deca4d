#pragma once

#include <cstddef>
#include <vector>

namespace agentcore::checking {

/// Which resource waits for which, by index.
class DependencyGraph {
 public:
  explicit DependencyGraph(std::size_t size) : targets_(size), sources_(size) {}

  void add(std::size_t from, std::size_t to);

  /// Resources that wait for each other in a circle, in that order. Empty: there is no circle.
  [[nodiscard]] std::vector<std::size_t> find_cycle() const;

 private:
  [[nodiscard]] std::vector<std::size_t> count_stuck() const;

  std::vector<std::vector<std::size_t>> targets_;
  std::vector<std::vector<std::size_t>> sources_;
};

}  // namespace agentcore::checking
