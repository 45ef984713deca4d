// bench_processes TOOL EMPTY CONFIG FOLDER ROUNDS: microseconds of whole processes, the least of all rounds.
// Prints `<what> <microseconds>` lines. The kinds take turns, so that a busy machine slows all alike.

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Kind {
  std::string_view what;
  std::vector<std::string> words;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
};

[[noreturn]] void fail(const Kind& kind) {
  fmt::print(stderr, "bench_processes: cannot run: {}\n", fmt::join(kind.words, " "));
  std::exit(1);
}

/// Runs a command with its output discarded; the time from before it starts until it is gone.
std::int64_t run(const Kind& kind, const posix_spawn_file_actions_t& quiet) {
  std::vector<char*> words;
  for (const std::string& word : kind.words)
    words.push_back(const_cast<char*>(word.c_str()));  // POSIX's interface
  words.push_back(nullptr);
  pid_t child = 0;
  int status = 0;
  const auto begin = std::chrono::steady_clock::now();
  if (::posix_spawn(&child, words[0], &quiet, nullptr, words.data(), environ) != 0) fail(kind);
  if (::waitpid(child, &status, 0) != child || status != 0) fail(kind);
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin)
      .count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 64;
  const std::string tool = argv[1];
  const std::string folder = argv[4];
  std::array<Kind, 3> kinds = {{{"empty", {argv[2]}},
                                {"validate", {tool, "validate", argv[3]}},
                                {"build", {tool, "build", argv[3], "-o", ""}}}};
  posix_spawn_file_actions_t quiet;
  ::posix_spawn_file_actions_init(&quiet);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::posix_spawn_file_actions_addopen(&quiet, stream, "/dev/null", O_RDWR, 0);
  }
  for (int round = 0; round < std::atoi(argv[5]); ++round) {
    const std::string parent =
        fmt::format("{}/{}", folder, round);  // of its own, since a build looks through it
    std::filesystem::create_directories(parent);
    kinds[2].words.back() = parent + "/out";
    for (Kind& kind : kinds) kind.least = std::min(kind.least, run(kind, quiet));
  }
  for (const Kind& kind : kinds) fmt::print("{} {}\n", kind.what, kind.least);
}
