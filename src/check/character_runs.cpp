#include "check/character_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <utility>

namespace agentcore::checking {
namespace {

using Class = CharacterRuns::Class;

constexpr std::size_t no_end = std::numeric_limits<std::size_t>::max();

/// What of a range is ASCII.
void add_range(Class& allowed, char32_t first, char32_t last) {
  const std::size_t end = std::min<std::size_t>(last + 1, allowed.size());
  for (std::size_t c = first; c < end; ++c) allowed.set(c);
}

/// `(alias/)` is `alias/`, unless bounds stand behind it.
std::string without_leading_group(std::string_view pattern) {
  if (!pattern.starts_with('(')) return std::string(pattern);
  const std::size_t end = pattern.find_first_of("()[]{}.^$*+?|\\", 1);
  const bool is_text = end != std::string_view::npos && pattern[end] == ')' &&
                       std::string_view("*+?{").find(pattern.substr(end + 1, 1)) == std::string_view::npos;
  if (!is_text) return std::string(pattern);
  return std::string(pattern.substr(1, end - 1)).append(pattern.substr(end + 1));
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
    if (take("[")) return bracketed();
    if (std::optional<Class> class_of_name = named()) return class_of_name;
    if (rest_.empty() || std::string_view(".^$*+?()|{}]").find(rest_[0]) != std::string_view::npos)
      return std::nullopt;
    const std::optional<char32_t> one = character();
    if (!one) return std::nullopt;
    Class allowed;
    add_range(allowed, *one, *one);
    return allowed;
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
  /// `\d` and the like.
  std::optional<Class> named() {
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
      return std::nullopt;
    }
    return allowed;
  }

  /// One character, as itself, as `\.` or as `\x{00FF}`.
  std::optional<char32_t> character() {
    if (take("\\x{")) {
      const std::optional<std::size_t> code = number(/*base=*/16);
      return code && take("}") ? std::optional(static_cast<char32_t>(*code)) : std::nullopt;
    }
    const bool is_escape = take("\\");
    if (rest_.empty() || rest_[0] < 0) return std::nullopt;
    const char c = rest_[0];
    if (is_escape && std::string_view("-_./:+*?()[]{}\\^$|").find(c) == std::string_view::npos)
      return std::nullopt;
    rest_.remove_prefix(1);
    return static_cast<char32_t>(c);
  }

  /// Behind the `[`.
  std::optional<Class> bracketed() {
    Class allowed;
    if (rest_.starts_with('^') || rest_.starts_with(']')) return std::nullopt;
    while (!take("]")) {
      if (rest_.starts_with('['))
        return std::nullopt;  // [:alpha:], or a [ that other syntaxes take otherwise
      if (const std::optional<Class> part = named()) {
        if (at_range()) return std::nullopt;
        allowed |= *part;
        continue;
      }
      const std::optional<char32_t> first = character();
      const bool is_range = first && at_range() && take("-");
      const std::optional<char32_t> last = is_range ? character() : first;
      if (!last || *last < *first) return std::nullopt;
      add_range(allowed, *first, *last);
    }
    return allowed;
  }

  [[nodiscard]] bool at_range() const { return rest_.starts_with('-') && !rest_.starts_with("-]"); }

  std::optional<std::size_t> number(int base = 10) {
    std::size_t value = 0;
    const char* end = rest_.data() + rest_.size();
    const auto [stopped, error] = std::from_chars(rest_.data(), end, value, base);
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
  std::optional<CharacterRuns> words = parse_words(pattern);
  return words ? std::move(words) : parse_runs(without_leading_group(pattern));
}

std::optional<CharacterRuns> CharacterRuns::parse_runs(std::string_view pattern) {
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

/// Where a word ends is plain only if nothing between words has one of their characters.
std::optional<CharacterRuns> CharacterRuns::parse_words(std::string_view pattern) {
  const std::string_view word = pattern.substr(0, pattern.find("(("));
  if (!word.ends_with('+') || word.size() == pattern.size()) return std::nullopt;
  const std::string end = fmt::format("){})*", word);
  if (!pattern.ends_with(end)) return std::nullopt;
  std::optional<CharacterRuns> parsed = parse_runs(word);
  if (!parsed || parsed->runs_.size() != 1 || parsed->runs_.front().most != no_end) return std::nullopt;
  const Class& allowed = parsed->runs_.front().allowed;
  std::string_view joints = pattern.substr(word.size() + 2, pattern.size() - word.size() - 2 - end.size());
  for (bool is_last = false; !is_last;) {
    const std::size_t end_of_joint = joints.find('|');
    const std::optional<CharacterRuns> joint = parse_runs(joints.substr(0, end_of_joint));
    const bool is_apart =
        joint && !joint->runs_.empty() && std::ranges::none_of(joint->runs_, [&](const Run& run) {
          return (run.allowed & allowed).any() || run.least == 0;
        });
    if (!is_apart) return std::nullopt;
    parsed->joints_.push_back(*joint);
    is_last = end_of_joint == joints.npos;
    joints.remove_prefix(is_last ? joints.size() : end_of_joint + 1);
  }
  return parsed;
}

std::size_t CharacterRuns::Run::count(std::string_view text) const {
  const auto end =
      std::ranges::find_if_not(text, [&](char c) { return allowed[static_cast<std::size_t>(c)]; });
  return static_cast<std::size_t>(end - text.begin());
}

bool CharacterRuns::match(std::string_view text) const {
  if (!joints_.empty()) return match_words(text);
  for (const Run& run : runs_) {
    const std::size_t length = std::min(run.most, text.size());
    if (length < run.least || run.count(text.substr(0, length)) != length) return false;
    text.remove_prefix(length);
  }
  return text.empty();
}

bool CharacterRuns::match_words(std::string_view text) const {
  const Run& word = runs_.front();
  while (true) {
    const std::size_t length = word.count(text);
    if (length == 0) return false;
    text.remove_prefix(length);
    if (text.empty()) return true;
    const auto next =
        std::ranges::find_if(text, [&](char c) { return word.allowed[static_cast<std::size_t>(c)]; });
    const std::string_view between(text.begin(), next);
    if (std::ranges::none_of(joints_, [&](const CharacterRuns& joint) { return joint.match(between); }))
      return false;
    text.remove_prefix(between.size());
  }
}

}  // namespace agentcore::checking
