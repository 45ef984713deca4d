#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "agentcore/document.hpp"

namespace agentcore {

/// All that is written at a path and below it.
class Scope {
 public:
  /// The path is one of `--set`: `runtimes[0].artifact`, `runtimes[planner]`. nullptr: it leads nowhere.
  static std::shared_ptr<const Scope> find(const Node& root, std::string_view path);

  [[nodiscard]] bool holds(const Range& range) const;

 private:
  void add(const Node& node);

  std::vector<Range> places_;  // of keys, scalars and what opens a list or a mapping; sorted
};

}  // namespace agentcore
