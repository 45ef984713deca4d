#include "base/kind_of_text.hpp"

#include <algorithm>
#include <initializer_list>

namespace agentcore::base {
namespace {

bool is_quote(char c) { return c == '"' || c == '\''; }

/// Whether a key stands in the text from `at` on, behind its opening quote, if any.
bool is_key(std::string_view text, std::size_t at, std::size_t length) {
  std::string_view rest = text.substr(at + length);
  if (!rest.empty() && is_quote(rest.front())) rest.remove_prefix(1);
  const std::size_t colon = rest.find_first_not_of(" \t\r\n");
  return colon != rest.npos && rest[colon] == ':';
}

/// In block style a key of the top level begins a line; in flow style, which is JSON's, the text does not
/// show the level, so any key counts.
bool has_key(std::string_view text, std::string_view key, bool is_flow) {
  for (std::size_t at = text.find(key); at != text.npos; at = text.find(key, at + key.size())) {
    std::size_t begin = at;
    if (begin > 0 && is_quote(text[begin - 1])) --begin;
    const char before = begin == 0 ? '\n' : text[begin - 1];
    const bool is_free = before == '\n' || (is_flow && std::string_view("{, \t").find(before) != text.npos);
    if (is_free && is_key(text, at, key.size())) return true;
  }
  return false;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> keys) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_flow = first != text.npos && text[first] == '{';
  return std::any_of(keys.begin(), keys.end(),
                     [&](std::string_view key) { return has_key(text, key, is_flow); });
}

}  // namespace

TextKind kind_of_text(std::string_view text) {
  if (has_any(text, {"Resources", "AWSTemplateFormatVersion"})) return TextKind::cloudformation;
  if (has_any(text, {"project", "runtimes", "environments"})) return TextKind::config;
  return TextKind::neither;
}

}  // namespace agentcore::base
