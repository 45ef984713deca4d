#pragma once

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "overlay/node_maker.hpp"

namespace agentcore::overlaying {

/// Keys that choose the overlay, and so cannot be in one.
inline constexpr std::string_view choosing_keys[] = {"environment", "environments"};

/// Keys that are about all regions, and so cannot be in the overlay of one.
inline constexpr std::string_view keys_of_the_whole[] = {"environment", "environments", "region", "targets",
                                                         "rollout"};

/// `base` with an overlay merged in: mappings merge, null takes a key away, lists of named things merge by
/// name, all else is replaced. Reports an entry of an overlay's list that names nothing.
const Node* merge(const Node& base, const Node& overlay, NodeMaker& nodes, Diagnostics& diagnostics);

}  // namespace agentcore::overlaying
