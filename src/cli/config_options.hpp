#pragma once

#include <CLI/App.hpp>

#include "agentcore/overlay.hpp"

namespace agentcore::cli {

/// What a command that reads a config takes beside the file.
struct ConfigOptions {
  Overrides overrides;

  void add_to(CLI::App& parser);
};

}  // namespace agentcore::cli
