#pragma once

#include <cstddef>
#include <string>

namespace agentcore::bench {

/// A template of so many resources of four types, some of which refer to others; `edited`: one in a hundred
/// of them has another value.
std::string make_template(std::size_t resources, bool edited);

}  // namespace agentcore::bench
