#pragma once

#include <string>

#include "agentcore/pipeline.hpp"

namespace agentcore::cli {

/// `validate --fix` on one file: mends it, writes it where that changed it (of `-`, prints the text), and
/// lists the changes, on standard output where `list_on_stdout`. `checked` becomes what is left to find.
/// False: it could not be written. Throws UsageError where `overrides` hold values of --set.
bool fix_file(const std::string& path, const Overrides& overrides, bool list_on_stdout, Checked& checked);

}  // namespace agentcore::cli
