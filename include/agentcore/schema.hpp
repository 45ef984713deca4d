#pragma once

#include "agentcore/template.hpp"

namespace agentcore {

/// The JSON Schema (draft 2020-12) of a config, from which an editor completes and checks while typing. Made
/// from the same describe() that decodes a config. It judges each value by itself: what it refuses,
/// validate() refuses, too, and not the other way round.
Json config_schema();

}  // namespace agentcore
