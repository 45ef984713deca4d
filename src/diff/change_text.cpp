#include <fmt/format.h>

#include <algorithm>

#include "diagnostic/text.hpp"
#include "diff/readable.hpp"
#include "diff/text_parts.hpp"
#include "validate/concealment.hpp"

namespace agentcore::diffing {
namespace {

constexpr std::size_t longest_value = 72;
constexpr std::size_t lead = 24;  ///< bytes shown before the first difference

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The offset, or the next before it at which a character begins.
std::size_t character_begin(const std::string& text, std::size_t offset) {
  offset = std::min(offset, text.size());
  while (offset > 0 && offset < text.size() && continues_character(text[offset])) --offset;
  return offset;
}

std::string cut(const std::string& text, std::size_t from, std::size_t longest) {
  from = character_begin(text, from);
  const std::size_t end = text.size() - from <= longest ? text.size() : character_begin(text, from + longest);
  return (from > 0 ? "..." : "") + text.substr(from, end - from) + (end < text.size() ? "..." : "");
}

std::string name_of(const ValueChange& change) {
  for (auto step = change.path.rbegin(); step != change.path.rend(); ++step) {
    if (!step->key.empty()) return step->key;
  }
  return {};
}

/// Texts in quotes; what is put together of references without, since it is none yet.
std::string shown(const Json& value) {
  const Json plain = readable(value);
  const bool is_computed = value.is_object() && plain.is_string();
  return text::printable(is_computed ? plain.get<std::string>()
                                     : plain.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string both_text(const std::string& before, const std::string& after) {
  if (std::max(before.size(), after.size()) <= longest_value) return before + " -> " + after;
  const auto [one, other] = std::ranges::mismatch(before, after);
  const auto same = static_cast<std::size_t>(one - before.begin());
  const std::size_t from = same > lead ? same - lead : 0;
  return cut(before, from, longest_value) + " -> " + cut(after, from, longest_value);
}

}  // namespace

std::string short_text(const std::string& name, const Json& value, std::size_t longest) {
  return cut(shown(secrets::concealed(name, value)), 0, longest);
}

std::string change_text(const ValueChange& change) {
  const std::string name = name_of(change);
  if (change.by_reference) return short_text(name, *change.after, longest_value) + " (another value)";
  if (!change.before) return short_text(name, *change.after, longest_value);
  if (!change.after) return short_text(name, *change.before, longest_value);
  return both_text(shown(secrets::concealed(name, *change.before)),
                   shown(secrets::concealed(name, *change.after)));
}

}  // namespace agentcore::diffing
