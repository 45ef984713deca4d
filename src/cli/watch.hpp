#pragma once

#include <functional>
#include <string>
#include <vector>

namespace agentcore::cli {

/// Calls `redo` now, and again whenever one of the files is saved, however the editor does that, until Ctrl-C
/// or SIGTERM. All are in the folder of the first one; if that is a folder itself, every file in it counts.
/// Returns the exit code.
int watch(const std::vector<std::string>& paths, const std::function<void()>& redo);

/// Empties a terminal's screen; does nothing elsewhere.
void clear_screen();

}  // namespace agentcore::cli
