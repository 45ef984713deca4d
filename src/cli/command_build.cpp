#include <fmt/format.h>

#include "agentcore/print.hpp"
#include "cli/build_stats.hpp"
#include "cli/build_summary.hpp"
#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/diagnostic_options.hpp"
#include "cli/log.hpp"
#include "cli/progress.hpp"
#include "decode/suggestion.hpp"

namespace agentcore::cli {
namespace {

/// What `--print` shows instead of writing the folder.
enum class Form : std::uint8_t { document, model, stacks };

/// How `--stats` shows the quotas, besides the summary.
enum class Stats : std::uint8_t { table, json };

constexpr Choice<Stats> stats_forms[] = {{"table", Stats::table}, {"json", Stats::json}};

constexpr Choice<Form> forms[] = {
    {"document", Form::document}, {"model", Form::model}, {"stacks", Form::stacks}};

struct Options {
  std::string config;
  std::string output;
  std::string stack;
  std::optional<Form> printed;
  std::optional<Stats> stats;
  Format format = Format::json;
  ConfigOptions overrides;
  DiagnosticOptions diagnostics;
  bool frozen = false;

  /// Whether a folder is written, instead of something on standard output.
  [[nodiscard]] bool to_folder() const { return stack.empty() && !printed; }
};

constexpr Choice<Format> formats[] = {{"json", Format::json}, {"yaml", Format::yaml}};

void expect_sound(const Options& options) {
  static const std::vector<std::string_view> names = {"network", "security", "storage", "agentcore"};
  const bool to_stdout = options.output.empty() || options.output == "-";
  const std::string_view kind = std::string_view(options.stack).substr(0, options.stack.find('-'));
  if (!options.stack.empty() && std::find(names.begin(), names.end(), kind) == names.end()) {
    throw UsageError{fmt::format("--stack {}: the stacks are {}", options.stack, one_of(names))};
  }
  if (!options.stack.empty() && !to_stdout) {
    throw UsageError{"--stack prints one template on standard output; leave out -o, or redirect it"};
  }
  if (options.printed && !(options.stack.empty() && options.output.empty())) {
    throw UsageError{"--print prints one form on standard output; leave out -o and --stack"};
  }
  if (options.overrides.overrides.region && options.stack.empty() && !options.printed) {
    throw UsageError{"--region goes with --stack or --print; a folder holds all regions of the config"};
  }
  if (options.stats && (options.printed || !options.stack.empty())) {
    throw UsageError{"--stats goes with a folder that is written; leave out --print and --stack"};
  }
  if (options.stack.empty() && options.output == "-") {
    throw UsageError{"-o - prints one template; say which with --stack"};
  }
}

/// `--print document`: what is decoded, in which errors may have been found.
int print_merged(const Config& config, const Diagnostics& diagnostics) {
  print(stdout, print_document(config.overlaid.root()).dump(2) + "\n");
  return diagnostics.has_errors() ? failed : fine;
}

/// `--print model`, `--print stacks`
int print_form(Form form, const Config& config, const Build& build) {
  Json json;
  if (form == Form::model) json = print_model(*config.project);
  if (form == Form::stacks) {
    std::vector<Stack> stacks;
    for (const EmittedStack& emitted : build.stacks) stacks.push_back(emitted.stack);
    json = print_stacks(stacks);
  }
  print(stdout, json.dump(2) + "\n");
  return fine;
}

/// `--stack NAME`: the template alone, on standard output.
int print_stack(const Options& options, const Build& build) {
  for (const EmittedStack& emitted : build.stacks) {
    if (emitted.stack.name != options.stack) continue;
    print(stdout, to_text(emitted.stack.body, options.format));
    return fine;
  }
  for (const Synthesis::LeftOut& left_out : build.left_out) {
    if (left_out.name != options.stack) continue;
    fmt::print(stderr, "agentcore-synth: the config has no {} stack: {}\n", left_out.name, left_out.why);
    return failed;
  }
  std::vector<std::string_view> names;
  for (const EmittedStack& emitted : build.stacks) names.push_back(emitted.stack.name);
  throw UsageError{fmt::format("--stack {}: the stacks of this config are {}", options.stack, all_of(names))};
}

/// What goes to standard output is of one region.
void expect_one_region(const Options& options, const std::vector<Config>& configs) {
  if (configs.size() < 2 || (options.stack.empty() && !options.printed)) return;
  const std::vector<std::string>& regions = configs.front().overlaid.regions();
  throw UsageError{fmt::format("the config has several regions: say which with --region {}",
                               one_of({regions.begin(), regions.end()}))};
}

/// What is to be written into the lock. With --frozen nothing, and it is an error if there is anything.
std::optional<LockChange> change_to_write(const Options& options, const std::vector<Config>& configs,
                                          const std::vector<Build>& builds, Diagnostics& diagnostics) {
  if (diagnostics.has_errors() || (!options.to_folder() && !options.frozen)) return std::nullopt;
  std::optional<LockChange> change = lock_change(configs, builds);
  if (change && options.frozen) expect_frozen(configs.front(), *change, diagnostics);
  return options.frozen ? std::nullopt : change;
}

/// Makes the templates, as far as there are sound configs.
std::vector<Build> make(const Options& options, std::vector<Config>& configs, const TakeFile& take,
                        Diagnostics& diagnostics) {
  CompileOptions compiled{.format = options.format, .hold_bodies = !options.to_folder(), .take = take};
  std::vector<Build> builds = compile_all(configs, std::move(compiled), diagnostics);
  report_unused_suppressions(configs, diagnostics);
  return builds;
}

/// What there is to say once the templates are made. The change of the lock, if it is to be written.
std::optional<LockChange> settle(const Options& options, const std::vector<Config>& configs,
                                 const std::vector<Build>& builds, Diagnostics& diagnostics) {
  std::optional<LockChange> change = change_to_write(options, configs, builds, diagnostics);
  if (options.diagnostics.strict) diagnostics.promote_warnings();
  return change;
}

/// A build to a folder: what it made, and what became of the files.
struct Written {
  std::vector<Build> builds;
  WriteResult result;
};

/// Each template is written when it is made, beside the folder. The lock takes its place first: templates of
/// which nobody knows what lives where must not be there to be deployed.
Written write(const Options& options, std::vector<Config>& configs, const std::string& folder,
              Diagnostics& diagnostics) {
  Written written;
  bool is_made = false;
  const auto each_file = [&](const TakeFile& take) {
    is_made = true;
    written.builds = make(options, configs, take, diagnostics);
    if (diagnostics.has_errors()) return;
    for (OutputFile& file : files_beside(configs, written.builds)) take(std::move(file));
  };
  const auto may_replace = [&] {
    const std::optional<LockChange> change = settle(options, configs, written.builds, diagnostics);
    if (diagnostics.has_errors()) return false;
    if (!change) return true;
    LockWriter writer(*configs.front().file->lock, change->text, diagnostics);
    return !diagnostics.has_errors() && writer.commit();
  };
  written.result = write_folder(folder, each_file, diagnostics, may_replace);
  if (!is_made) make(options, configs, {}, diagnostics);  // for what it finds
  return written;
}

/// What a build to a folder says: the summary, and the quotas where they are asked for.
void print_written(const Options& options, const std::vector<Config>& configs,
                   const std::vector<Build>& builds, const std::string& folder, const WriteResult& written) {
  if (options.diagnostics.form == DiagnosticOptions::Form::text)
    print(stderr, build_summary(configs, builds, folder, written));
  if (options.stats == Stats::table) print(stderr, stats_table(configs, builds));
  if (options.stats == Stats::json) print(stdout, stats_json(configs, builds));
}

/// Runs once in a process: what is static is freed by nobody, see main.
int run(const Options& options) {
  expect_sound(options);
  Progress progress(stderr, "reading and checking the config");
  Diagnostics diagnostics;
  static std::vector<Config> configs = load_targets(options.config, options.overrides.overrides, diagnostics);
  expect_one_region(options, configs);
  for (const Config& each : configs) {
    if (each.project)
      log_debug(fmt::format("{}: {} runtimes", options.config, each.project->runtimes.size()));
  }
  const std::string folder = options.output.empty() ? "agentcore.out" : options.output;
  static Written written;
  if (options.to_folder() && !diagnostics.has_errors()) {
    progress.at("making and writing the templates");
    written = write(options, configs, folder, diagnostics);
  } else {
    progress.at("making the templates");
    written.builds = make(options, configs, {}, diagnostics);
    settle(options, configs, written.builds, diagnostics);
  }
  progress.end();
  options.diagnostics.show(diagnostics, configs, stderr);
  const Config& config = configs.front();
  const bool text = options.diagnostics.form == DiagnosticOptions::Form::text;
  if (options.printed == Form::document && config.file->document) return print_merged(config, diagnostics);
  if (diagnostics.has_errors()) {
    if (text) fmt::print(stderr, "nothing was written: {}\n", tally(diagnostics));
    return failed;
  }
  if (options.printed) return print_form(*options.printed, config, written.builds.front());
  if (!options.to_folder()) return print_stack(options, written.builds.front());
  print_written(options, configs, written.builds, folder, written.result);
  return fine;
}

std::function<int()> set_up(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.positional("CONFIG", options->config, "YAML config, or - for standard input", /*required=*/true);
  parser.option("-o,--output", "DIR", options->output,
                "Folder to write, as a whole or not at all (default agentcore.out)");
  parser.option(
      "--stack", "NAME", options->stack,
      "Print one template on standard output: network, security, storage, agentcore, agentcore-2, ...");
  parser.choice("--format", "FORM", options->format, formats,
                "Form of the templates: json (default) or yaml");
  parser.choice(
      "--print", "FORM", options->printed, forms,
      "Print on standard output, as JSON, instead of writing: document (the merged YAML), model (with "
      "all defaults) or stacks (the templates)");
  parser.flag("--frozen", options->frozen,
              "Fail if the lock would change, and do not write it: for CI, which has no place to keep it");
  parser.choice_flag(
      "--stats", "[=FORM]", options->stats, stats_forms,
      "Show how much of each CloudFormation quota the stacks use: as a table on standard error, or "
      "with --stats=json on standard output");
  options->overrides.add_to(parser);
  options->diagnostics.add_to(parser);
  return [options] { return run(*options); };
}

constexpr std::string_view manual =
    R"(Writes <stack>.template.json for each stack and a manifest.json (an AWS CDK cloud assembly). Of a config with
`targets`, it writes these for each region, into a folder named after it, and rollout/: the calls of CloudFormation
StackSets as files that the AWS CLI takes, and rollout.sh, which makes them in order.
Findings, the summary and the next commands go to standard error.

What does not fit into one stack is split: agentcore, agentcore-2, ... From half a stack on, CONFIG.lock says in
which of them everything lives. Commit it: a runtime stays where it is as long as its line does.

Examples:
  agentcore-synth build config.yaml
  agentcore-synth build config.yaml -o out --format yaml
  agentcore-synth build config.yaml --stats=json > stats.json
  agentcore-synth build config.yaml --env prod --set runtimes[0].artifact.tag=$GIT_SHA
  agentcore-synth build config.yaml --frozen
  agentcore-synth build config.yaml --stack security > security.template.json
  agentcore-synth build targets.yaml && agentcore.out/rollout/rollout.sh)";

}  // namespace

const Command build_command{"build", "Write the CloudFormation templates of a config", manual, set_up};

}  // namespace agentcore::cli
