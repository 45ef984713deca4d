#pragma once

// The small character classes that names on AWS are made of.

#include <algorithm>
#include <string>
#include <string_view>

namespace agentcore {

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alnum(char c) { return is_letter(c) || is_digit(c); }

constexpr bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Whether every character of a text is a letter, a digit, or one of `others`.
inline bool is_alnum_or(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(), [=](char c) { return is_alnum(c) || is_one_of(c, others); });
}

constexpr char lower_case(char c) {
  return is_letter(c) && !is_lower(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_case(c);
  return lower;
}

/// Whether `word` stands in a text with neither a letter nor a digit beside it.
inline bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_alnum(text[at - 1])) && (end == text.size() || !is_alnum(text[end]))) return true;
  }
  return false;
}

}  // namespace agentcore
