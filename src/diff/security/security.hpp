#pragma once

#include <functional>

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

/// Of two lists, the items that have no equal in the other, by what `key` makes of them.
template <class T>
void keep_unequal(std::vector<T>& before, std::vector<T>& after,
                  const std::function<std::string(const T&)>& key) {
  std::unordered_map<std::string, std::ptrdiff_t> balance;
  for (const T& item : after) ++balance[key(item)];
  std::erase_if(before, [&](const T& item) { return balance[key(item)]-- > 0; });
  // What is left of the balance is what `after` has more of.
  std::erase_if(after, [&](const T& item) { return balance[key(item)]-- <= 0; });
}

}  // namespace agentcore::diffing
