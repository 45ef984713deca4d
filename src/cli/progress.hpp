#pragma once

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <thread>

namespace agentcore::cli {

/// Shows on a terminal what a command is at, from half a second on: one line, which is gone when this ends.
/// Elsewhere (no terminal, a dumb one, CI) it shows nothing and costs nothing.
class Progress {
 public:
  /// `stream` is where it shows; `step` is text that lives on: "checking the config".
  Progress(std::FILE* stream, std::string_view step);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { end(); }

  /// From here on it is at another step.
  void at(std::string_view step);
  /// Takes the line away; what follows may be printed.
  void end();

 private:
  void show();

  std::FILE* stream_;
  std::mutex mutex_;  // of all below
  std::condition_variable ended_;
  std::string_view step_;
  bool at_end_ = false;
  std::thread thread_;
};

}  // namespace agentcore::cli
