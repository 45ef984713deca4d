#include "document/extent.hpp"

#include <algorithm>

namespace agentcore::document {
namespace {

std::size_t line_end(std::string_view text, std::size_t from) {
  return std::min(text.find_first_of("\r\n", from), text.size());
}

/// One past the closing quote; npos: it is not closed.
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
  return std::string_view::npos;
}

/// The line's text without its comment and the blanks around that.
std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != line.npos; at = line.find('#', at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') line = line.substr(0, at);
  }
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

/// Where the word that ends at `end` begins, if it is a node property (`&anchor`, `!tag`) of usual length.
std::size_t property_begin(std::string_view text, std::size_t end) {
  constexpr std::size_t longest = 256;
  for (std::size_t at = end; at > 0 && end - at < longest; --at) {
    if (std::string_view(" \t\r\n,[{").find(text[at - 1]) != text.npos) {
      return at < end && (text[at] == '&' || text[at] == '!') ? at : text.npos;
    }
  }
  return text.npos;
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
  if (text[begin] == '"' || text[begin] == '\'')
    return static_cast<std::uint32_t>(std::min(quoted_end(text, begin), text.size()));
  if (!value.empty() && text.substr(begin).starts_with(value)) {
    return begin + static_cast<std::uint32_t>(std::min(value.find('\n'), value.size()));
  }
  return static_cast<std::uint32_t>(first_line_end(text, begin));
}

bool is_closed_quote(std::string_view text, std::uint32_t begin) {
  return quoted_end(text, begin) != std::string_view::npos;
}

bool is_closed_bracket(std::string_view text, std::uint32_t begin) {
  std::size_t depth = 0;
  char before = ' ';
  for (std::size_t at = begin; at < text.size(); before = text[at++]) {
    const char c = text[at];
    const bool begins_token = std::string_view(" \t\r\n[{,:").find(before) != std::string_view::npos;
    if (begins_token && (c == '"' || c == '\'')) {
      at = std::min(text.find(c, at + 1), text.size() - 1);
    } else if (c == '#' && begins_token) {
      at = std::min(text.find('\n', at), text.size() - 1);
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && --depth == 0) {
      return true;
    }
  }
  return false;
}

bool has_colon(std::string_view text, std::uint32_t end) {
  const std::size_t next = text.find_first_not_of(" \t\r\n", end);
  return next != text.npos && text[next] == ':';
}

std::uint32_t null_length(std::string_view text) {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!text.starts_with(word)) continue;
    const std::string_view rest = text.substr(word.size());
    const bool ends = rest.empty() || std::string_view(" \t\r\n,]}:").find(rest[0]) != rest.npos;
    if (ends) return static_cast<std::uint32_t>(word.size());
  }
  return 0;
}

std::size_t dash_before(std::string_view text, std::size_t begin) {
  while (begin > 0) {
    begin = text.find_last_not_of(" \t\r", begin - 1) + 1;  // npos + 1 is 0: only blanks before
    if (begin == 0 || text[begin - 1] == '-') return begin == 0 ? text.npos : begin - 1;
    if (text[begin - 1] == '\n') {
      const std::size_t line_begin = begin == 1 ? 0 : text.rfind('\n', begin - 2) + 1;
      begin = line_begin + without_comment(text.substr(line_begin, begin - 1 - line_begin)).size();
      continue;
    }
    const std::size_t word = property_begin(text, begin);
    if (word == text.npos || word == 0) return text.npos;
    begin = word;
  }
  return text.npos;
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
