#pragma once

#include <span>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "overlay/node_maker.hpp"
#include "overlay/path.hpp"

namespace agentcore::overlaying {

/// `root` with `value` (nullptr: taken away) at the end of the steps of an argument. Mappings on the way are
/// made where they are not there. nullptr: a step leads nowhere, which is reported.
const Node* put(const Node& root, const Source& argument, std::span<const Step> steps, const Node* value,
                NodeMaker& nodes, Diagnostics& diagnostics);

}  // namespace agentcore::overlaying
