#pragma once

#include <set>
#include <string>
#include <vector>

#include "synth/stack_builder.hpp"

namespace agentcore {

/// What the runtimes of a role need of it. Sorted, so that the policy reads the same after a reordering.
struct RoleUse {
  std::set<std::string> repository_arns;  ///< with ${AWS::...} where the account is the deploying one
  bool images_anywhere = false;           ///< an image whose repository is known at deployment only
  std::vector<const Code*> codes;         ///< of the zip archives
  std::set<std::string> runtime_names;    ///< AgentRuntimeNames
  std::set<std::string> called_runtimes;  ///< AgentRuntimeNames of those that they invoke
  std::set<std::string> called_a2a;       ///< those of them that speak A2A, and so have an agent card
};

/// For each of execution_roles, in order; one pass over the runtimes.
std::vector<RoleUse> role_uses(const Project& project);

void add_execution_role(StackBuilder& builder, const ExecutionRole& role, const RoleUse& use);

}  // namespace agentcore
