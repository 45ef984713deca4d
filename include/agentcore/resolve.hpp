#pragma once

// Project as written -> Project made whole: defaults in place, names turned into indices, legal AWS names and
// logical ids computed. What was left out exists only when something uses it.

#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"

namespace agentcore {

/// Fills every "set by resolve()" member and every default. Reports a role or repository that is named and
/// not there (AC25xx); the result counts only without errors.
void resolve(Project& project, Diagnostics& diagnostics);

std::vector<const RuleInfo*> resolve_rules();

/// The name that AWS::BedrockAgentCore::Runtime takes for a name of the data model's form: `-` becomes `_`, a
/// first character that is no letter gets the prefix `a_`, and of more than 48 characters the first 39 stay,
/// with `_` and 8 hex digits of a hash of the whole. Source: config/limits.json, runtime.name_max.
std::string legal_runtime_name(std::string_view name);

/// Letters and digits of a name in PascalCase: "agent-images" -> "AgentImages".
std::string pascal_case(std::string_view name);

/// 8 hex digits that stand for a text in names on AWS; they never change.
std::string short_hash(std::string_view text);

/// The letters and digits of a text, of a long one its beginning and a hash: a part of a logical id.
std::string logical_part(std::string_view text);

/// The same of a value, or of what it refers to.
template <class T>
std::string logical_part(const Value<T>& value) {
  return logical_part(value.literal() != nullptr ? value.literal()->text : *value.reference()->name);
}

}  // namespace agentcore
