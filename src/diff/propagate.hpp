#pragma once

#include "diff/compare_templates.hpp"

namespace agentcore::diffing {

/// Adds to each stack what follows from the changes found so far: a resource that is replaced is another one
/// for all that refer to it, in its stack or, through exports and the parameter store, in others; to a fixed
/// point. `differences` go with `pairs`.
void propagate(const std::vector<StackPair>& pairs, Facts& facts, std::vector<StackDifference>& differences);

}  // namespace agentcore::diffing
