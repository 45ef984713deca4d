#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "agentcore/pipeline.hpp"
#include "cli/terminal.hpp"

namespace agentcore::cli {

class Parser;

/// How a command shows findings: the options of every command that reads a config.
struct DiagnosticOptions {
  enum class Form : std::uint8_t { text, json, sarif, github, junit };

  Form form = Form::text;
  Terminal terminal;
  bool strict = false;

  void add_to(Parser& parser);

  /// With --strict, makes warnings errors; then prints the findings. `configs` are those that were read.
  void show(Diagnostics& diagnostics, const std::vector<Config>& configs, std::FILE* stream) const;
};

/// "1 error, 2 warnings", or "no problems"
std::string tally(const Diagnostics& diagnostics);

}  // namespace agentcore::cli
