#pragma once

// What the config means, checked against the data model and against what AWS accepts (AC3xxx), and what the
// templates hold by construction (AC5xxx). A rule is a pure function and a table row in one file of
// src/validate/rules/.

#include <string>
#include <unordered_map>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// Runs every rule on a resolved project.
void validate(const Project& project, Diagnostics& diagnostics);

/// Where in a config a resource comes from, by place_key().
using ResourcePlaces = std::unordered_map<std::string, Range>;
/// "agentcore/BillingAgent", whatever part of the stack it lives in
std::string place_key(StackKind kind, std::string_view logical_id);
/// Those of the roles and runtimes of a resolved project.
ResourcePlaces resource_places(const Project& project);

/// Runs every rule on templates. Ours hold most of them by construction, and the same rules judge templates
/// that others wrote. Findings point at the place of the resource that they are about, or else at `where`.
void validate_templates(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics,
                        const ResourcePlaces& places = {});

/// What validate_templates reads of a stack: one of runtimes becomes a fraction of itself, without outputs
/// and nearly all properties. The types and logical ids of its resources, and its parameters, stay.
Stack outline(Stack stack);

/// The catalogue of validate() and validate_templates().
std::vector<const RuleInfo*> validate_rules();

}  // namespace agentcore
