#include "document/top_list.hpp"

#include <algorithm>

namespace agentcore::document {
namespace {

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;  // behind its break
  std::size_t indent = 0;
  bool has_content = false;
  bool is_item = false;  // `- `
  bool is_key = false;   // `key:` with nothing behind it
};

bool is_white(char c) { return c == ' ' || c == '\r' || c == '\n'; }

Line line_at(std::string_view text, std::size_t begin) {
  Line line;
  line.begin = begin;
  line.end = std::min(text.find('\n', begin), text.size() - 1) + 1;
  const std::string_view whole = text.substr(begin, line.end - begin);
  line.indent = std::min(whole.find_first_not_of(' '), whole.size());
  const std::string_view content = whole.substr(line.indent);
  line.has_content = !content.empty() && !is_white(content[0]) && content[0] != '#';
  line.is_item = content.size() > 1 && content[0] == '-' && is_white(content[1]);
  const std::size_t last = content.find_last_not_of(" \r\n");
  line.is_key = line.has_content && !line.is_item && content[last] == ':';
  return line;
}

bool goes_on_with(const TopList& list, const Line& line) {
  return line.indent > list.indent || (line.indent == list.indent && line.is_item);
}

}  // namespace

TopList longest_top_list(std::string_view text) {
  TopList longest;
  TopList open;
  bool is_open = false;
  bool after_key = false;
  const auto close = [&](std::size_t end) {
    open.end = end;
    if (is_open && open.size() > longest.size()) longest = open;
    is_open = false;
  };
  for (Line line; line.end < text.size();) {
    line = line_at(text, line.end);
    if (!line.has_content || (is_open && goes_on_with(open, line))) continue;
    close(line.begin);
    is_open = after_key && line.is_item;
    if (is_open) open = {line.begin, 0, line.indent};
    after_key = line.indent == 0 && line.is_key;
  }
  close(text.size());
  return longest;
}

std::vector<std::size_t> begins_of_parts(std::string_view text, const TopList& list, std::size_t count) {
  std::vector<std::size_t> begins = {0};
  Line line = line_at(text, list.begin);
  for (std::size_t part = 1; part < count; ++part) {
    const std::size_t from = list.end / count * part;
    if (from > line.end) line.end = text.rfind('\n', from) + 1;
    do {
      if (line.end >= list.end) return begins;
      line = line_at(text, line.end);
    } while (!line.is_item || line.indent != list.indent);
    begins.push_back(line.begin);
  }
  return begins;
}

}  // namespace agentcore::document
