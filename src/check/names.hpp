#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "check/reporter.hpp"

namespace agentcore::checking {

/// Logical ids and outputs of one template: form, and each once.
void check_names(const Reporter& reporter);

/// Each export of a set of stacks, by name, and the stack that has it.
using Exports = std::unordered_map<std::string_view, const Stack*>;

/// Collects the exports; reports one that is malformed or there twice, since an account has one list of them.
Exports collect_exports(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics);

}  // namespace agentcore::checking
