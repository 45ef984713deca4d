#pragma once

#include <cstdint>
#include <string_view>

namespace agentcore::document {

/// End (one past the last byte) of the scalar that begins at `begin`. yaml-cpp's events tell only where a
/// scalar begins; `value` is what it read there.
std::uint32_t scalar_end(std::string_view text, std::uint32_t begin, std::string_view value);

/// `begin` moved past node properties (`&anchor`, `!tag`) and the blanks after them.
std::uint32_t skip_properties(std::string_view text, std::uint32_t begin);

}  // namespace agentcore::document
