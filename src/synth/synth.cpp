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
void expect(StackKind kind, std::string why, MadeStacks& made) {
  if (!made.ends_with(kind))
    made.synthesis.left_out.push_back({std::string(to_string(kind)), std::move(why)});
}

}  // namespace

Synthesis synth(const Project& project, const TakeStack& take, Diagnostics& diagnostics) {
  MadeStacks made(take);
  add_network_stack(project, made);
  expect(StackKind::network, why_no_network(project), made);
  add_security_stacks(project, made, diagnostics);
  expect(StackKind::security, "every runtime has an existing role", made);
  add_storage_stacks(project, made, diagnostics);
  expect(StackKind::storage, "no image comes from a repository of this config", made);
  add_agentcore_stacks(project, made, diagnostics);
  return std::move(made.synthesis);
}

}  // namespace agentcore
