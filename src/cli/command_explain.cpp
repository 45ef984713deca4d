#include <fmt/format.h>

#include <CLI/Option.hpp>

#include "agentcore/pipeline.hpp"
#include "cli/commands.hpp"
#include "cli/diagnostic_options.hpp"
#include "decode/suggestion.hpp"

namespace agentcore::cli {
namespace {

int run(const std::string& code) {
  std::vector<std::string_view> known;
  for (const RuleInfo* rule : all_rules()) {
    if (rule->code == code || rule->name == code) {
      print(stdout, fmt::format("{} {} ({})\n\n{}\n\nWhat to do: {}\nSource: {}\n", rule->code, rule->name,
                                to_string(rule->severity), rule->summary, rule->help, rule->source));
      return fine;
    }
    known.insert(known.end(), {rule->code, rule->name});
  }
  const std::string_view near = nearest(code, known);
  throw UsageError{near.empty() ? fmt::format("no rule is called {}; agentcore-synth rules lists them", code)
                                : fmt::format("no rule is called {}; did you mean {}?", code, near)};
}

std::function<int()> set_up(CLI::App& parser) {
  auto code = std::make_shared<std::string>();
  parser.add_option("CODE", *code, "Code or name of a rule, such as AC3207 or fargate-pair")->required();
  return [code] { return run(*code); };
}

constexpr std::string_view manual = R"(Examples:
  agentcore-synth explain AC3207)";

}  // namespace

const Command explain_command{"explain", "Say what one rule asks for, what to do, and who says so", manual,
                              set_up};

}  // namespace agentcore::cli
