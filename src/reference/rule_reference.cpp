#include <fmt/format.h>

#include <nlohmann/json.hpp>

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

std::string rules_json(std::span<const RuleInfo* const> rules) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const RuleInfo* rule : rules) {
    list.push_back({{"code", rule->code},
                    {"name", rule->name},
                    {"severity", to_string(rule->severity)},
                    {"summary", rule->summary},
                    {"why", rule->why},
                    {"help", rule->help},
                    {"source", rule->source}});
  }
  return Json{{"version", 1}, {"rules", std::move(list)}}.dump(2) + "\n";
}

}  // namespace agentcore
