#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "diff/compare_templates.hpp"

namespace agentcore::diffing {

/// What the changed resources of one stack were and are. An unchanged resource changes no permission.
struct ChangedResource {
  std::string logical_id;
  const Json* before = nullptr;
  const Json* after = nullptr;
};

/// Adds the statements, managed policies and security-group rules that come and go.
void find_security_changes(const std::vector<StackPair>& pairs, Difference& difference);

void find_statement_changes(const std::vector<ChangedResource>& resources, const std::string& stack,
                            Difference& difference);
void find_managed_policy_changes(const std::vector<ChangedResource>& resources, const std::string& stack,
                                 Difference& difference);
void find_rule_changes(const std::vector<ChangedResource>& resources, const std::string& stack,
                       Difference& difference);

/// The statements of a resource, each with `added` unset.
std::vector<StatementChange> statements_of(const std::string& logical_id, const Json& resource);

/// Whether all that `narrow` allows or denies, `wide` does, as far as the texts tell.
bool covers(const StatementChange& wide, const StatementChange& narrow);

/// Of two lists, the items that have no equal in the other, by what `key` makes of them. Twice the same
/// allows no more than once.
template <class T>
void keep_unequal(std::vector<T>& before, std::vector<T>& after, std::string (*key)(const T&)) {
  std::unordered_set<std::string> old_keys;
  std::unordered_set<std::string> new_keys;
  for (const T& item : before) old_keys.insert(key(item));
  for (const T& item : after) new_keys.insert(key(item));
  std::erase_if(before, [&](const T& item) { return new_keys.contains(key(item)); });
  std::erase_if(after, [&](const T& item) { return old_keys.contains(key(item)); });
}

}  // namespace agentcore::diffing
