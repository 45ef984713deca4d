#pragma once

#include <string_view>

namespace agentcore::cli {

/// From now on, log_debug writes to standard error. Before, it does nothing.
void be_verbose();

void log_debug(std::string_view line);

}  // namespace agentcore::cli
