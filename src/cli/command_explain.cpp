#include <fmt/format.h>

#include "agentcore/pipeline.hpp"
#include "agentcore/reference.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "decode/suggestion.hpp"

namespace agentcore::cli {
namespace {

constexpr std::size_t columns_without_terminal = 80;

struct Options {
  std::vector<std::string> rules;
  Terminal terminal;
};

const RuleInfo& find_rule(const std::string& code) {
  std::vector<std::string_view> known;
  for (const RuleInfo* rule : all_rules()) {
    if (rule->code == code || rule->name == code) return *rule;
    known.push_back(rule->name);  // a code is near to many, and means none of them
  }
  const std::string_view near = nearest(code, known);
  throw UsageError{near.empty() ? fmt::format("no rule is called {}; agentcore-synth rules lists them", code)
                                : fmt::format("no rule is called {}; did you mean {}?", code, near)};
}

int run(const Options& options) {
  if (options.rules.empty()) {
    throw UsageError{
        "which rule? Name its code or name, as in agentcore-synth explain AC3207; "
        "agentcore-synth rules lists them"};
  }
  std::vector<const RuleInfo*> rules;  // all are found before one is printed
  for (const std::string& code : options.rules) rules.push_back(&find_rule(code));
  const bool color = options.terminal.use_color(stdout);
  const std::size_t columns = columns_of(stdout);
  for (const RuleInfo* rule : rules) {
    if (rule != rules.front()) print(stdout, "\n");
    print(stdout, rule_page(*rule, color, columns == 0 ? columns_without_terminal : columns));
  }
  return fine;
}

std::function<int()> set_up(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.positional("CODE", options->rules,
                    "Code or name of a rule, such as AC3207 or fargate-pair; several may be named",
                    /*required=*/false);
  options->terminal.add_to(parser);
  return [options] { return run(*options); };
}

constexpr std::string_view manual =
    R"(Prints a page: what must hold, why, what to do, a config that fails and one that passes, and the source.

Examples:
  agentcore-synth explain AC3207
  agentcore-synth explain fargate-pair latest-tag)";

}  // namespace

const Command explain_command{"explain", "Say what a rule asks for, why, and what to do, with an example",
                              manual, set_up};

}  // namespace agentcore::cli
