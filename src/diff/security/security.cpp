#include "diff/security/security.hpp"

namespace agentcore::diffing {

void find_security_changes(const std::vector<StackPair>& pairs, Difference& difference) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const StackDifference& stack = difference.stacks[i];
    const Members old_resources(&section(pairs[i].base, "Resources"));
    const Members new_resources(&section(pairs[i].next, "Resources"));
    std::vector<ChangedResource> resources;
    for (const ResourceChange& change : stack.resources) {
      resources.push_back(
          {change.logical_id, old_resources.find(change.logical_id), new_resources.find(change.logical_id)});
    }
    const std::string name = stack.stack;
    find_statement_changes(resources, name, difference);
    find_managed_policy_changes(resources, name, difference);
    find_rule_changes(resources, name, difference);
  }
}

}  // namespace agentcore::diffing
