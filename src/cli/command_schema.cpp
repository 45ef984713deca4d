#include "agentcore/schema.hpp"
#include "cli/commands.hpp"
#include "cli/diagnostic_options.hpp"

namespace agentcore::cli {
namespace {

std::function<int()> set_up(Parser& /*parser*/) {
  return [] {
    print(stdout, config_schema().dump(2) + "\n");
    return static_cast<int>(fine);
  };
}

constexpr std::string_view manual =
    R"(An editor with the YAML language server completes and checks a config by the schema while it is typed. Write
the schema to a file, and name that file in the first line of the config:

  agentcore-synth schema > agentcore.schema.json

  # yaml-language-server: $schema=agentcore.schema.json
  project: hackathon

The schema judges each value by itself; agentcore-synth validate judges how they go together.)";

}  // namespace

const Command schema_command{"schema", "Print the JSON Schema of the config, for editors", manual, set_up};

}  // namespace agentcore::cli
