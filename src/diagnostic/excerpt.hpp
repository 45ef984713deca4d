#pragma once

// The source line that a finding points at, as it is shown.

#include <cstddef>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// The piece of a source line that is shown, cut to a window around the caret when the line is long.
struct Excerpt {
  std::string text;        ///< printable
  std::size_t caret = 0;   ///< columns before the caret
  std::size_t length = 1;  ///< columns under which carets stand, at least one
};

/// The first line of `range`, every concealed byte as `*`, in at most `columns` columns and two ellipses.
Excerpt excerpt(const Range& range, const std::vector<Range>& concealed, std::size_t columns);

}  // namespace agentcore
