#include "check/patterns.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "check/character_runs.hpp"

namespace agentcore::checking {
namespace {

/// A pattern in the forms that were needed so far.
struct Known {
  std::optional<CharacterRuns> runs;
  std::unique_ptr<const RE2> ascii;
  std::unique_ptr<const RE2> utf8;
};

Known& known(std::string_view pattern) {
  static std::unordered_map<std::string_view, Known> all;
  const auto [entry, fresh] = all.try_emplace(pattern);
  if (fresh) entry->second.runs = CharacterRuns::parse(pattern);
  return entry->second;
}

/// Compiling costs far more than matching, and one run checks many templates against the same patterns.
const RE2& compiled(std::string_view pattern, std::unique_ptr<const RE2>& entry,
                    RE2::Options::Encoding encoding) {
  if (entry == nullptr) {
    RE2::Options options;
    options.set_encoding(encoding);
    options.set_never_capture(true);
    entry = std::make_unique<const RE2>(pattern, options);
  }
  return *entry;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

bool matches(std::string_view pattern, std::string_view text) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  Known& form = known(pattern);
  if (!is_ascii(text)) return RE2::FullMatch(text, compiled(pattern, form.utf8, RE2::Options::EncodingUTF8));
  // For ASCII, one byte a character says the same, and a class such as \p{L} (the tags of a role) then
  // compiles in a fraction of the time.
  return form.runs ? form.runs->match(text)
                   : RE2::FullMatch(text, compiled(pattern, form.ascii, RE2::Options::EncodingLatin1));
}

}  // namespace agentcore::checking
