#include "cli/commands.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <new>

#include "decode/suggestion.hpp"
#include "validate/concealment.hpp"

namespace agentcore::cli {
namespace {

const std::array<const Command*, 7> commands = {&build_command, &validate_command, &diff_command,
                                                &rules_command, &explain_command,  &reference_command,
                                                &schema_command};

constexpr std::string_view summary =
    "Turns one YAML config into the CloudFormation templates that run an agent on Amazon Bedrock AgentCore.";

constexpr std::string_view footer = R"(The least config:
  project: hackathon
  environment: test
  region: us-east-1
  runtimes:
    - artifact: {repository: agent-images, tag: v1.0.0}

Then: agentcore-synth build config.yaml

Exit codes: 0 fine, 1 findings of severity error or a failure, 2 differences (`diff --exit-code`), 64 wrong usage.)";

/// What CLI11 says of a mistyped command is that it was not expected; say what was meant.
std::string command_hint(int argc, char** argv) {
  const std::string_view typed = argc > 1 ? argv[1] : "";
  std::vector<std::string_view> names;
  for (const Command* command : commands) {
    if (command->name == typed) return fmt::format("see agentcore-synth {} --help", command->name);
    names.push_back(command->name);
  }
  const std::string_view near = typed.starts_with('-') ? std::string_view{} : nearest(typed, names);
  if (!near.empty()) return fmt::format("did you mean `agentcore-synth {}`?", near);
  return fmt::format("the commands are {}; see agentcore-synth --help", one_of(names));
}

int report_usage(std::string_view message, const std::string& hint) {
  fmt::print(stderr, "agentcore-synth: {}\nhelp: {}\n", secrets::masked(message), hint);
  return wrong_usage;
}

/// What was printed may sit in a buffer still: a full disk shows when it is flushed.
int checked_output(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  fmt::print(stderr, "agentcore-synth: cannot write to standard output\n");
  return failed;
}

int parse_and_run(int argc, char** argv) {
  return parse(argc, argv, commands, {"agentcore-synth", AGENTCORE_VERSION, summary, footer})();
}

}  // namespace

int run(int argc, char** argv) {
  try {
    return checked_output(parse_and_run(argc, argv));
  } catch (const UsageError& error) {
    return report_usage(error.message, command_hint(argc, argv));
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "agentcore-synth: out of memory\n");
  } catch (const std::exception& error) {
    fmt::print(stderr, "agentcore-synth: internal error: {}\nhelp: please report it with the config\n",
               error.what());
  }
  return failed;
}

}  // namespace agentcore::cli
