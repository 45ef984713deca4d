#include "pipeline/read_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "agentcore/limits.hpp"
#include "document/codes.hpp"

namespace agentcore {
namespace {

constexpr std::size_t most_bytes = static_cast<std::size_t>(limits::config_bytes_max) + 1;
constexpr std::size_t least_space = 4096;  // to read into at once

/// 0, or errno.
int read_all(int handle, std::string& text) {
  struct stat status {};
  if (::fstat(handle, &status) == 0 && S_ISREG(status.st_mode)) {
    text.reserve(std::min(most_bytes, static_cast<std::size_t>(status.st_size)) + least_space);
  }
  while (text.size() < most_bytes) {
    const std::size_t before = text.size();
    const std::size_t space = std::max(text.capacity() - before, least_space);
    text.resize(before + std::min(space, most_bytes - before));
    const ssize_t got = ::read(handle, text.data() + before, text.size() - before);
    text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return 0;
    if (got < 0 && errno != EINTR) return errno;
  }
  return 0;
}

int read_path(const std::string& path, std::string& text) {
  if (path == "-") return read_all(STDIN_FILENO, text);
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return errno;
  const int error = read_all(handle, text);
  ::close(handle);
  return error;
}

}  // namespace

std::string without_byte_order_mark(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

std::unique_ptr<Source> read_source(const std::string& path, Diagnostics& diagnostics) {
  std::string text;
  const int error = read_path(path, text);
  if (error != 0) text.clear();
  auto source =
      std::make_unique<Source>(path == "-" ? "<stdin>" : path, without_byte_order_mark(std::move(text)));
  if (error != 0) {
    diagnostics.report(document::file_unreadable, {source.get(), 0, 0},
                       fmt::format("cannot read {}: {}", source->name(), std::strerror(error)));
  }
  return source;
}

}  // namespace agentcore
