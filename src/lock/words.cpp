#include "lock/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace agentcore::locking {
namespace {

constexpr std::size_t most_parts = 9999;

/// The number behind "agentcore-". 0: none.
std::size_t number_of(std::string_view digits) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size() && digits[0] != '0';
  return is_whole && number >= 2 && number <= most_parts ? number : 0;
}

}  // namespace

std::string_view word_of(StackKind kind) {
  static constexpr std::string_view words[] = {"", "role", "repository", "runtime"};
  return words[static_cast<std::size_t>(kind)];
}

std::optional<PartOfStack> part_of_name(std::string_view name) {
  for (const StackKind kind : {StackKind::security, StackKind::storage, StackKind::agentcore}) {
    if (name == to_string(kind)) return PartOfStack{kind, 1};
    if (!name.starts_with(to_string(kind))) continue;
    name.remove_prefix(to_string(kind).size());
    const std::size_t part = name.starts_with('-') && name.size() > 1 ? number_of(name.substr(1)) : 0;
    return part == 0 ? std::nullopt : std::optional(PartOfStack{kind, part});
  }
  return std::nullopt;
}

std::string owner_line(const LockOwner& owner) {
  std::string line = fmt::format("# project {}, config {}", owner.project, owner.config);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, '?');
  return line;
}

}  // namespace agentcore::locking
