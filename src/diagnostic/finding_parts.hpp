#pragma once

// What the forms for programs share: whether a place is in a file, and which edits may be shown.

#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// Whether the place is in a file that others can open: not on the command line, not in standard input.
bool is_in_file(const Range& range);

/// The finding's edits, or none where one would tell what is concealed.
std::vector<Edit> edits_to_show(const Diagnostic& diagnostic, const std::vector<Range>& concealed);

/// "note: first here (config.yaml:3:5)"
std::string note_line(const Note& note);

/// "and 12 findings more", of those that are counted and not kept. Empty: there are none.
std::string more_findings(const Diagnostics& diagnostics);

}  // namespace agentcore
