#include "synth/assemble.hpp"
#include "synth/resources/execution_role.hpp"
#include "synth/stacks.hpp"

namespace agentcore {

std::string role_output(const ExecutionRole& role) { return role.logical_id + "Arn"; }

void add_security_stacks(const Project& project, Synthesis& synthesis, Diagnostics& diagnostics) {
  Pieces roles(project, StackKind::security);
  StackBuilder builder(project, StackKind::security);
  const std::vector<RoleUse> uses = role_uses(project);
  for (std::size_t i = 0; i < project.execution_roles.size(); ++i) {
    add_execution_role(builder, project.execution_roles[i], uses[i]);
    roles.add(builder.take(), project.execution_roles[i].role_name);
  }
  const std::optional<Parts> parts = place_pieces(roles, synthesis, diagnostics);
  if (!parts) return;
  for (Stack& stack : assemble(std::move(roles), *parts, "Execution roles"))
    synthesis.stacks.push_back(std::move(stack));
}

}  // namespace agentcore
