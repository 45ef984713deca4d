#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "agentcore/pipeline.hpp"
#include "agentcore/reference.hpp"
#include "cli/commands.hpp"
#include "cli/parser.hpp"
#include "cli/terminal.hpp"
#include "diagnostic/finding_text.hpp"

namespace agentcore::cli {
namespace {

enum class Form : std::uint8_t { text, json };

constexpr Choice<Form> forms[] = {{"text", Form::text}, {"json", Form::json}};

struct Options {
  std::vector<std::string> words;
  Form form = Form::text;
  Terminal terminal;
};

char lower(unsigned char c) { return static_cast<char>(std::tolower(c)); }

/// Whether each word stands in the rule's code, name or summary, in capitals or not.
bool is_about(const RuleInfo& rule, const std::vector<std::string>& words) {
  const std::string text = fmt::format("{} {} {}", rule.code, rule.name, rule.summary);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    const auto found = std::search(text.begin(), text.end(), word.begin(), word.end(),
                                   [](char a, char b) { return lower(a) == lower(b); });
    return found != text.end() || word.empty();
  });
}

int run(const Options& options) {
  std::vector<const RuleInfo*> rules = all_rules();
  std::erase_if(rules, [&](const RuleInfo* rule) { return !is_about(*rule, options.words); });
  if (options.form == Form::json) {
    print(stdout, rules_json(rules));
  } else {
    const Palette& palette = options.terminal.use_color(stdout) ? colored : plain;
    for (const RuleInfo* rule : rules) {
      print(stdout, fmt::format("{}{}{} {}{:<7}{} {:<32} {}\n", palette.bold, rule->code, palette.reset,
                                palette.of(rule->severity), to_string(rule->severity), palette.reset,
                                rule->name, rule->summary));
    }
  }
  return rules.empty() ? failed : fine;
}

std::function<int()> set_up(Parser& parser) {
  auto options = std::make_shared<Options>();
  parser.positional("WORD", options->words,
                    "Only rules that have each of these words in code, name or summary", /*required=*/false);
  parser.choice("--output", "FORM", options->form, forms, "Form of the list: text (default) or json");
  options->terminal.add_to(parser);
  return [options] { return run(*options); };
}

constexpr std::string_view manual = R"(A line for each rule: code, severity, name, and what must hold.
1xxx reading, 2xxx the shape of a config, 3xxx its meaning, 4xxx writing, 5xxx templates, 9xxx bugs of ours.
Exits with 1 when no rule has the words.

Examples:
  agentcore-synth rules
  agentcore-synth rules endpoint policy
  agentcore-synth rules --output json)";

}  // namespace

const Command rules_command{"rules", "List the rules that configs are checked against", manual, set_up};

}  // namespace agentcore::cli
