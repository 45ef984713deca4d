#pragma once

// One builder for each stack, in files of their own. Nothing: the config gives the stack nothing to hold.

#include <optional>

#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

std::optional<Stack> network_stack(const Project& project);
std::optional<Stack> security_stack(const Project& project);
std::optional<Stack> storage_stack(const Project& project);
std::optional<Stack> agentcore_stack(const Project& project);

/// Output names of one stack that others import.
std::string subnet_output(const Subnet& subnet);
inline constexpr std::string_view runtime_group_output = "RuntimeSecurityGroupId";
std::string role_output(const ExecutionRole& role);
std::string repository_output(const Repository& repository);

}  // namespace agentcore
