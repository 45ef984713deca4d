#pragma once

#include "synth/stack_builder.hpp"

namespace agentcore {

/// The Runtime and its outputs.
void add_runtime(StackBuilder& builder, const Runtime& runtime);

void add_runtime_endpoint(StackBuilder& builder, const Runtime& runtime, const RuntimeEndpoint& endpoint);

}  // namespace agentcore
