#pragma once

#include <optional>

#include "base/reporter.hpp"

namespace agentcore::base {

/// The templates of the deployed stacks that `other` names, through the AWS CLI. A stack that does not exist
/// has an empty template. Nothing: errors.
std::optional<TemplateSet> read_deployed(const TemplateSet* other, ProcessRunner& processes,
                                         const Reporter& reporter);

}  // namespace agentcore::base
