#include <fmt/format.h>

#include <CLI/Option.hpp>

#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/diagnostic_options.hpp"
#include "diagnostic/text.hpp"

namespace agentcore::cli {
namespace {

struct Options {
  std::vector<std::string> configs;
  ConfigOptions overrides;
  DiagnosticOptions diagnostics;
};

int run(const Options& options) {
  Diagnostics diagnostics;
  std::vector<Config> configs;
  for (const std::string& path : options.configs) {
    for (Config& config : load_environments(path, options.overrides.overrides, diagnostics)) {
      if (config.project) compile(*config.project, Format::json, diagnostics);
      configs.push_back(std::move(config));
    }
  }
  options.diagnostics.show(diagnostics, configs, stdout);
  if (options.diagnostics.form == DiagnosticOptions::Form::text) {
    const std::size_t files = options.configs.size();
    print(stdout, fmt::format("{} checked: {}\n",
                              files == 1 ? text::printable(configs[0].file->source->name())
                                         : fmt::format("{} files", files),
                              tally(diagnostics)));
  }
  return diagnostics.has_errors() ? failed : fine;
}

std::function<int()> set_up(CLI::App& parser) {
  auto options = std::make_shared<Options>();
  parser.add_option("CONFIG", options->configs, "YAML config, or - for standard input; several may be named")
      ->required();
  options->overrides.add_to(parser);
  options->diagnostics.add_to(parser);
  return [options] { return run(*options); };
}

constexpr std::string_view manual =
    R"(Findings go to standard output: code, place, the line, and the edit that mends it; a last line sums up.
`agentcore-synth explain CODE` says more about one. A file with `environments` is checked for each of them, unless
--env chooses one.

Examples:
  agentcore-synth validate config.yaml
  agentcore-synth validate --diagnostics json configs/*.yaml > findings.json
  agentcore-synth validate --diagnostics github configs/*.yaml)";

}  // namespace

const Command validate_command{"validate", "Check configs without writing anything", manual, set_up};

}  // namespace agentcore::cli
