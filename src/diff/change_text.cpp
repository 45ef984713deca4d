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

/// "Tags[Owner].Value": items by their own names, for people.
std::string path_text(const ValuePath& path) {
  ValuePath named = path;
  std::string text;
  for (const PathStep& step : named) {
    if (step.index && !step.key.empty()) {
      text += fmt::format("[{}]", step.key);
    } else {
      const std::string one = to_string(ValuePath{step});
      text += (text.empty() || one.starts_with('[') ? "" : ".") + one;
    }
  }
  return text::printable(text);
}

char mark_of(const ValueChange& change) {
  if (!change.before) return '+';
  return change.after ? '~' : '-';
}

std::string_view effect_text(ChangeEffect effect) {
  if (effect == ChangeEffect::replace) return "  # replaces";
  return effect == ChangeEffect::may_replace ? "  # may replace" : "";
}

/// Line ends as JSON has them in texts, such as those of a script.
std::string in_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) line += c == '\n' ? std::string("\\n") : std::string(1, c);
  return line;
}

/// Texts in quotes; what is put together of references without, since it is none yet.
std::string shown(const Json& value) {
  const Json plain = readable(value);
  const bool is_computed = value.is_object() && plain.is_string();
  return text::printable(is_computed ? in_one_line(plain.get<std::string>())
                                     : plain.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// A lone value beside a list that holds it, as a list of one: what is shown then is the entry that differs.
Json as_its_list(const Json& value, const Json& other) {
  const bool is_in_it =
      !value.is_array() && other.is_array() && std::ranges::find(other, value) != other.end();
  return is_in_it ? Json::array({value}) : value;
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
  if (change.by_reference) {
    return short_text(name, *change.after, longest_value) +
           (change.uncertain ? " (maybe another value)" : " (another value)");
  }
  if (!change.before) return short_text(name, *change.after, longest_value);
  if (!change.after) return short_text(name, *change.before, longest_value);
  const Json before = as_its_list(*change.before, *change.after);
  const Json after = as_its_list(*change.after, *change.before);
  return both_text(shown(secrets::concealed(name, before)), shown(secrets::concealed(name, after)));
}

std::string value_line(const ValueChange& change, std::string_view indent, const std::string& name,
                       const Painter& painter) {
  const char mark = mark_of(change);
  const std::string path = path_text(change.path);
  const std::string label = name.empty() || path.empty() ? name + path : name + "." + path;
  return indent.data() + painter.marked(mark, fmt::format("{} {}: {}", mark, label, change_text(change))) +
         painter.strong(std::string(effect_text(change.effect))) + "\n";
}

}  // namespace agentcore::diffing
