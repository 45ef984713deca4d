#pragma once

#include "check/reporter.hpp"

namespace agentcore::checking {

/// Each resource's properties against the schema of its type.
void check_properties(const Reporter& reporter);

}  // namespace agentcore::checking
