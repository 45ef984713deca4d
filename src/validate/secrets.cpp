#include "validate/secrets.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdint>
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

/// Tells in one pass over a text which shapes it may have: of most texts none. A shape has a bit in the mask
/// of each byte with which a part of it begins, of each second and of each third one.
class ShapeFilter {
 public:
  using Shapes = std::uint64_t;

  explicit ShapeFilter(std::span<const catalog::Names> parts_by_shape) {
    for (std::size_t shape = 0; shape < parts_by_shape.size(); ++shape) {
      for (const std::string_view part : parts_by_shape[shape]) add(part, bit(shape));
    }
  }

  /// More than 64 shapes share bits.
  static Shapes bit(std::size_t shape) { return Shapes{1} << (shape % 64); }

  [[nodiscard]] Shapes possible(std::string_view text) const {
    Shapes found = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
      found |= masks_[0][byte(text, at)] & masks_[1][byte(text, at + 1)] & masks_[2][byte(text, at + 2)];
    return found;
  }

 private:
  static unsigned char byte(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
  }

  void add(std::string_view part, Shapes shape) {
    for (std::size_t at = 0; at < masks_.size(); ++at) {
      if (at < part.size()) {
        masks_[at][byte(part, at)] |= shape;
      } else {
        for (Shapes& mask : masks_[at]) mask |= shape;  // whatever is behind a short part
      }
    }
  }

  std::array<std::array<Shapes, 256>, 3> masks_{};
};

/// Calls `take` with the expression of each shape that the text may hold, until it returns true.
template <class Take>
bool any_shape_of(std::string_view text, Take take) {
  const std::span<const catalog::Names> all_parts = catalog::credential_parts();
  static const ShapeFilter filter(all_parts);
  const ShapeFilter::Shapes shapes = filter.possible(text);
  if (shapes == 0) return false;
  for (std::size_t shape = 0; shape < all_parts.size(); ++shape) {
    if ((shapes & ShapeFilter::bit(shape)) == 0) continue;
    const catalog::Names parts = all_parts[shape];
    const bool possible = std::any_of(parts.begin(), parts.end(),
                                      [=](std::string_view part) { return text.find(part) != text.npos; });
    if (possible && take(compiled(shape))) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> find_credentials(std::string_view text) {
  std::vector<std::string_view> found;
  any_shape_of(text, [&](const RE2& shape) {
    re2::StringPiece rest = piece(text);
    re2::StringPiece whole;
    while (!rest.empty() && shape.Match(rest, 0, rest.size(), RE2::UNANCHORED, &whole, 1) && !whole.empty()) {
      found.emplace_back(whole.data(), whole.size());
      rest.remove_prefix(static_cast<std::size_t>(whole.data() + whole.size() - rest.data()));
    }
    return false;
  });
  std::sort(found.begin(), found.end(),
            [](std::string_view a, std::string_view b) { return a.data() < b.data(); });
  return found;
}

bool has_credential(std::string_view text) {
  return any_shape_of(text, [&](const RE2& shape) { return RE2::PartialMatch(piece(text), shape); });
}

bool is_named_secret(std::string_view name, std::string_view value) {
  return !is_trivial(value) && is_secret_name(name);
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
  if (is_named_secret(name, value)) return "is a secret, to judge by its name";
  return {};
}

}  // namespace agentcore::secrets
