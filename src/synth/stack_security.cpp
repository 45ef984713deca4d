#include "synth/assemble.hpp"
#include "synth/resources/execution_role.hpp"
#include "synth/stacks.hpp"

namespace agentcore {

std::string role_output(const ExecutionRole& role) { return role.logical_id + "Arn"; }

void add_security_stacks(const Project& project, MadeStacks& made, Diagnostics& diagnostics) {
  StackBuilder builder(project, StackKind::security);
  const std::vector<RoleUse> uses = role_uses(project);
  Pieces roles(project, StackKind::security, [&](std::size_t i) {
    add_execution_role(builder, project.execution_roles[i], uses[i]);
    return builder.take();
  });
  for (const ExecutionRole& role : project.execution_roles) roles.add(role.role_name);
  const std::optional<Parts> parts = place_pieces(roles, made.synthesis, diagnostics);
  if (!parts) return;
  const auto take = [&](std::size_t i) { return roles.take(i); };
  assemble({project, StackKind::security, "Execution roles", take}, *parts,
           [&](std::size_t /*part*/, Stack stack) { made.add(std::move(stack)); });
}

}  // namespace agentcore
