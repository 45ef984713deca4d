#pragma once

#include <cstdint>
#include <string_view>

namespace agentcore::cli {

/// How often `--verbose` was given: from once on, log_debug writes to standard error.
void set_verbosity(std::int64_t verbose);

void log_debug(std::string_view line);

}  // namespace agentcore::cli
