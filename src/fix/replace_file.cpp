#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "agentcore/fix.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A file beside another, which is removed again unless it takes the other's place.
class Replacement {
 public:
  explicit Replacement(const fs::path& target) : target_(target) {
    std::string name = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
    handle_ = ::mkstemp(name.data());
    if (handle_ >= 0) name_ = name;
  }
  ~Replacement() {
    if (handle_ >= 0) ::close(handle_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  /// False, with errno: it could not be done.
  bool take_over(const std::string& text) {
    struct stat status {};
    struct stat own {};  // in a setgid folder, the group is the folder's
    if (handle_ < 0 || ::stat(target_.c_str(), &status) != 0 || ::fstat(handle_, &own) != 0) return false;
    const bool same_owner = status.st_uid == own.st_uid && status.st_gid == own.st_gid;
    if (!same_owner && ::fchown(handle_, status.st_uid, status.st_gid) != 0) return false;
    if (::fchmod(handle_, status.st_mode & 07777U) != 0 || !write(text) || ::fsync(handle_) != 0)
      return false;
    if (::rename(name_.c_str(), target_.c_str()) != 0) return false;
    name_.clear();
    return true;
  }

 private:
  bool write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(handle_, text.data(), text.size());
      if (written < 0 && errno != EINTR) return false;
      text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return true;
  }

  fs::path target_;
  std::string name_;
  int handle_ = -1;
};

std::string why(const std::string& name, std::string_view cause) {
  return fmt::format("cannot write {}: {}", name, cause);
}

}  // namespace

std::string replace_file(const Source& source, const std::string& before) {
  const std::string& name = source.name();
  std::error_code error;
  const fs::path target = fs::canonical(name, error);  // of a symbolic link, the file
  if (error) return why(name, error.message());
  if (!fs::is_regular_file(target, error)) return why(name, "it is no regular file");
  // To replace it would part the names; to write into it could leave it half written.
  if (fs::hard_link_count(target, error) > 1) return why(name, "it has another name (a hard link)");
  if (::access(target.c_str(), W_OK) != 0) return why(name, std::strerror(errno));
  std::ifstream stream(target, std::ios::binary);
  const std::string now(std::istreambuf_iterator<char>(stream), {});
  const bool marked = now.starts_with(byte_order_mark);
  if (std::string_view(now).substr(marked ? byte_order_mark.size() : 0) != before)
    return why(name, "it was changed meanwhile");
  Replacement replacement(target);
  const std::string text = std::string(marked ? byte_order_mark : std::string_view()) + source.text();
  return replacement.take_over(text) ? "" : why(name, std::strerror(errno));
}

}  // namespace agentcore
