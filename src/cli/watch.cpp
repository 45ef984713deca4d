#include "cli/watch.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>

#include "cli/commands.hpp"

namespace agentcore::cli {
namespace {

namespace fs = std::filesystem;

constexpr int settle_milliseconds = 50;  ///< an editor writes more than once for a save
constexpr int signal_exit = 128;

volatile std::sig_atomic_t stopped_by = 0;

void stop(int signal) { stopped_by = signal; }

/// While this lives, Ctrl-C and SIGTERM end the watch instead of the program, so that it ends as it should.
class Signals {
 public:
  Signals() {
    struct sigaction action {};
    action.sa_handler = stop;  // no SA_RESTART: ppoll must return
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
  }

  /// Waits until the file can be read, or a signal came; negative: without end. Signals are let in only while
  /// it waits, so that none is missed.
  static bool wait(int file, int milliseconds) {
    sigset_t both;
    sigset_t before;
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &both, &before);
    pollfd polled{file, POLLIN, 0};
    constexpr long nanoseconds = 1'000'000;
    const timespec time{0, milliseconds * nanoseconds};
    const int ready = stopped_by != 0 ? 0 : ::ppoll(&polled, 1, milliseconds < 0 ? nullptr : &time, &before);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    return ready > 0;
  }
};

/// The folder is watched, not the file: an editor may save by putting another file in its place.
class Folder {
 public:
  explicit Folder(const std::vector<std::string>& paths) {
    const fs::path first = paths.front();
    const bool whole = fs::is_directory(first);
    const fs::path folder = whole ? first : first.parent_path();
    for (const fs::path path : paths) {
      if (!whole) names_.insert(path.filename().string());
    }
    file_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    const auto events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;
    const std::string watched = folder.empty() ? "." : folder.string();
    if (file_ < 0 || ::inotify_add_watch(file_, watched.c_str(), events) < 0) {
      const int why = errno;
      if (file_ >= 0) ::close(file_);
      throw UsageError{fmt::format("--watch: {} cannot be watched: {}", watched, std::strerror(why))};
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { ::close(file_); }

  [[nodiscard]] int file() const { return file_; }
  [[nodiscard]] bool is_gone() const { return gone_; }

  /// Takes what has happened; whether it concerns what is watched.
  bool take_events() {
    alignas(inotify_event) std::array<char, 4096> buffer{};
    bool concerned = false;
    for (;;) {
      const ssize_t size = ::read(file_, buffer.data(), buffer.size());
      if (size <= 0) return concerned;
      for (ssize_t at = 0; at < size;) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
        at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        gone_ = gone_ || (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0;
        concerned = concerned || (event->mask & IN_Q_OVERFLOW) != 0 ||
                    (event->len > 0 && (names_.empty() || names_.contains(event->name)));
      }
    }
  }

 private:
  int file_ = -1;
  std::set<std::string> names_;  // empty: all
  bool gone_ = false;
};

bool is_terminal(std::FILE* stream) { return ::isatty(::fileno(stream)) == 1; }

/// Until nothing more happens.
void settle(Folder& folder) {
  while (Signals::wait(folder.file(), settle_milliseconds)) folder.take_events();
}

int end() {
  if (is_terminal(stdout)) std::fputs("\x1b[0m\n", stdout);
  return signal_exit + stopped_by;
}

}  // namespace

void clear_screen() {
  if (is_terminal(stdout)) std::fputs("\x1b[H\x1b[2J\x1b[3J", stdout);
}

int watch(const std::vector<std::string>& paths, const std::function<void()>& redo) {
  const std::string& path = paths.front();
  const Signals signals;
  Folder folder(paths);
  for (;;) {
    redo();
    std::fflush(stdout);
    fmt::print(stderr, "watching {}; Ctrl-C ends\n", path);
    bool saved = false;
    while (!saved && stopped_by == 0 && !folder.is_gone()) {
      saved = Signals::wait(folder.file(), -1) && folder.take_events();
    }
    if (stopped_by != 0) return end();
    if (folder.is_gone()) {
      fmt::print(stderr, "agentcore-synth: the folder of {} is gone\n", path);
      return failed;
    }
    settle(folder);
    if (stopped_by != 0) return end();
  }
}

}  // namespace agentcore::cli
