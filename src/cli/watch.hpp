#pragma once

#include <functional>
#include <string>

namespace agentcore::cli {

/// Calls `redo` now, and again whenever the file (or a file in the folder) is saved, however the editor does
/// that, until Ctrl-C or SIGTERM. Returns the exit code.
int watch(const std::string& path, const std::function<void()>& redo);

/// Empties a terminal's screen; does nothing elsewhere.
void clear_screen();

}  // namespace agentcore::cli
