#include <fmt/format.h>

#include "agentcore/check.hpp"
#include "agentcore/limits.hpp"
#include "check/codes.hpp"

namespace agentcore {

void check_quotas(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics) {
  for (const Stack& stack : stacks) {
    const std::size_t resources = stack.body.resources.size();
    if (resources > limits::template_resources) {
      diagnostics.report(checking::too_many_resources, where,
                         fmt::format("stack {} has {} resources; CloudFormation takes {}", stack.name,
                                     resources, limits::template_resources));
    }
    const std::size_t parameters = stack.body.parameters.size();
    if (parameters > limits::template_parameters) {
      diagnostics.report(checking::too_many_parameters, where,
                         fmt::format("stack {} has {} parameters; CloudFormation takes {}", stack.name,
                                     parameters, limits::template_parameters));
    }
    const std::size_t dynamic = stack.dynamic_references;
    if (dynamic > limits::template_dynamic_references) {
      diagnostics.report(checking::too_many_dynamic_references, where,
                         fmt::format("stack {} has {} dynamic references; CloudFormation takes {}",
                                     stack.name, dynamic, limits::template_dynamic_references));
    }
    const std::size_t outputs = stack.body.outputs.size();
    if (outputs > limits::template_outputs) {
      diagnostics.report(checking::too_many_outputs, where,
                         fmt::format("stack {} has {} outputs; CloudFormation takes {}", stack.name, outputs,
                                     limits::template_outputs));
    }
  }
}

void check_body_size(const Stack& stack, std::size_t bytes, Range where, Diagnostics& diagnostics) {
  if (bytes <= limits::template_body_s3_bytes) return;
  diagnostics.report(checking::template_too_large, where,
                     fmt::format("stack {} has a template of {} bytes; CloudFormation takes {}", stack.name,
                                 bytes, limits::template_body_s3_bytes));
}

}  // namespace agentcore
