#pragma once

// Text as a terminal sees it: code points, their width, and what must not reach a terminal raw.

#include <cstddef>
#include <string>
#include <string_view>

namespace agentcore::text {

/// Number of code points in valid UTF-8.
std::size_t code_points(std::string_view utf8);

/// Columns that valid UTF-8 takes on a terminal; wide characters and emoji take two, combining marks none.
std::size_t width(std::string_view utf8);

/// Offset of the first byte that is not valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view bytes);

/// Whether a Unicode noncharacter (U+FDD0 to U+FDEF, and the last two of each plane) is in valid UTF-8. They
/// may not be interchanged, and YAML writers replace them.
bool has_noncharacter(std::string_view utf8);

/// Control characters (an escape sequence, say) as visible `\xNN`; a tab as four spaces.
std::string printable(std::string_view utf8);

/// The valid UTF-8 sequence at the front of `text`, at least one byte. `text` is not empty.
std::string_view first_character(std::string_view utf8);

}  // namespace agentcore::text
