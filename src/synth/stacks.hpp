#pragma once

// The parts of each kind of stack, in files of their own. Each adds its stacks to the synthesis, those first
// that others of the kind need; none, where the config gives the stack nothing to hold or nothing could be
// placed.

#include <string>

#include "agentcore/synth.hpp"

namespace agentcore {

void add_network_stack(const Project& project, Synthesis& synthesis);
void add_security_stacks(const Project& project, Synthesis& synthesis, Diagnostics& diagnostics);
void add_storage_stacks(const Project& project, Synthesis& synthesis, Diagnostics& diagnostics);
void add_agentcore_stacks(const Project& project, Synthesis& synthesis, Diagnostics& diagnostics);

/// Output names of one stack that others import.
std::string subnet_output(const Subnet& subnet);
inline constexpr std::string_view runtime_group_output = "RuntimeSecurityGroupId";
std::string role_output(const ExecutionRole& role);
std::string repository_output(const Repository& repository);

}  // namespace agentcore
