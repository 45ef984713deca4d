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

/// Control characters (an escape sequence, say) as visible `\xNN`, hidden ones as `\uNNNN`; a tab as four
/// spaces. What joins, tints or restyles emoji is left out, so that every terminal shows the same columns.
std::string printable(std::string_view utf8);

/// The farthest offset to which the text from `begin` on takes at most `columns` columns, when printable.
std::size_t end_of_columns(std::string_view utf8, std::size_t begin, std::size_t columns);
/// The least offset from which the text up to `end` takes at most `columns` columns, when printable.
std::size_t begin_of_columns(std::string_view utf8, std::size_t end, std::size_t columns);

/// Offset of the character that the byte at `at` belongs to.
std::size_t begin_of_character(std::string_view utf8, std::size_t at);

/// Printable words broken at blanks into lines of at most `columns` columns (0: not broken). `taken`: columns
/// of the first line that are in use; `indent`: blanks before each further line.
std::string wrapped(std::string_view words, std::size_t columns, std::size_t taken, std::size_t indent);

/// The valid UTF-8 sequence at the front of `text`, at least one byte. `text` is not empty.
std::string_view first_character(std::string_view utf8);

}  // namespace agentcore::text
