#pragma once

#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"

namespace agentcore {

/// Fills Project::references and Project::parameters, and the index of each reference to an entity of the
/// config. Runtimes, roles and repositories have their names already.
void resolve_references(Project& project, Diagnostics& diagnostics);

std::vector<const RuleInfo*> reference_rules();

}  // namespace agentcore
