#include "check/dependency_graph.hpp"

#include <algorithm>

namespace agentcore::checking {

void DependencyGraph::add(std::size_t from, std::size_t to) {
  targets_[from].push_back(to);
  sources_[to].push_back(from);
}

/// For each resource, how much of what it waits for can never be made. No recursion: chains may be long.
std::vector<std::size_t> DependencyGraph::count_stuck() const {
  std::vector<std::size_t> waiting(targets_.size());
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    waiting[i] = targets_[i].size();
    if (waiting[i] == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    const std::size_t made = ready.back();
    ready.pop_back();
    for (const std::size_t source : sources_[made]) {
      if (--waiting[source] == 0) ready.push_back(source);
    }
  }
  return waiting;
}

std::vector<std::size_t> DependencyGraph::find_cycle() const {
  const std::vector<std::size_t> stuck = count_stuck();
  const auto is_stuck = [&](std::size_t i) { return stuck[i] > 0; };
  const auto start = std::ranges::find_if(stuck, [](std::size_t count) { return count > 0; });
  if (start == stuck.end()) return {};
  // Whatever is stuck waits for something stuck, so that this walk comes to a place where it has been.
  std::vector<bool> seen(stuck.size());
  std::vector<std::size_t> walk;
  for (auto at = static_cast<std::size_t>(start - stuck.begin()); !seen[at];) {
    seen[at] = true;
    walk.push_back(at);
    at = *std::ranges::find_if(targets_[at], is_stuck);
  }
  const std::size_t repeated = *std::ranges::find_if(targets_[walk.back()], is_stuck);
  walk.erase(walk.begin(), std::ranges::find(walk, repeated));
  return walk;
}

}  // namespace agentcore::checking
