#include "cli/commands.hpp"

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <new>

#include "cli/log.hpp"
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

bool is_named(const Command& command, int argc, char** argv) {
  return std::any_of(argv, argv + argc, [&](std::string_view word) { return word == command.name; });
}

/// What the command line may go on with. Each command costs time, and what begins with one names no other.
std::vector<const Command*> possible_commands(int argc, char** argv) {
  for (const Command* command : commands) {
    if (argc > 1 && command->name == argv[1]) return {command};
  }
  return {commands.begin(), commands.end()};
}

int parse_and_run(int argc, char** argv) {
  static CLI::App app{std::string(summary), "agentcore-synth"};  // static: freed by nobody, see main
  app.set_version_flag("--version", "agentcore-synth " AGENTCORE_VERSION, "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.footer(std::string(footer));
  app.require_subcommand(1);
  static std::function<int()> chosen;
  static std::int64_t verbose = 0;
  for (const Command* command : possible_commands(argc, argv)) {
    CLI::App* parser = app.add_subcommand(std::string(command->name), std::string(command->summary));
    if (!is_named(*command, argc, argv)) continue;  // its options cost time, and are neither read nor shown
    parser->footer(std::string(command->manual));
    parser->add_flag("-v,--verbose", verbose, "Say on standard error what is done");
    parser->callback([run = command->set_up(*parser)] { chosen = run; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return report_usage(error.what(), command_hint(argc, argv));
  }
  set_verbosity(verbose);
  return chosen();
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
