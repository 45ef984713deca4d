#pragma once

#include <functional>
#include <string_view>

#include "cli/parser.hpp"

namespace agentcore::cli {

/// Exit codes are part of the interface.
enum ExitCode : int {
  fine = 0,
  failed = 1,
  differs = 2,  ///< of `diff --exit-code` alone
  wrong_usage = 64
};

/// One command: a file command_<name>.cpp, and a row in commands.cpp.
struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view manual;  ///< printed below the options by --help
  /// Adds the command's options to its parser and returns what runs it, which returns the exit code.
  std::function<int()> (*set_up)(Parser& parser);
};

extern const Command build_command;
extern const Command validate_command;
extern const Command diff_command;
extern const Command rules_command;
extern const Command explain_command;
extern const Command reference_command;
extern const Command schema_command;

/// Parses the command line and runs the command. Returns the exit code; no exception leaves it.
int run(int argc, char** argv);

}  // namespace agentcore::cli
