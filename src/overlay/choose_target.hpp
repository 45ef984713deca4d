#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "overlay/node_maker.hpp"

namespace agentcore::overlaying {

struct ChosenTarget {
  const Node* root = nullptr;        ///< with the target's region and overlay in place
  std::vector<std::string> regions;  ///< those of the targets, each once; empty: there are none
};

/// Makes of `targets` the one region that is compiled: that of `--region`, or else the first. What is wrong
/// with the list's form is left to decoding. An argument that is complained about is kept in `arguments`.
ChosenTarget choose_target(const Node& root, const std::optional<std::string>& region,
                           std::deque<Source>& arguments, NodeMaker& nodes, Diagnostics& diagnostics);

/// Whether `targets` has a value.
bool has_targets(const Node& root);

}  // namespace agentcore::overlaying
