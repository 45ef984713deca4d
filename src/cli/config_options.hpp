#pragma once

#include "agentcore/overlay.hpp"

namespace agentcore::cli {

class Parser;

/// What a command that reads a config takes beside the file.
struct ConfigOptions {
  Overrides overrides;

  void add_to(Parser& parser);
};

}  // namespace agentcore::cli
