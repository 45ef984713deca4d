#pragma once

#include <cstddef>
#include <string>

namespace agentcore::bench {

/// A config of so many runtimes, of the kinds that users write: images by URI and by repository, variables,
/// tags, roles, a third of the runtimes in the VPC; `mistaken`: with an error in each. The same number gives
/// the same text.
std::string make_config(std::size_t runtimes, bool mistaken = false);

}  // namespace agentcore::bench
