#include "synth/resources/observability.hpp"
#include "synth/resources/runtime.hpp"
#include "synth/stacks.hpp"

namespace agentcore {

std::optional<Stack> agentcore_stack(const Project& project) {
  if (project.runtimes.empty()) return std::nullopt;
  StackBuilder builder(project, "agentcore", "Agent runtimes");
  for (const Runtime& runtime : project.runtimes) {
    add_runtime(builder, runtime);
    for (const RuntimeEndpoint& endpoint : runtime.endpoints)
      add_runtime_endpoint(builder, runtime, endpoint);
    add_observability(builder, runtime);
  }
  return builder.take();
}

}  // namespace agentcore
