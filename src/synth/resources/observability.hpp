#pragma once

#include "synth/stack_builder.hpp"

namespace agentcore {

/// Log delivery, trace delivery and alarms of a runtime, as far as its config asks for them.
void add_observability(StackBuilder& builder, const Runtime& runtime);

}  // namespace agentcore
