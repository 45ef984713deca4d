#include "emit/replacement.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "emit/write_all.hpp"

namespace agentcore {

namespace fs = std::filesystem;

Replacement::Replacement(const fs::path& target) : target_(target) {
  std::string name = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  handle_ = ::mkstemp(name.data());
  if (handle_ >= 0) name_ = name;
}

Replacement::~Replacement() {
  if (handle_ >= 0) ::close(handle_);
  if (!name_.empty()) ::unlink(name_.c_str());
}

bool Replacement::write(const std::string& text) {
  return handle_ >= 0 && take_looks() && write_all(handle_, text) && ::fsync(handle_) == 0;
}

bool Replacement::take_over() {
  if (::rename(name_.c_str(), target_.c_str()) != 0) return false;
  name_.clear();
  return true;
}

bool Replacement::take_looks() {
  struct stat status {};
  if (::stat(target_.c_str(), &status) != 0) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return errno == ENOENT && ::fchmod(handle_, 0666 & ~mask) == 0;
  }
  struct stat own {};  // in a setgid folder, the group is the folder's
  if (::fstat(handle_, &own) != 0) return false;
  const bool same_owner = status.st_uid == own.st_uid && status.st_gid == own.st_gid;
  if (!same_owner && ::fchown(handle_, status.st_uid, status.st_gid) != 0) return false;
  return ::fchmod(handle_, status.st_mode & 07777U) == 0;
}

}  // namespace agentcore
