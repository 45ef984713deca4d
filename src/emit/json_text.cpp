#include "emit/json_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace agentcore {
namespace {

inline bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

/// How many bytes stand before the first that needs an escape.
std::size_t plain_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && !needs_escape(text[length])) ++length;
  return length;
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view named = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  if (const std::size_t at = named.find(c); at != std::string_view::npos) {
    out += '\\';
    out += letters[at];
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
  }
}

}  // namespace

void JsonText::line(std::size_t depth) {
  text_ += '\n';
  text_.append(2 * depth, ' ');
}

void JsonText::string(std::string_view text) {
  text_ += '"';
  while (!text.empty()) {
    const std::size_t plain = plain_length(text);
    text_.append(text.substr(0, plain));
    if (plain == text.size()) break;
    append_escaped(text_, text[plain]);
    text.remove_prefix(plain + 1);
  }
  text_ += '"';
}

void JsonText::key(std::string_view name, bool first, std::size_t depth) {
  if (!first) text_ += ',';
  line(depth);
  string(name);
  text_ += ": ";
}

void JsonText::close(std::size_t depth) {
  line(depth);
  text_ += '}';
}

void JsonText::object(const Json& json, std::size_t depth) {
  open();
  bool first = true;
  for (const auto& [name, member] : json.get_ref<const Json::object_t&>()) {
    key(name, std::exchange(first, false), depth + 1);
    value(member, depth + 1);
  }
  close(depth);
}

void JsonText::array(const Json& json, std::size_t depth) {
  text_ += '[';
  bool first = true;
  for (const Json& item : json) {
    if (!std::exchange(first, false)) text_ += ',';
    line(depth + 1);
    value(item, depth + 1);
  }
  line(depth);
  text_ += ']';
}

void JsonText::value(const Json& json, std::size_t depth) {
  switch (json.type()) {
    case Json::value_t::string:
      return string(json.get_ref<const std::string&>());
    case Json::value_t::object:
      if (!json.empty()) return object(json, depth);
      break;
    case Json::value_t::array:
      if (!json.empty()) return array(json, depth);
      break;
    default:
      break;
  }
  text_ += json.dump();  // a number, true, false, null, {} or []
}

}  // namespace agentcore
