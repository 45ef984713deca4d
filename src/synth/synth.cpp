#include "agentcore/synth.hpp"

#include <algorithm>

#include "synth/stacks.hpp"

namespace agentcore {
namespace {

std::string why_no_network(const Project& project) {
  const bool any_vpc = std::any_of(
      project.runtimes.begin(), project.runtimes.end(),
      [](const Runtime& runtime) { return *runtime.network_configuration.network_mode == NetworkMode::vpc; });
  if (project.network) return "all of it exists already";
  return any_vpc ? "the runtimes name subnets and security groups of their own" : "no runtime uses VPC mode";
}

/// Says why, where no stack of a kind was made.
void expect(StackKind kind, std::string why, Synthesis& synthesis) {
  const bool is_there = std::any_of(synthesis.stacks.begin(), synthesis.stacks.end(),
                                    [=](const Stack& stack) { return stack.kind == kind; });
  if (!is_there) synthesis.left_out.push_back({std::string(to_string(kind)), std::move(why)});
}

}  // namespace

Synthesis synth(const Project& project, Diagnostics& diagnostics) {
  Synthesis synthesis;
  add_network_stack(project, synthesis);
  expect(StackKind::network, why_no_network(project), synthesis);
  add_security_stacks(project, synthesis, diagnostics);
  expect(StackKind::security, "every runtime has an existing role", synthesis);
  add_storage_stacks(project, synthesis, diagnostics);
  expect(StackKind::storage, "no image comes from a repository of this config", synthesis);
  add_agentcore_stacks(project, synthesis, diagnostics);
  return synthesis;
}

}  // namespace agentcore
