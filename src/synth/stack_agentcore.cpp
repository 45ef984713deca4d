#include "synth/assemble.hpp"
#include "synth/resources/observability.hpp"
#include "synth/resources/runtime.hpp"
#include "synth/runtime_links.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

Piece piece_of(StackBuilder& builder, const Runtime& runtime) {
  add_runtime(builder, runtime);
  for (const RuntimeEndpoint& endpoint : runtime.endpoints) add_runtime_endpoint(builder, runtime, endpoint);
  add_observability(builder, runtime);
  return builder.take();
}

}  // namespace

void add_agentcore_stacks(const Project& project, MadeStacks& made, Diagnostics& diagnostics) {
  StackBuilder builder(project, StackKind::agentcore);
  Pieces runtimes(project, StackKind::agentcore,
                  [&](std::size_t i) { return piece_of(builder, project.runtimes[i]); });
  for (const Runtime& runtime : project.runtimes) runtimes.add(runtime.runtime_name);
  RuntimeLinks links(project);
  links.reserve(runtimes.wanted);
  const std::optional<Parts> parts = place_pieces(runtimes, made.synthesis, diagnostics);
  if (!parts) return;
  links.settle(*parts);
  const std::vector<std::string> producers = made.names();
  const auto take = [&](std::size_t i) {
    Piece piece = runtimes.take(i);
    links.link(i, piece);
    return piece;
  };
  assemble({project, StackKind::agentcore, "Agent runtimes", take}, *parts,
           [&](std::size_t part, Stack stack) {
             stack.depends_on = producers;
             for (const std::size_t needed : links.needs(part))
               stack.depends_on.push_back(part_name(StackKind::agentcore, needed));
             made.add(std::move(stack));
           });
}

}  // namespace agentcore
