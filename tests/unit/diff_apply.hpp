#pragma once

#include "agentcore/diff.hpp"

namespace agentcore {

/// BASE's template with the reported changes made, by nothing but the report.
Json apply(Json base, const StackDifference& difference);

}  // namespace agentcore
