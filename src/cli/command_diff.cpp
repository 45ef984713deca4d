#include <fmt/format.h>

#include "agentcore/base.hpp"
#include "agentcore/diff.hpp"
#include "agentcore/render_diff.hpp"
#include "cli/commands.hpp"
#include "cli/config_options.hpp"
#include "cli/diagnostic_options.hpp"
#include "cli/watch.hpp"
#include "decode/suggestion.hpp"

namespace agentcore::cli {
namespace {

using Render = std::string (*)(const Difference&, const DiffView&);

constexpr Choice<Render> forms[] = {
    {"text", render_diff_text}, {"json", render_diff_json}, {"markdown", render_diff_markdown}};

struct Options {
  std::string next;
  std::string base = "git:HEAD";
  std::string stack;
  Render render = render_diff_text;
  DiffView view;
  bool exit_code = false;
  bool watch = false;
  ConfigOptions overrides;
  DiagnosticOptions diagnostics;
};

/// More than any template has.
constexpr std::size_t most_context = 1'000'000;

void expect_sound(const Options& options) {
  if (options.next == "-" && options.base == "-")
    throw UsageError{"NEW and BASE cannot both be standard input: name a file for one of them"};
  if (!options.watch) return;
  if (options.exit_code)
    throw UsageError{"--exit-code says nothing with --watch, which does not end by itself"};
  for (const char* other : {"git:", "aws"}) {
    if (options.next.starts_with(other)) throw UsageError{"--watch needs a file or a folder as NEW"};
  }
  if (options.next == "-") throw UsageError{"--watch needs a file or a folder as NEW, not standard input"};
}

/// What stands in the way of a comparison.
Diagnostics errors_of(const Diagnostics& all) {
  Diagnostics errors;
  for (const Range& range : all.concealed()) errors.conceal(range);
  for (const Diagnostic* finding : all.sorted()) {
    if (finding->severity == Severity::error) errors.take(*finding);
  }
  return errors;
}

/// Reads one side and shows what was found on it. Of BASE, which is not what is worked on, only errors.
std::optional<TemplateSet> read(const Options& options, const std::string& named, const TemplateSet* other) {
  SideTexts texts;
  Diagnostics diagnostics;
  std::optional<TemplateSet> side = read_side(
      named, {.overrides = options.overrides.overrides, .other = other, .texts = texts}, diagnostics);
  if (options.diagnostics.strict && other == nullptr) diagnostics.promote_warnings();
  if (other == nullptr) {
    options.diagnostics.show(diagnostics, texts.configs, stderr);
  } else if (diagnostics.has_errors()) {
    Diagnostics errors = errors_of(diagnostics);
    options.diagnostics.show(errors, texts.configs, stderr);
  }
  return diagnostics.has_errors() ? std::nullopt : std::move(side);
}

Difference narrowed(Difference difference, const std::string& stack) {
  if (stack.empty()) return difference;
  std::vector<std::string> names;
  for (const StackDifference& each : difference.stacks) names.push_back(each.stack);
  Difference narrow = only_stack(std::move(difference), stack);
  if (narrow.stacks.empty()) {
    throw UsageError{fmt::format("--stack {}: {} {}", stack,
                                 names.size() == 1 ? "the only stack is" : "the stacks are",
                                 all_of({names.begin(), names.end()}))};
  }
  return narrow;
}

/// What would be passed over in silence.
void expect_config(const Options& options, const TemplateSet& next, const TemplateSet& base) {
  if (!options.overrides.overrides.any() || next.of_config || base.of_config) return;
  throw UsageError{
      "--env, --set and --region change what a config builds, and neither NEW nor BASE is a config"};
}

int compare(const Options& options) {
  const std::optional<TemplateSet> next = read(options, options.next, nullptr);
  const std::optional<TemplateSet> base = next ? read(options, options.base, &*next) : std::nullopt;
  if (!base) return failed;
  expect_config(options, *next, *base);
  const Difference difference = narrowed(diff(*base, *next), options.stack);
  for (const std::string& sentence : difference.not_followed) fmt::print(stderr, "note: {}\n", sentence);
  DiffView view = options.view;
  view.color = options.diagnostics.terminal.use_color(stdout);
  print(stdout, options.render(difference, view));
  return options.exit_code && !difference.empty() ? differs : fine;
}

int run(const Options& options) {
  expect_sound(options);
  if (!options.watch) return compare(options);
  return watch({options.next, lock_path(options.next)}, [&options] {
    clear_screen();
    compare(options);
  });
}

void add_view(Parser& parser, Options& options) {
  parser.choice("--format", "FORM", options.render, forms,
                "Form of the difference: text (default), json or markdown (for a pull request)");
  parser.option("--stack", "NAME", options.stack,
                "Show one stack, by its short name or the one it is deployed as");
  parser.flag("--security-only", options.view.security_only, "Show policies and security groups alone");
  parser.number("--context", 0, most_context, options.view.context,
                "Unchanged values to show before and after a changed one (default 0)");
}

std::function<int()> set_up(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.positional("NEW", options->next, "What would be deployed", /*required=*/true);
  parser.positional("BASE", options->base, "What it is compared with (default git:HEAD, of the same file)",
                    /*required=*/false);
  add_view(parser, *options);
  parser.flag("--exit-code", options->exit_code, "End with 2 where there are differences");
  parser.flag("--watch", options->watch, "Compare again whenever NEW is saved, until Ctrl-C");
  options->overrides.add_to(parser);
  options->diagnostics.add_to(parser);
  return [options] { return run(*options); };
}

constexpr std::string_view manual =
    R"(NEW and BASE are each a config, a folder of templates, one template (JSON or YAML), - for standard input,
git:REV[:PATH], or aws: the deployed stacks, read through the AWS CLI.

Resources stand in the order of NEW, those that go last:
  +    is created           -/+  is replaced, or may be
  ~    is updated in place  +/-  may be created or deleted: its Condition changes
  -    is deleted, or leaves the stack and stays
Findings on the sides and notes go to standard error.

Examples:
  agentcore-synth diff config.yaml
  agentcore-synth diff config.yaml git:main --exit-code
  agentcore-synth diff config.yaml aws --env prod
  agentcore-synth diff new.template.json old.template.json --format json
  agentcore-synth diff config.yaml git:main --format markdown > comment.md)";

}  // namespace

const Command diff_command{"diff", "Show what an edit does to every stack", manual, set_up};

}  // namespace agentcore::cli
