#include "check/patterns.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace agentcore::checking {
namespace {

using Known = std::unordered_map<std::string_view, std::unique_ptr<const RE2>>;

const RE2& compiled(std::string_view pattern, RE2::Options::Encoding encoding) {
  // Compiling costs far more than matching, and one run checks many templates against the same patterns.
  static std::mutex mutex;
  static Known known[2];
  const std::lock_guard lock(mutex);
  std::unique_ptr<const RE2>& entry = known[encoding == RE2::Options::EncodingLatin1 ? 1 : 0][pattern];
  if (entry == nullptr) {
    RE2::Options options;
    options.set_encoding(encoding);
    entry = std::make_unique<const RE2>(pattern, options);
  }
  return *entry;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

bool matches(std::string_view pattern, std::string_view text) {
  // For ASCII, one byte a character says the same, and a class such as \p{L} (the tags of a role) then
  // compiles in a fraction of the time.
  const auto encoding = is_ascii(text) ? RE2::Options::EncodingLatin1 : RE2::Options::EncodingUTF8;
  return RE2::FullMatch(text, compiled(pattern, encoding));
}

}  // namespace agentcore::checking
