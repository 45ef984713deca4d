#pragma once

// What only shows when the environments of a file are seen together.

#include <vector>

#include "agentcore/pipeline.hpp"

namespace agentcore {

/// Reports each name on AWS that several environments of a file would give in one account.
void check_environments(const std::vector<Config>& configs, Diagnostics& diagnostics);

std::vector<const RuleInfo*> environment_rules();

}  // namespace agentcore
