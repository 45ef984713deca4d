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

}  // namespace

Synthesis synth(const Project& project) {
  Synthesis synthesis;
  const auto keep = [&](std::optional<Stack> stack, std::string_view name, std::string why) {
    if (stack) {
      synthesis.stacks.push_back(*std::move(stack));
    } else {
      synthesis.left_out.push_back({std::string(name), std::move(why)});
    }
  };
  keep(network_stack(project), "network", why_no_network(project));
  keep(security_stack(project), "security", "every runtime has an existing role");
  keep(storage_stack(project), "storage", "no image comes from a repository of this config");
  std::vector<std::string> producers;
  for (const Stack& stack : synthesis.stacks) producers.push_back(stack.name);
  if (std::optional<Stack> agentcore = agentcore_stack(project)) {
    agentcore->depends_on = std::move(producers);
    synthesis.stacks.push_back(*std::move(agentcore));
  }
  return synthesis;
}

}  // namespace agentcore
