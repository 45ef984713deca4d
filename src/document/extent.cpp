#include "document/extent.hpp"

#include <algorithm>

namespace agentcore::document {
namespace {

std::size_t line_end(std::string_view text, std::size_t from) {
  return std::min(text.find_first_of("\r\n", from), text.size());
}

std::size_t quoted_end(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '"' || !text.substr(at + 1).starts_with('\'')) return at + 1;
      ++at;
    }
  }
  return text.size();
}

/// A plain scalar over several lines, or a block: its first line stands for it.
std::size_t first_line_end(std::string_view text, std::size_t begin) {
  std::size_t end = line_end(text, begin);
  while (end > begin + 1 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  return end;
}

}  // namespace

std::uint32_t scalar_end(std::string_view text, std::uint32_t begin, std::string_view value) {
  if (begin >= text.size()) return begin;
  if (text[begin] == '"' || text[begin] == '\'') return static_cast<std::uint32_t>(quoted_end(text, begin));
  if (!value.empty() && text.substr(begin).starts_with(value)) {
    return begin + static_cast<std::uint32_t>(std::min(value.find('\n'), value.size()));
  }
  return static_cast<std::uint32_t>(first_line_end(text, begin));
}

std::uint32_t skip_properties(std::string_view text, std::uint32_t begin) {
  std::size_t at = begin;
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    at = std::min(text.find_first_of(" \t\r\n", at), text.size());
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace agentcore::document
