#pragma once

#include "synth/stack_builder.hpp"

namespace agentcore {

/// Log delivery, trace delivery and alarms of a runtime, as far as its config asks for them.
void add_observability(StackBuilder& builder, const Runtime& runtime);

inline constexpr std::string_view delivery_type = "AWS::Logs::Delivery";

/// Deliveries that are made at the same time refuse each other, so each waits for the one before it in its
/// stack.
void chain_deliveries(std::vector<Resource>& resources);

}  // namespace agentcore
