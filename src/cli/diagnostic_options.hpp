#pragma once

#include <CLI/App.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "agentcore/pipeline.hpp"

namespace agentcore::cli {

/// How a command shows findings: the options of every command that reads a config.
struct DiagnosticOptions {
  enum class Form : std::uint8_t { text, json };
  enum class Color : std::uint8_t { automatic, always, never };

  Form form = Form::text;
  Color color = Color::automatic;
  bool strict = false;

  void add_to(CLI::App& parser);

  /// With --strict, makes warnings errors; then prints the findings. `configs` are those that were read.
  void show(Diagnostics& diagnostics, const std::vector<Config>& configs, std::FILE* stream) const;
  /// Whether what goes to `stream` is coloured.
  [[nodiscard]] bool use_color(std::FILE* stream) const;
};

/// "1 error, 2 warnings", or "no problems"
std::string tally(const Diagnostics& diagnostics);

void print(std::FILE* stream, const std::string& text);

}  // namespace agentcore::cli
