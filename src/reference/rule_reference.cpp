#include <fmt/format.h>

#include "agentcore/pipeline.hpp"
#include "agentcore/reference.hpp"

namespace agentcore {

std::string rule_reference() {
  std::string text = "| code | severity | name | what must hold |\n| --- | --- | --- | --- |\n";
  for (const RuleInfo* rule : all_rules()) {
    text += fmt::format("| {} | {} | {} | {} |\n", rule->code, to_string(rule->severity), rule->name,
                        rule->summary);
  }
  return text;
}

}  // namespace agentcore
