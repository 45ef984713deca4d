#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace agentcore::document {

/// End (one past the last byte) of the scalar that begins at `begin`. yaml-cpp's events tell only where a
/// scalar begins; `value` is what it read there.
std::uint32_t scalar_end(std::string_view text, std::uint32_t begin, std::string_view value);

/// Whether the quoted scalar that begins at `begin` ends before the text does. yaml-cpp takes an open one.
bool is_closed_quote(std::string_view text, std::uint32_t begin);

/// Whether the `[` or `{` at `begin` is closed before the text ends.
bool is_closed_bracket(std::string_view text, std::uint32_t begin);

/// Whether a `:` follows the key that ends at `end`. yaml-cpp takes a last key without one.
bool has_colon(std::string_view text, std::uint32_t end);

/// Length of the null that `text` begins with (`~`, `null`, `Null`, `NULL`); 0: nothing is written there.
std::uint32_t null_length(std::string_view text);

/// Offset of the `-` before a list item that begins at `begin`, comments and node properties between them
/// passed over. npos: there is none.
std::size_t dash_before(std::string_view text, std::size_t begin);

/// `begin` moved past node properties (`&anchor`, `!tag`) and the blanks after them.
std::uint32_t skip_properties(std::string_view text, std::uint32_t begin);

}  // namespace agentcore::document
