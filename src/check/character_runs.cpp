#include "check/character_runs.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace agentcore::checking {
namespace {

using Class = CharacterRuns::Class;

constexpr std::size_t no_end = std::numeric_limits<std::size_t>::max();

void add_range(Class& allowed, char first, char last) {
  for (int c = first; c <= last; ++c) allowed.set(static_cast<std::size_t>(c));
}

/// Reads a pattern from left to right. Whatever it does not know makes it fail.
class Reader {
 public:
  explicit Reader(std::string_view pattern) : rest_(pattern) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  /// A class in brackets, an escape, or a character that stands for itself.
  std::optional<Class> atom() {
    if (rest_.empty()) return std::nullopt;
    if (take("[")) return bracketed();
    if (rest_[0] == '\\') return escape();
    if (std::string_view(".^$*+?()|{}]").find(rest_[0]) != std::string_view::npos) return std::nullopt;
    return single();
  }

  /// `*`, `+`, `?`, `{n}`, `{m,n}`, `{m,}` or nothing, as bounds.
  std::optional<std::pair<std::size_t, std::size_t>> bounds() {
    if (take("*")) return std::pair{std::size_t{0}, no_end};
    if (take("+")) return std::pair{std::size_t{1}, no_end};
    if (take("?")) return std::pair{std::size_t{0}, std::size_t{1}};
    if (!take("{")) return std::pair{std::size_t{1}, std::size_t{1}};
    const std::optional<std::size_t> least = number();
    if (!least) return std::nullopt;
    if (take("}")) return std::pair{*least, *least};
    if (take(",}")) return std::pair{*least, no_end};
    const std::optional<std::size_t> most = take(",") ? number() : std::nullopt;
    return most && take("}") ? std::optional(std::pair{*least, *most}) : std::nullopt;
  }

 private:
  std::optional<Class> single() {
    const char c = rest_[0];
    if (c < 0) return std::nullopt;
    rest_.remove_prefix(1);
    Class allowed;
    allowed.set(static_cast<std::size_t>(c));
    return allowed;
  }

  std::optional<Class> escape() {
    Class allowed;
    if (take("\\d") || take("\\p{N}")) {
      add_range(allowed, '0', '9');
    } else if (take("\\w")) {
      add_range(allowed, '0', '9');
      add_range(allowed, 'A', 'Z');
      add_range(allowed, 'a', 'z');
      allowed.set('_');
    } else if (take("\\p{L}")) {
      add_range(allowed, 'A', 'Z');
      add_range(allowed, 'a', 'z');
    } else if (take("\\p{Z}")) {
      allowed.set(' ');
    } else if (take("\\s")) {
      for (const char c : {' ', '\t', '\n', '\f', '\r'}) allowed.set(static_cast<std::size_t>(c));
    } else {
      rest_.remove_prefix(1);
      const bool is_mark =
          !rest_.empty() && std::string_view("-_./:+*?()[]{}\\^$|").find(rest_[0]) != std::string_view::npos;
      return is_mark ? single() : std::nullopt;
    }
    return allowed;
  }

  /// Behind the `[`.
  std::optional<Class> bracketed() {
    Class allowed;
    if (rest_.starts_with('^') || rest_.starts_with(']')) return std::nullopt;
    while (!rest_.empty() && !take("]")) {
      if (rest_[0] == '[') return std::nullopt;  // [:alpha:], or a [ that other syntaxes take otherwise
      const bool is_range = rest_[0] != '\\' && rest_.size() > 2 && rest_[1] == '-' && rest_[2] != ']';
      if (is_range && (rest_[2] == '\\' || rest_[0] < 0 || rest_[2] < rest_[0])) return std::nullopt;
      if (is_range) {
        add_range(allowed, rest_[0], rest_[2]);
        rest_.remove_prefix(3);
        continue;
      }
      const bool is_escape = rest_[0] == '\\';
      const std::optional<Class> part = is_escape ? escape() : single();
      if (!part || rest_.empty()) return std::nullopt;
      if (is_escape && rest_[0] == '-' && !rest_.starts_with("-]")) return std::nullopt;  // a range from it
      allowed |= *part;
    }
    return allowed;
  }

  std::optional<std::size_t> number() {
    std::size_t value = 0;
    const char* end = rest_.data() + rest_.size();
    const auto [stopped, error] = std::from_chars(rest_.data(), end, value);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(stopped - rest_.data()));
    return value;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<CharacterRuns> CharacterRuns::parse(std::string_view pattern) {
  if (!pattern.starts_with("^(?:") || !pattern.ends_with(")$")) return std::nullopt;
  pattern = pattern.substr(4, pattern.size() - 6);
  const bool is_grouped = pattern.starts_with("([") && pattern.ends_with("*)") &&
                          pattern.find('(', 1) == pattern.npos;  // ([class]*)
  if (is_grouped) pattern = pattern.substr(1, pattern.size() - 2);
  CharacterRuns parsed;
  Reader reader(pattern);
  while (!reader.at_end()) {
    if (!parsed.runs_.empty() && parsed.runs_.back().least != parsed.runs_.back().most) return std::nullopt;
    const std::optional<Class> allowed = reader.atom();
    const auto bounds = allowed ? reader.bounds() : std::nullopt;
    if (!bounds) return std::nullopt;
    parsed.runs_.push_back({*allowed, bounds->first, bounds->second});
  }
  return parsed;
}

bool CharacterRuns::match(std::string_view text) const {
  for (const Run& run : runs_) {
    const std::size_t length = std::min(run.most, text.size());
    if (length < run.least) return false;
    const std::string_view taken = text.substr(0, length);
    const bool fits = std::all_of(taken.begin(), taken.end(),
                                  [&](char c) { return run.allowed[static_cast<std::size_t>(c)]; });
    if (!fits) return false;
    text.remove_prefix(length);
  }
  return text.empty();
}

}  // namespace agentcore::checking
