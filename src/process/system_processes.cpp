#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "agentcore/process.hpp"

namespace agentcore {
namespace {

using Clock = std::chrono::steady_clock;

/// A file descriptor that is closed once.
class Handle {
 public:
  explicit Handle(int handle = -1) : handle_(handle) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    close();
    handle_ = std::exchange(other.handle_, -1);
    return *this;
  }
  ~Handle() { close(); }

  [[nodiscard]] int get() const { return handle_; }
  [[nodiscard]] bool is_open() const { return handle_ >= 0; }
  void close() {
    if (handle_ >= 0) ::close(handle_);
    handle_ = -1;
  }

 private:
  int handle_;
};

struct Pipe {
  Handle read, write;

  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read = Handle(ends[0]);
    write = Handle(ends[1]);
    return true;
  }
};

/// What of a process is read, and into what.
struct Stream {
  Handle handle;
  std::string* text;
};

/// 0, or errno. `program` finds its standard output and error at the pipes.
int spawn(const std::vector<std::string>& command, const Pipe& output, const Pipe& errors, pid_t& process) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.write.get(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors.write.get(), STDERR_FILENO);
  const int error = ::posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/// Reads what is there; at its end the stream is closed.
void read_some(Stream& stream) {
  std::array<char, std::size_t{1} << 16U> chunk;
  const ssize_t got = ::read(stream.handle.get(), chunk.data(), chunk.size());
  if (got > 0) {
    stream.text->append(chunk.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || errno != EINTR) {
    stream.handle.close();
  }
}

/// Waits for any of the streams. False: the time is over.
bool wait_for_some(std::array<Stream, 2>& streams, Clock::time_point deadline) {
  std::array<pollfd, 2> waits{};
  for (std::size_t i = 0; i < streams.size(); ++i) waits[i] = {streams[i].handle.get(), POLLIN, 0};
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  if (left <= 0) return false;
  const int ready = ::poll(waits.data(), waits.size(), static_cast<int>(std::min<long>(left, 1 << 30)));
  if (ready < 0) return errno == EINTR;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    if (waits[i].revents != 0) read_some(streams[i]);
  }
  return true;
}

/// Reads until both streams end. A process that must not go on is killed.
void read_all(std::array<Stream, 2>& streams, pid_t process, Clock::time_point deadline,
              ProcessResult& result) {
  result.end = ProcessResult::End::exited;
  while (streams[0].handle.is_open() || streams[1].handle.is_open()) {
    const bool is_too_long = result.output.size() + result.error_output.size() > ProcessRunner::most_output;
    if (!is_too_long && wait_for_some(streams, deadline)) continue;
    result.end = is_too_long ? ProcessResult::End::too_long : ProcessResult::End::timed_out;
    ::kill(process, SIGKILL);
    return;
  }
}

void wait_for_end(pid_t process, ProcessResult& result) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return;
  }
  if (result.end != ProcessResult::End::exited) return;
  if (WIFEXITED(status)) {
    result.exit_code = WEXITSTATUS(status);
  } else {
    result.end = ProcessResult::End::killed;
  }
}

class SystemProcesses : public ProcessRunner {
 public:
  ProcessResult run(const std::vector<std::string>& command, std::chrono::milliseconds timeout) override {
    const Clock::time_point deadline = Clock::now() + timeout;
    ProcessResult result;
    Pipe output;
    Pipe errors;
    pid_t process = 0;
    const bool has_pipes = output.open() && errors.open();
    const int error = has_pipes ? spawn(command, output, errors, process) : errno;
    if (error != 0) {
      result.error_output = std::strerror(error);
      return result;
    }
    output.write.close();
    errors.write.close();
    std::array<Stream, 2> streams = {Stream{std::move(output.read), &result.output},
                                     Stream{std::move(errors.read), &result.error_output}};
    read_all(streams, process, deadline, result);
    wait_for_end(process, result);
    return result;
  }
};

}  // namespace

ProcessRunner& system_processes() {
  static SystemProcesses processes;
  return processes;
}

}  // namespace agentcore
