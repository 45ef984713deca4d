#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "agentcore/fix.hpp"
#include "emit/replacement.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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
  return replacement.write(text) && replacement.take_over() ? "" : why(name, std::strerror(errno));
}

}  // namespace agentcore
