#include "place/deployment_order.hpp"

#include <algorithm>
#include <functional>
#include <queue>

namespace agentcore::placing {

DeploymentOrder::DeploymentOrder(const std::vector<Item>& items, const std::vector<std::size_t>& lives_in,
                                 std::size_t parts)
    : lives_in_(lives_in), part_count_(parts), waits_(parts + items.size()), open_(waits_.size()) {
  for (std::size_t from = 0; from < items.size(); ++from) {
    for (const std::size_t to : items[from].refers_to) {
      if (node_of(from) != node_of(to)) waits_[node_of(from)].push_back({from, to});
    }
  }
  sort();
}

std::size_t DeploymentOrder::node_of(std::size_t item) const {
  const std::size_t part = lives_in_[item];
  return part > 0 ? part - 1 : part_count_ + item;
}

/// Takes whatever waits for nothing, parts before items and both in their order.
void DeploymentOrder::sort() {
  std::vector<std::vector<std::size_t>> waiting(waits_.size());
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t node = 0; node < waits_.size(); ++node) {
    open_[node] = waits_[node].size();
    for (const Dependency& wait : waits_[node]) waiting[node_of(wait.to)].push_back(node);
    if (open_[node] == 0) ready.push(node);
  }
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    if (node < part_count_) parts_.push_back(node);
    if (node >= part_count_ && lives_in_[node - part_count_] == 0) items_.push_back(node - part_count_);
    for (const std::size_t other : waiting[node]) {
      if (--open_[other] == 0) ready.push(other);
    }
  }
}

/// One that can never be met.
Dependency DeploymentOrder::wait_of(std::size_t node) const {
  return *std::find_if(waits_[node].begin(), waits_[node].end(),
                       [&](const Dependency& wait) { return open_[node_of(wait.to)] > 0; });
}

std::vector<Dependency> DeploymentOrder::cycle() const {
  const auto stuck = std::find_if(open_.begin(), open_.end(), [](std::size_t count) { return count > 0; });
  if (stuck == open_.end()) return {};
  // Whatever is stuck waits for something stuck, so that this walk comes to a place where it has been.
  std::vector<bool> seen(open_.size());
  std::vector<Dependency> walk;
  auto node = static_cast<std::size_t>(stuck - open_.begin());
  while (!seen[node]) {
    seen[node] = true;
    walk.push_back(wait_of(node));
    node = node_of(walk.back().to);
  }
  const auto begin = std::find_if(walk.begin(), walk.end(),
                                  [&](const Dependency& wait) { return node_of(wait.from) == node; });
  return {begin, walk.end()};
}

}  // namespace agentcore::placing
