#pragma once

#include "agentcore/model/project.hpp"

namespace agentcore {

/// The network's defaults. Makes the section when a runtime needs it and it is not written.
void resolve_network(Project& project);

}  // namespace agentcore
