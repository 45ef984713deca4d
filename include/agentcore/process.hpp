#pragma once

// Other programs (git, the AWS CLI): one of the few effects, so it has a seam that tests replace.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace agentcore {

struct ProcessResult {
  enum class End : std::uint8_t {
    exited,       ///< by itself: see exit_code
    killed,       ///< by a signal
    timed_out,    ///< did not end in time, and was killed
    too_long,     ///< wrote more than ProcessRunner::most_output, and was killed
    not_started,  ///< no such program, or not to be run: see error_output
  };

  End end = End::not_started;
  int exit_code = -1;        ///< of `exited`
  std::string output;        ///< its standard output
  std::string error_output;  ///< its standard error; of `not_started` what the system says

  [[nodiscard]] bool succeeded() const { return end == End::exited && exit_code == 0; }
};

class ProcessRunner {
 public:
  static constexpr std::size_t most_output = std::size_t{64} << 20U;

  virtual ~ProcessRunner() = default;
  /// Runs a program, found on PATH, without a shell and without standard input, and waits for its end.
  virtual ProcessResult run(const std::vector<std::string>& command, std::chrono::milliseconds timeout) = 0;
};

/// The real one. It has no state.
ProcessRunner& system_processes();

}  // namespace agentcore
