#pragma once

// Diagnostics as text for people, and in the forms that programs read. Computing is elsewhere: this only
// shows. What a secret rule concealed is in none of them.

#include <functional>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// What in the config a finding is about: "runtimes[0].artifact.container_cpu". Empty: the whole, or unknown.
using PathFinder = std::function<std::string(const Diagnostic&)>;

/// The configs that were read, in the order of the command line.
using Sources = std::vector<const Source*>;

/// In rustc's manner: code, headline, `--> file:line:col`, the source line with carets, notes, help.
/// `columns`: width of the terminal, at which words wrap and long lines are cut; 0: no terminal.
std::string render_text(const Diagnostics& diagnostics, bool color, std::size_t columns = 0);

/// {"version":1,"findings":[...]}, lines and columns from 1, columns in code points; ends with a newline.
std::string render_json(const Diagnostics& diagnostics, const PathFinder& path_of);

/// SARIF 2.1.0, one run. A finding without a file (of the command line, of the output) is located at the
/// first config, since readers refuse a result without a location.
std::string render_sarif(const Diagnostics& diagnostics, const Sources& configs, const PathFinder& path_of);

/// A workflow command of GitHub Actions for each finding, which it shows at the line of a pull request.
std::string render_github(const Diagnostics& diagnostics);

/// JUnit XML: a suite for each config, a test case for each of its findings, of which errors fail; a case
/// that passes for a config without any. Findings without a file are in a suite of their own.
std::string render_junit(const Diagnostics& diagnostics, const Sources& configs);

}  // namespace agentcore
