#pragma once

#include "agentcore/pipeline.hpp"

namespace agentcore {

/// Whose lock it is that stands beside a config.
LockOwner lock_owner(const ConfigFile& file);

/// Reports what takes more than one stack and has no lock (AC7008, AC7009).
void check_placing(const Project& project, const Synthesis& synthesis, Diagnostics& diagnostics);

}  // namespace agentcore
