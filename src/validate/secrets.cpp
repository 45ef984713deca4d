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

/// `key: value` or `key=value`, the value perhaps quoted.
const RE2& assignment() {
  static const RE2 compiled(
      R"(([A-Za-z0-9_.-]+)["']?[ \t]*[:=][ \t]*("[^"]*"?|'[^']*'?|[^\s,\[\]{}#"'][^\s,}\]#]*))");
  return compiled;
}

void conceal(const Source& source, re2::StringPiece found, Diagnostics& diagnostics) {
  const auto begin = static_cast<std::uint32_t>(found.data() - source.text().data());
  diagnostics.conceal({&source, begin, static_cast<std::uint32_t>(begin + found.size())});
}

void conceal_in(const Source& source, std::string_view shown, Diagnostics& diagnostics) {
  re2::StringPiece rest = piece(shown);
  re2::StringPiece whole;
  while (!rest.empty() && shapes().Match(rest, 0, rest.size(), RE2::UNANCHORED, &whole, 1) &&
         !whole.empty()) {
    conceal(source, whole, diagnostics);
    rest.remove_prefix(static_cast<std::size_t>(whole.data() + whole.size() - rest.data()));
  }
  rest = piece(shown);
  re2::StringPiece key;
  re2::StringPiece value;
  bool names_secret = false;  // `{Name: DB_PASSWORD, Value: ...}`
  while (RE2::FindAndConsume(&rest, assignment(), &key, &value)) {
    const std::string_view name(key.data(), key.size());
    const bool secret = is_secret_name(name) || (names_secret && (name == "value" || name == "Value"));
    if (secret && !is_trivial({value.data(), value.size()})) conceal(source, value, diagnostics);
    names_secret |= (name == "name" || name == "Name") && is_secret_name({value.data(), value.size()});
  }
}

/// Of `--set`, all behind the `=`, when a word of the path says secret; the value may be any text.
void conceal_in_argument(const Source& source, Diagnostics& diagnostics) {
  const std::string& text = source.text();
  const std::size_t equals = std::min(text.find('='), text.find(": "));
  if (equals == std::string::npos || equals + 1 >= text.size()) return;
  std::string_view path = std::string_view(text).substr(0, equals);
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of(" .[]\""), path.size());
    if (is_secret_name(path.substr(0, end)) && !is_trivial(std::string_view(text).substr(equals + 1))) {
      diagnostics.conceal(
          {&source, static_cast<std::uint32_t>(equals + 1), static_cast<std::uint32_t>(text.size())});
      return;
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
}

/// The part of a place's line that can be shown.
std::string_view shown_part(const Range& range) {
  constexpr std::uint32_t around = 1000;
  const std::string_view text = range.source->text();
  const std::uint32_t line_begin = range.source->line_begin(range.source->position(range.begin).line);
  const std::uint32_t begin = std::max(line_begin, range.begin - std::min(range.begin, around));
  return text.substr(begin,
                     std::min(text.find('\n', range.begin), std::size_t{range.begin} + around) - begin);
}

}  // namespace

void conceal_shown(Diagnostics& diagnostics) {
  for (const Diagnostic* finding : diagnostics.sorted()) {
    if (finding->range) conceal_in(*finding->range.source, shown_part(finding->range), diagnostics);
    if (finding->range && finding->range.source->is_argument())
      conceal_in_argument(*finding->range.source, diagnostics);
    for (const Note& note : finding->notes) {
      if (note.range) conceal_in(*note.range.source, shown_part(note.range), diagnostics);
    }
  }
}

bool has_credential(std::string_view text) { return RE2::PartialMatch(piece(text), shapes()); }

bool may_be_secret(std::string_view name, std::string_view value) {
  const std::string words = words_of(name.substr(0, longest_name));
  return !has_word_of(words, catalog::secret_signs().harmless_words) &&
         !has_word_of(words, catalog::secret_signs().random_words) && looks_random(value);
}

std::string_view why_secret(std::string_view name, std::string_view value) {
  if (has_credential(value)) {
    return "has the shape of a credential";
  }
  if (is_secret_name(name) && !is_trivial(value)) return "is a secret, to judge by its name";
  return {};
}

}  // namespace agentcore::secrets
