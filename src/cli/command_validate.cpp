#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/diagnostic_options.hpp"
#include "cli/fix_file.hpp"
#include "diagnostic/text.hpp"

namespace agentcore::cli {
namespace {

struct Options {
  std::vector<std::string> configs;
  ConfigOptions overrides;
  DiagnosticOptions diagnostics;
  bool fix = false;
};

/// "; 2 can be mended by --fix"
std::string mendable(const Diagnostics& diagnostics) {
  const auto findings = diagnostics.sorted();
  const auto count = std::count_if(findings.begin(), findings.end(),
                                   [](const Diagnostic* finding) { return !finding->fix.empty(); });
  return count == 0 ? "" : fmt::format("; {} can be mended by --fix", count);
}

/// Runs once in a process: what is static is freed by nobody, see main.
int run(const Options& options) {
  const bool text = options.diagnostics.form == DiagnosticOptions::Form::text;
  bool sound = true;
  bool text_on_stdout = false;  // the mended config, so that the findings go elsewhere
  Diagnostics diagnostics;
  static std::vector<Config> configs;
  for (const std::string& path : options.configs) {
    Checked checked = check(path, options.overrides.overrides);
    text_on_stdout |= options.fix && path == "-";
    if (options.fix) sound &= fix_file(path, options.overrides.overrides, text && path != "-", checked);
    diagnostics.take(checked.diagnostics);
    std::move(checked.configs.begin(), checked.configs.end(), std::back_inserter(configs));
  }
  std::FILE* stream = text_on_stdout ? stderr : stdout;
  options.diagnostics.show(diagnostics, configs, stream);
  if (text) {
    const std::size_t files = options.configs.size();
    print(stream, fmt::format("{} checked: {}{}\n",
                              files == 1 ? text::printable(configs[0].file->source->name())
                                         : fmt::format("{} files", files),
                              tally(diagnostics), options.fix ? "" : mendable(diagnostics)));
  }
  return sound && !diagnostics.has_errors() ? fine : failed;
}

std::function<int()> set_up(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.positional("CONFIG", options->configs, "YAML config, or - for standard input; several may be named",
                    /*required=*/true);
  parser.flag("--fix", options->fix,
              "Write the certain mends into the configs; of standard input, print the mended text");
  options->overrides.add_to(parser);
  options->diagnostics.add_to(parser);
  return [options] { return run(*options); };
}

constexpr std::string_view manual =
    R"(Findings go to standard output: code, place, the line, and the edit that mends it; a last line sums up.
`agentcore-synth explain CODE` says more about one. A file with `environments` is checked for each of them, unless
--env chooses one.

--fix makes the edits that are certain, such as a misspelt key, keeps comments and layout, lists what it changed, and
leaves a file alone that they would not mend.

Examples:
  agentcore-synth validate config.yaml
  agentcore-synth validate --fix config.yaml
  agentcore-synth validate --diagnostics json configs/*.yaml > findings.json
  agentcore-synth validate --diagnostics github configs/*.yaml)";

}  // namespace

const Command validate_command{"validate", "Check configs without writing anything", manual, set_up};

}  // namespace agentcore::cli
