#include "synth/assemble.hpp"
#include "synth/resources/observability.hpp"
#include "synth/resources/runtime.hpp"
#include "synth/runtime_links.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

Pieces pieces_of_runtimes(const Project& project) {
  Pieces pieces(project, StackKind::agentcore);
  StackBuilder builder(project, StackKind::agentcore);
  for (const Runtime& runtime : project.runtimes) {
    add_runtime(builder, runtime);
    for (const RuntimeEndpoint& endpoint : runtime.endpoints)
      add_runtime_endpoint(builder, runtime, endpoint);
    add_observability(builder, runtime);
    pieces.add(builder.take(), runtime.runtime_name);
  }
  return pieces;
}

}  // namespace

void add_agentcore_stacks(const Project& project, Synthesis& synthesis, Diagnostics& diagnostics) {
  Pieces runtimes = pieces_of_runtimes(project);
  RuntimeLinks links(project);
  links.reserve(runtimes);
  const std::optional<Parts> parts = place_pieces(runtimes, synthesis, diagnostics);
  if (!parts) return;
  links.link(*parts, runtimes.pieces);
  const std::vector<std::set<std::size_t>> needs = links.needs(*parts);
  std::vector<std::string> producers;
  for (const Stack& stack : synthesis.stacks) producers.push_back(stack.name);
  std::vector<Stack> stacks = assemble(std::move(runtimes), *parts, "Agent runtimes");
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    const std::size_t part = parts->order[i];
    stacks[i].depends_on = producers;
    if (part >= needs.size()) continue;
    for (const std::size_t needed : needs[part])
      stacks[i].depends_on.push_back(part_name(StackKind::agentcore, needed));
  }
  for (Stack& stack : stacks) synthesis.stacks.push_back(std::move(stack));
}

}  // namespace agentcore
