#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include "agentcore/reference.hpp"
#include "cli/commands.hpp"
#include "cli/diagnostic_options.hpp"

namespace agentcore::cli {
namespace {

std::function<int()> set_up(CLI::App& parser) {
  auto topic = std::make_shared<std::string>("config");
  parser.add_option("TOPIC", *topic, "config (default) or rules")->check(CLI::IsMember({"config", "rules"}));
  return [topic] {
    print(stdout, *topic == "rules" ? rule_reference() : config_reference());
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
