#include <fmt/format.h>

#include <CLI/Option.hpp>

#include "cli/commands.hpp"
#include "cli/diagnostic_options.hpp"

namespace agentcore::cli {
namespace {

struct Options {
  std::vector<std::string> configs;
  DiagnosticOptions diagnostics;
};

int run(const Options& options) {
  Diagnostics diagnostics;
  std::vector<Config> configs;
  for (const std::string& path : options.configs) {
    Config& config = configs.emplace_back(load(path, diagnostics));
    if (config.project) compile(*config.project, Format::json, diagnostics);
  }
  options.diagnostics.show(diagnostics, configs, stdout);
  if (options.diagnostics.form == DiagnosticOptions::Form::text) {
    print(stdout, fmt::format("{} checked: {}\n",
                              configs.size() == 1 ? configs[0].source->name()
                                                  : fmt::format("{} configs", configs.size()),
                              tally(diagnostics)));
  }
  return diagnostics.has_errors() ? failed : fine;
}

std::function<int()> set_up(CLI::App& parser) {
  auto options = std::make_shared<Options>();
  parser.add_option("CONFIG", options->configs, "YAML config, or - for standard input; several may be named")
      ->required();
  options->diagnostics.add_to(parser);
  return [options] { return run(*options); };
}

constexpr std::string_view manual =
    R"(Findings go to standard output: code, place, the line, and the edit that mends it.
`agentcore-synth explain CODE` says more about one.

Examples:
  agentcore-synth validate config.yaml
  agentcore-synth validate --diagnostics json configs/*.yaml > findings.json)";

}  // namespace

const Command validate_command{"validate", "Check configs without writing anything", manual, set_up};

}  // namespace agentcore::cli
