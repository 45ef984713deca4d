#pragma once

// Every intermediate form as text, for people who look into the tool and for its own tests.

#include <string>
#include <vector>

#include "agentcore/document.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// What was written, overlays and `--set` merged in; keys sorted, texts as they stand, secrets concealed.
Json print_document(const Node& root);

/// The resolved config: every default written out, secrets concealed. It is a config itself, and, where it
/// has no secret, builds the same templates.
Json print_model(const Project& project);

/// All templates: stack name -> template, keys sorted.
Json print_stacks(const std::vector<Stack>& stacks);

}  // namespace agentcore
