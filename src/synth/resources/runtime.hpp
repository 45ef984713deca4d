#pragma once

#include "synth/stack_builder.hpp"

namespace agentcore {

/// What another runtime of the same stack has for a reference, by Fn::GetAtt.
Json runtime_attribute(const Runtime& runtime, RuntimeAttribute attribute);

/// The output by which other stacks learn it.
std::string runtime_output(const Runtime& runtime, RuntimeAttribute attribute);
void publish(StackBuilder& builder, const Runtime& runtime, RuntimeAttribute attribute);

/// The Runtime and its outputs.
void add_runtime(StackBuilder& builder, const Runtime& runtime);

void add_runtime_endpoint(StackBuilder& builder, const Runtime& runtime, const RuntimeEndpoint& endpoint);

}  // namespace agentcore
