#include "cli/progress.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "cli/terminal.hpp"

namespace agentcore::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 500ms;  // nobody wonders before
constexpr auto refresh = 100ms;

bool can_show(std::FILE* stream) {
  const char* terminal = std::getenv("TERM");
  const char* ci = std::getenv("CI");
  const bool in_ci = ci != nullptr && *ci != '\0';
  const bool can_erase = terminal != nullptr && *terminal != '\0' && std::string_view(terminal) != "dumb";
  return !in_ci && can_erase && columns_of(stream) > 0;
}

/// Erases the line that the cursor stands in, and puts the cursor at its begin.
constexpr std::string_view erase = "\r\x1b[K";

void draw(std::FILE* stream, std::string_view text) {
  print(stream, fmt::format("{}{}", erase, text.substr(0, columns_of(stream) - 1)));
  std::fflush(stream);
}

}  // namespace

Progress::Progress(std::FILE* stream, std::string_view step) : stream_(stream), step_(step) {
  if (can_show(stream)) thread_ = std::thread([this] { show(); });
}

void Progress::at(std::string_view step) {
  const std::lock_guard lock(mutex_);
  step_ = step;
}

void Progress::end() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    at_end_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void Progress::show() {
  const auto begin = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  const auto is_ended = [this] { return at_end_; };
  if (ended_.wait_for(lock, patience, is_ended)) return;
  do {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    draw(stream_, fmt::format("{} ... {:.1f} s", step_, taken.count()));
  } while (!ended_.wait_for(lock, refresh, is_ended));
  draw(stream_, "");
}

}  // namespace agentcore::cli
