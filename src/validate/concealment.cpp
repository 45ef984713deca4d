#include "validate/concealment.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "validate/characters.hpp"
#include "validate/secrets.hpp"

namespace agentcore::secrets {
namespace {

constexpr std::string_view mask = "***";

/// `key: value` or `key=value`, the value perhaps quoted.
const RE2& assignment() {
  static const RE2 compiled(
      R"(([A-Za-z0-9_.-]+)["']?[ \t]*[:=][ \t]*("[^"]*"?|'[^']*'?|[^\s,\[\]{}#"'][^\s,}\]#]*))");
  return compiled;
}

/// The secrets that one finding would show.
class Shown {
 public:
  void look_at(const Range& range) {
    if (!range) return;
    look_in(*range.source, shown_part(range));
    if (range.source->is_argument()) look_in_argument(*range.source);
  }

  [[nodiscard]] const std::vector<Range>& secrets() const { return secrets_; }

 private:
  /// The part of a place's line that can be shown.
  static std::string_view shown_part(const Range& range) {
    constexpr std::uint32_t around = 1000;
    const std::string_view text = range.source->text();
    const std::uint32_t line_begin = range.source->line_begin(range.source->position(range.begin).line);
    const std::uint32_t begin = std::max(line_begin, range.begin - std::min(range.begin, around));
    const std::size_t end = std::min(text.find('\n', range.begin), std::size_t{range.begin} + around);
    return text.substr(begin, end - begin);
  }

  void add(const Source& source, std::string_view secret) {
    const auto begin = static_cast<std::uint32_t>(secret.data() - source.text().data());
    secrets_.push_back({&source, begin, static_cast<std::uint32_t>(begin + secret.size())});
  }

  void look_in(const Source& source, std::string_view shown) {
    for (const std::string_view found : find_credentials(shown)) add(source, found);
    re2::StringPiece unread(shown.data(), shown.size());
    re2::StringPiece key;
    re2::StringPiece value;
    std::string_view named;  // `{Name: DB_PASSWORD, Value: ...}`
    while (RE2::FindAndConsume(&unread, assignment(), &key, &value)) {
      const std::string_view name(key.data(), key.size());
      const std::string_view text(value.data(), value.size());
      const bool of_pair = name == "value" || name == "Value";
      if (is_named_secret(of_pair && !named.empty() ? named : name, text)) add(source, text);
      if (name == "name" || name == "Name") named = text;
    }
  }

  /// Of `--set`, all behind the `=`, when a word of the path says secret; the value may be any text.
  void look_in_argument(const Source& source) {
    const std::string_view text = source.text();
    const std::size_t equals = std::min(text.find('='), text.find(": "));
    if (equals == std::string_view::npos || equals + 1 >= text.size()) return;
    const std::string_view value = text.substr(equals + 1);
    std::string_view path = text.substr(0, equals);
    while (!path.empty()) {
      const std::size_t end = std::min(path.find_first_of(" .[]\""), path.size());
      if (is_named_secret(path.substr(0, end), value)) return add(source, value);
      path.remove_prefix(std::min(end + 1, path.size()));
    }
  }

  std::vector<Range> secrets_;
};

std::string_view unquoted(std::string_view value) {
  const std::size_t begin = value.find_first_not_of(" \t\"'");
  return begin == std::string_view::npos ? value
                                         : value.substr(begin, value.find_last_not_of("\"'") + 1 - begin);
}

/// Masks a secret where words quote it, whole or cut with an ellipsis.
void mask_quoted(std::string& words, std::string_view secret) {
  constexpr std::size_t telling = 12;  // of its first bytes, where the rest may be cut
  const std::string_view front = secret.substr(0, telling);
  if (front.empty()) return;
  for (std::size_t at = words.find(front); at != std::string::npos; at = words.find(front, at)) {
    const std::string_view rest = std::string_view(words).substr(at);
    const auto length = static_cast<std::size_t>(
        std::mismatch(rest.begin(), rest.end(), secret.begin(), secret.end()).first - rest.begin());
    const bool begins_word = at == 0 || !is_alnum(words[at - 1]);
    const bool is_whole = length == secret.size() || rest.substr(length).starts_with("...");
    if (begins_word && is_whole) words.replace(at, length, mask);
    at += begins_word && is_whole ? mask.size() : 1;
  }
}

std::string without(const std::vector<Range>& secrets, std::string_view words) {
  std::string shown = masked(words);
  for (const Range& secret : secrets) {
    const std::string_view text = secret.source->text();
    mask_quoted(shown, unquoted(text.substr(secret.begin, secret.end - secret.begin)));
  }
  return shown;
}

}  // namespace

void conceal_shown(Diagnostics& diagnostics) {
  diagnostics.revise([&](Diagnostic& finding) {
    Shown shown;
    shown.look_at(finding.range);
    for (const Note& note : finding.notes) shown.look_at(note.range);
    for (const Edit& edit : finding.fix) shown.look_at(edit.range);
    for (const Range& secret : shown.secrets()) diagnostics.conceal(secret);
    finding.headline = without(shown.secrets(), finding.headline);
    finding.help = without(shown.secrets(), finding.help);
    for (Note& note : finding.notes) note.text = without(shown.secrets(), note.text);
  });
}

std::string masked(std::string_view words) {
  std::string shown;
  const char* at = words.data();
  for (std::string_view found : find_credentials(words)) {
    if (found.back() == '`' && found.size() > 1) found.remove_suffix(1);  // quotes the value
    if (found.data() >= at) shown.append(at, found.data()).append(mask);
    at = std::max(at, found.data() + found.size());
  }
  return shown.append(at, words.data() + words.size());
}

Json concealed(std::string_view name, const Json& value) {
  if (value.is_string()) {
    const bool is_secret = !why_secret(name, value.get_ref<const std::string&>()).empty();
    return is_secret ? Json("(concealed)") : value;
  }
  if (!value.is_structured()) return value;
  Json made = value.is_object() ? Json::object() : Json::array();
  for (const auto& [key, inner] : value.items()) {
    if (value.is_object()) {
      made[masked(key)] = concealed(key, inner);
    } else {
      made.push_back(concealed(name, inner));
    }
  }
  return made;
}

}  // namespace agentcore::secrets
