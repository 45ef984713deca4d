#include "cli/config_options.hpp"

#include "agentcore/limits.hpp"
#include "cli/parser.hpp"

namespace agentcore::cli {

void ConfigOptions::add_to(Parser& parser) {
  parser.option(
      "--env", "NAME", [this](const std::string& name) { overrides.environment = name; },
      "Environment: the name in all names, and which of the file's `environments` is merged in");
  parser.option(
      "--region", "NAME", [this](const std::string& name) { overrides.region = name; },
      "One of the regions of `targets`, in the place of all");
  parser.repeated(
      "--set", "PATH=VALUE",
      [this](const std::string& argument) {
        if (argument.find('=') == std::string::npos) throw UsageError{"--set: write PATH=VALUE"};
        overrides.values.push_back(argument);
      },
      "Override one value, such as runtimes[0].artifact.tag=v2; null takes a key away; may be repeated");
  parser.number("--max-resources", 1, static_cast<std::size_t>(limits::template_resources),
                overrides.max_resources,
                "To how many resources new things fill a stack, 1 to 500 (default 400)");
}

}  // namespace agentcore::cli
