#include "agentcore/reference.hpp"
#include "cli/commands.hpp"
#include "cli/diagnostic_options.hpp"
#include "cli/parser.hpp"

namespace agentcore::cli {
namespace {

enum class Topic : std::uint8_t { config, rules };

constexpr Choice<Topic> topics[] = {{"config", Topic::config}, {"rules", Topic::rules}};

std::function<int()> set_up(Parser& parser) {
  auto topic = std::make_shared<Topic>(Topic::config);
  parser.positional_choice("TOPIC", *topic, topics, "config (default) or rules");
  return [topic] {
    print(stdout, *topic == Topic::rules ? rule_reference() : config_reference());
    return static_cast<int>(fine);
  };
}

constexpr std::string_view manual = R"(Examples:
  agentcore-synth reference
  agentcore-synth reference rules)";

}  // namespace

const Command reference_command{
    "reference", "Print the reference of the config, or of the rules, in Markdown", manual, set_up};

}  // namespace agentcore::cli
