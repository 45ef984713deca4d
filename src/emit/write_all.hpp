#pragma once

#include <string_view>

namespace agentcore {

/// Writes the whole text to an open file. False, with errno: it cannot be done.
bool write_all(int file, std::string_view text);

}  // namespace agentcore
