#include "emit/staging.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>

#include "emit/write_all.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view marker = ".staging-";
constexpr std::string_view old_suffix = ".old";
constexpr mode_t default_mode = 0777;

[[noreturn]] void fail(const fs::path& path) {
  throw fs::filesystem_error("cannot write", path, std::error_code(errno, std::system_category()));
}

/// A folder opened and locked; -1 where another process holds it or it is gone.
int lock_folder(const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return -1;
  if (::flock(handle, LOCK_EX | LOCK_NB) == 0) return handle;
  ::close(handle);
  return -1;
}

std::string prefix_of(const fs::path& target) {
  return fmt::format(".{}{}", target.filename().string(), marker);
}

mode_t mode_for(const fs::path& target) {
  struct stat status {};
  if (::stat(target.c_str(), &status) == 0) return status.st_mode & 07777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return default_mode & ~mask;
}

void link_or_copy(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_hard_link(from, to, error);
  if (error) fs::copy_file(from, to);
}

void take_over(const fs::path& from, const fs::path& to) {
  if (fs::is_symlink(fs::symlink_status(from))) {
    fs::copy_symlink(from, to);
  } else if (fs::is_directory(from)) {
    fs::create_directory(to, from);
    for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
      take_over(entry.path(), to / entry.path().filename());
    }
  } else {
    link_or_copy(from, to);
  }
}

/// For those who may read it.
void make_executable(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) fail(path);
  const mode_t readers = status.st_mode & 0444U;
  if (::chmod(path.c_str(), (status.st_mode & 07777U) | readers >> 2U) != 0) fail(path);
}

}  // namespace

Staging::Staging(fs::path target) : target_(std::move(target)) {
  fs::create_directories(target_.parent_path());
  make();
}

Staging::~Staging() {
  std::error_code ignored;  // what cannot be removed now is removed by the next build
  fs::remove_all(folder_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

void Staging::remove_abandoned(const fs::path& target) {
  if (!fs::is_directory(target.parent_path())) return;
  const std::string prefix = prefix_of(target);
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path())) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const int lock = lock_folder(entry.path());
    if (lock < 0) continue;
    std::error_code ignored;
    if (name.ends_with(old_suffix) && !fs::exists(target)) {
      fs::rename(entry.path(), target, ignored);  // killed between the two renames
    } else {
      fs::remove_all(entry.path(), ignored);
    }
    ::close(lock);
  }
}

void Staging::make() {
  std::string name = (target_.parent_path() / (prefix_of(target_) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) fail(target_.parent_path());
  folder_ = name;
  lock_ = lock_folder(folder_);
  if (::chmod(folder_.c_str(), mode_for(target_)) != 0) fail(folder_);
}

void Staging::make_parents_of(const std::string& name) {
  for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
    const fs::path folder = folder_ / name.substr(0, slash);
    if (fs::exists(fs::symlink_status(folder))) continue;
    const fs::path before = target_ / name.substr(0, slash);
    if (fs::is_directory(before)) {
      fs::create_directory(folder, before);  // with its mode
    } else {
      fs::create_directory(folder);
    }
  }
}

void Staging::write(const OutputFile& output) {
  const fs::path path = folder_ / output.name;
  make_parents_of(output.name);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) fail(path);
  const bool written = write_all(file, output.text);
  const int error = errno;
  const bool closed = ::close(file) == 0;  // a full disk may show only here
  if (written && closed) {
    if (output.executable) make_executable(path);
    return;
  }
  if (!written) errno = error;
  fail(path);
}

void Staging::keep_all_but(const std::set<std::string>& names) { keep_in("", names); }

/// `folder` is empty, or ends with a slash.
void Staging::keep_in(const std::string& folder, const std::set<std::string>& left_out) {
  for (const fs::directory_entry& entry : fs::directory_iterator(target_ / folder)) {
    const std::string name = folder + entry.path().filename().string();
    if (left_out.contains(name)) continue;
    const auto inner = left_out.lower_bound(name + "/");
    const bool is_parted = inner != left_out.end() && inner->starts_with(name + "/");
    if (is_parted && !entry.is_symlink() && entry.is_directory()) {
      keep_in(name + "/", left_out);
    } else {
      make_parents_of(name);
      take_over(entry.path(), folder_ / name);
    }
  }
}

void Staging::commit() {
  const bool replaces = fs::exists(target_);
  const unsigned flags = replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE;
  if (::renameat2(AT_FDCWD, folder_.c_str(), AT_FDCWD, target_.c_str(), flags) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) fail(target_);
  exchange_by_rename();  // a file system without the exchange, such as NFS
}

void Staging::exchange_by_rename() {
  const fs::path old = folder_.string() + std::string(old_suffix);
  const bool replaces = fs::exists(target_);
  if (replaces) fs::rename(target_, old);
  std::error_code error;
  fs::rename(folder_, target_, error);
  if (error && replaces) fs::rename(old, target_);
  if (error) throw fs::filesystem_error("cannot write", target_, error);
  if (replaces) fs::rename(old, folder_);
}

}  // namespace agentcore
