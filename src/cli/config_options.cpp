#include "cli/config_options.hpp"

#include <CLI/Option.hpp>

namespace agentcore::cli {

void ConfigOptions::add_to(CLI::App& parser) {
  parser
      .add_option_function<std::string>(
          "--env", [this](const std::string& name) { overrides.environment = name; },
          "Environment: the name in all names, and which of the file's `environments` is merged in")
      ->option_text("NAME");
  parser
      .add_option_function<std::string>(
          "--region", [this](const std::string& name) { overrides.region = name; },
          "One of the regions of `targets`, in the place of all")
      ->option_text("NAME");
  parser
      .add_option(
          "--set", overrides.values,
          "Override one value, such as runtimes[0].artifact.tag=v2; null takes a key away; may be repeated")
      ->option_text("PATH=VALUE")
      ->check([](const std::string& argument) {
        return argument.find('=') == std::string::npos ? std::string("write PATH=VALUE") : std::string();
      })
      ->allow_extra_args(false);
  parser
      .add_option("--max-resources", overrides.max_resources,
                  "To how many resources new things fill a stack, 1 to 500 (default 400)")
      ->option_text("N")
      ->check(CLI::Range(std::size_t{1}, static_cast<std::size_t>(limits::template_resources)));
}

}  // namespace agentcore::cli
