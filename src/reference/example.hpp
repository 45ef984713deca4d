#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

using LineNumbers = std::set<std::uint32_t>;

/// A config as a page shows it: numbered lines, printable and at most 100 columns wide, `...` for what is
/// left out. A long config is cut to the lines around `points`. Concealed bytes are shown as `*`.
std::string example(const Source& source, const LineNumbers& points, const std::vector<Range>& concealed);

/// The lines of `source` that `other` has not, and where the two begin to differ.
LineNumbers lines_not_in(const Source& source, std::string_view other);

}  // namespace agentcore
