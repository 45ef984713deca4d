#include "validate/secrets.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "agentcore/catalog.hpp"
#include "catalog/credential_parts.hpp"
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

/// Whether `word` stands in `words`, which words_of made, as a word or with `whole` false as the end of one.
bool has_word(std::string_view words, std::string_view word, bool whole) {
  for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
    if (words[at + word.size()] == '_' && (!whole || words[at - 1] == '_')) return true;
  }
  return false;
}

bool has_word_of(std::string_view words, catalog::Names list) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view word) { return has_word(words, word, /*whole=*/true); });
}

/// As has_word_of, and a long word may also end another: "pgpassword", "authtoken".
bool has_key_word(std::string_view words) {
  constexpr std::size_t long_word = 5;
  const catalog::Names list = catalog::secret_signs().key_words;
  return std::any_of(list.begin(), list.end(), [&](std::string_view word) {
    return has_word(words, word, /*whole=*/word.size() < long_word);
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

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

/// Compiled when the first text is looked at that can have the shape: compiling all of them takes longer than
/// all else that a build of one runtime does.
const RE2& compiled(std::size_t shape) {
  const catalog::Names patterns = catalog::secret_signs().value_patterns;
  static std::vector<std::unique_ptr<const RE2>> all(patterns.size());
  if (all[shape] == nullptr) all[shape] = std::make_unique<const RE2>(piece(patterns[shape]));
  return *all[shape];
}

/// Calls `take` with the expression of each shape that the text may hold, until it returns true.
template <class Take>
bool any_shape_of(std::string_view text, Take take) {
  const std::span<const catalog::Names> all_parts = catalog::credential_parts();
  for (std::size_t shape = 0; shape < all_parts.size(); ++shape) {
    const catalog::Names parts = all_parts[shape];
    const bool possible = std::any_of(parts.begin(), parts.end(),
                                      [=](std::string_view part) { return text.find(part) != text.npos; });
    if (possible && take(compiled(shape))) return true;
  }
  return false;
}

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

/// Every credential in what is shown, whatever stands before it.
void conceal_credentials(const Source& source, std::string_view shown, Diagnostics& diagnostics) {
  any_shape_of(shown, [&](const RE2& shape) {
    re2::StringPiece rest = piece(shown);
    re2::StringPiece whole;
    while (!rest.empty() && shape.Match(rest, 0, rest.size(), RE2::UNANCHORED, &whole, 1) && !whole.empty()) {
      conceal(source, whole, diagnostics);
      rest.remove_prefix(static_cast<std::size_t>(whole.data() + whole.size() - rest.data()));
    }
    return false;
  });
}

void conceal_in(const Source& source, std::string_view shown, Diagnostics& diagnostics) {
  conceal_credentials(source, shown, diagnostics);
  re2::StringPiece rest = piece(shown);
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

bool has_credential(std::string_view text) {
  return any_shape_of(text, [&](const RE2& shape) { return RE2::PartialMatch(piece(text), shape); });
}

bool may_be_secret(std::string_view name, std::string_view value) {
  if (!looks_random(value)) return false;
  const std::string words = words_of(name.substr(0, longest_name));
  return !has_word_of(words, catalog::secret_signs().harmless_words) &&
         !has_word_of(words, catalog::secret_signs().random_words);
}

std::string_view why_secret(std::string_view name, std::string_view value) {
  if (has_credential(value)) {
    return "has the shape of a credential";
  }
  if (is_secret_name(name) && !is_trivial(value)) return "is a secret, to judge by its name";
  return {};
}

}  // namespace agentcore::secrets
