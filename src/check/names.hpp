#pragma once

#include "agentcore/check.hpp"
#include "check/reporter.hpp"

namespace agentcore::checking {

/// Logical ids and outputs of one template: form, and each once.
void check_names(const Reporter& reporter);

/// Adds the exports of a stack; reports one that is malformed or there twice, since an account has one list
/// of them.
void collect_exports(const Reporter& reporter, Exports& exports);

}  // namespace agentcore::checking
