#pragma once

// What the config means, checked against the data model and against what AWS accepts (AC3xxx), and what the
// templates hold by construction (AC5xxx). A rule is a pure function and a table row in one file of
// src/validate/rules/.

#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// Runs every rule on a resolved project.
void validate(const Project& project, Diagnostics& diagnostics);

/// Runs every rule on templates. Ours hold them by construction, so a finding on them is a bug of ours; the
/// same rules judge templates that others wrote. Findings point at `where`.
void validate_templates(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics);

/// The catalogue of validate() and validate_templates().
std::vector<const RuleInfo*> validate_rules();

}  // namespace agentcore
