#include "validate/secrets.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <vector>

#include "agentcore/catalog.hpp"
#include "validate/characters.hpp"
#include "validate/randomness.hpp"

namespace agentcore::secrets {
namespace {

/// The name's words in lower case: "dbPassword", "DB_PASSWORD" -> "_db_password_".
std::string words_of(std::string_view name) {
  std::string words = "_";
  bool after_lower = false;
  for (const char c : name) {
    const bool upper = is_letter(c) && !is_lower(c);
    if (upper && after_lower) words += '_';
    words += is_alnum(c) ? static_cast<char>(upper ? c - 'A' + 'a' : c) : '_';
    after_lower = is_lower(c) || is_digit(c);
  }
  return words + "_";
}

bool has_word_of(std::string_view words, catalog::Names list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view word) {
    return words.find("_" + std::string(word) + "_") != std::string_view::npos;
  });
}

/// As has_word_of, and a long word may also end another: "pgpassword", "authtoken".
bool has_key_word(std::string_view words) {
  constexpr std::size_t long_word = 5;
  const catalog::Names list = catalog::secret_signs().key_words;
  return has_word_of(words, list) || std::any_of(list.begin(), list.end(), [&](std::string_view word) {
           return word.size() >= long_word && words.find(std::string(word) + "_") != std::string_view::npos;
         });
}

constexpr std::size_t longest_name = 200;

bool is_secret_name(std::string_view name) {
  if (name.size() > longest_name) return false;
  const std::string words = words_of(name);
  return has_key_word(words) && !has_word_of(words, catalog::secret_signs().harmless_words);
}

/// A number, a switch, a path or a pointer to the secret is no secret.
bool is_trivial(std::string_view value) {
  const bool number = std::all_of(value.begin(), value.end(), [](char c) { return is_digit(c) || c == '.'; });
  return number || value.size() < 4 || value == "true" || value == "false" || value == "none" ||
         value == "null" || value.starts_with("arn:") || value.starts_with("/") ||
         value.starts_with("https://");
}

/// All shapes in one expression, compiled when the first variable is looked at.
const RE2& shapes() {
  static const RE2 compiled([] {
    std::string joined;
    for (const std::string_view pattern : catalog::secret_signs().value_patterns) {
      joined += (joined.empty() ? "(?:" : "|(?:") + std::string(pattern) + ")";
    }
    return joined;
  }());
  return compiled;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::string_view find_credential(std::string_view text) {
  re2::StringPiece found;
  if (!shapes().Match(piece(text), 0, text.size(), RE2::UNANCHORED, &found, 1)) return {};
  return {found.data(), found.size()};
}

bool has_credential(std::string_view text) { return !find_credential(text).empty(); }

bool is_named_secret(std::string_view name, std::string_view value) {
  return is_secret_name(name) && !is_trivial(value);
}

bool may_be_secret(std::string_view name, std::string_view value) {
  const std::string words = words_of(name.substr(0, longest_name));
  return !has_word_of(words, catalog::secret_signs().harmless_words) &&
         !has_word_of(words, catalog::secret_signs().random_words) && looks_random(value);
}

std::string_view why_secret(std::string_view name, std::string_view value) {
  if (has_credential(value)) {
    return "has the shape of a credential";
  }
  if (is_named_secret(name, value)) return "is a secret, to judge by its name";
  return {};
}

}  // namespace agentcore::secrets
