#pragma once

#include <memory>
#include <string>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// The text of a file, or of standard input for `-`. A source without text where it cannot be read (AC1001).
/// Reads at most what a config may have, and a byte more, from a file that does not end.
std::unique_ptr<Source> read_source(const std::string& path, Diagnostics& diagnostics);

/// A byte order mark is no part of a text.
std::string without_byte_order_mark(std::string text);

}  // namespace agentcore
