#pragma once

// Diagnostics as text for people and as JSON for programs. Computing is elsewhere: this only shows.

#include <functional>
#include <string>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// What in the config a finding is about: "runtimes[0].artifact.container_cpu". Empty: the whole, or unknown.
using PathFinder = std::function<std::string(const Diagnostic&)>;

/// In rustc's manner: code, headline, `--> file:line:col`, the source line with carets, notes, help.
std::string render_text(const Diagnostics& diagnostics, bool color);

/// {"version":1,"findings":[...]}, lines and columns from 1, columns in code points; ends with a newline.
std::string render_json(const Diagnostics& diagnostics, const PathFinder& path_of);

}  // namespace agentcore
