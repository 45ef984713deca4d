#include <fmt/format.h>

#include "agentcore/pipeline.hpp"
#include "cli/commands.hpp"
#include "cli/diagnostic_options.hpp"

namespace agentcore::cli {
namespace {

int run() {
  std::string text;
  for (const RuleInfo* rule : all_rules()) {
    text +=
        fmt::format("{} {:<7} {:<32} {}\n", rule->code, to_string(rule->severity), rule->name, rule->summary);
  }
  print(stdout, text);
  return fine;
}

std::function<int()> set_up(CLI::App& /*parser*/) { return run; }

constexpr std::string_view manual = R"(A line for each rule: code, severity, name, and what must hold.
1xxx reading, 2xxx the shape of a config, 3xxx its meaning, 4xxx writing, 5xxx templates, 9xxx bugs of ours.)";

}  // namespace

const Command rules_command{"rules", "List the rules that configs are checked against", manual, set_up};

}  // namespace agentcore::cli
