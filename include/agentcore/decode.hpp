#pragma once

// Document -> Project: the shape of what was written. Finds wrong kinds, unknown and missing keys, and values
// outside their form (AC2xxx). What values mean together is for validate to say.

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "agentcore/model/project.hpp"

namespace agentcore {

/// Every describe()d key of a document's root into its member, each with its place. What has an error keeps
/// its default, so that all errors of a file are found in one run; the result counts only without errors.
Project decode(const Node& root, Diagnostics& diagnostics);

std::vector<const RuleInfo*> decode_rules();

}  // namespace agentcore
