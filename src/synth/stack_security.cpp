#include "synth/resources/execution_role.hpp"
#include "synth/stacks.hpp"

namespace agentcore {

std::string role_output(const ExecutionRole& role) { return role.logical_id + "Arn"; }

std::optional<Stack> security_stack(const Project& project) {
  if (project.execution_roles.empty()) return std::nullopt;
  StackBuilder builder(project, "security", "Execution roles");
  const std::vector<RoleUse> uses = role_uses(builder);
  for (std::size_t i = 0; i < project.execution_roles.size(); ++i) {
    add_execution_role(builder, project.execution_roles[i], uses[i]);
  }
  return builder.take();
}

}  // namespace agentcore
