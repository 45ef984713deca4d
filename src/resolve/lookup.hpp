#pragma once

// Entities by name, and what is said when there is none of a name.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

extern const RuleInfo unknown_role;
extern const RuleInfo unknown_repository;

/// Index of each name; the first wins, since a rule reports the second.
using NameIndex = std::unordered_map<std::string_view, std::size_t>;

template <class Entity>
NameIndex index_of(const std::vector<Entity>& entities, Located<std::string> Entity::*name) {
  NameIndex index;
  for (std::size_t i = 0; i < entities.size(); ++i) index.emplace(*(entities[i].*name), i);
  return index;
}

/// Mends a name that is not there, where it is clear which is meant.
void mend_name(Diagnostic& finding, Range place, std::string_view typed,
               const std::vector<std::string_view>& names);

/// "did you mean `planner`?", or nothing.
std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& names);

}  // namespace agentcore
