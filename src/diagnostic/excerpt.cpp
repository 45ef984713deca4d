#include "diagnostic/excerpt.hpp"

#include <algorithm>

#include "diagnostic/text.hpp"

namespace agentcore {
namespace {

std::string concealed_line(const Source& source, std::uint32_t line, const std::vector<Range>& concealed) {
  std::string shown(source.line(line));
  const std::uint32_t begin = source.line_begin(line);
  const auto end = static_cast<std::uint32_t>(begin + shown.size());
  for (const Range& secret : concealed) {
    if (secret.source != &source || secret.begin >= end || secret.end <= begin) continue;
    const std::size_t from = secret.begin > begin ? secret.begin - begin : 0;
    const std::size_t to = std::min<std::size_t>(secret.end, end) - begin;
    std::fill(shown.begin() + static_cast<std::ptrdiff_t>(from),
              shown.begin() + static_cast<std::ptrdiff_t>(to), '*');
  }
  return shown;
}

/// Offsets of the window of a line in which the caret stands at three eighths, or farther right near the end.
std::pair<std::size_t, std::size_t> window(std::string_view line, std::size_t caret, std::size_t columns) {
  if (text::end_of_columns(line, 0, columns) == line.size()) return {0, line.size()};
  const std::size_t reach = text::end_of_columns(line, caret, columns);
  const std::size_t behind = text::width(text::printable(line.substr(caret, reach - caret)));
  const std::size_t from = text::begin_of_columns(line, caret, std::max(columns * 3 / 8, columns - behind));
  return {from, text::end_of_columns(line, from, columns)};
}

}  // namespace

Excerpt excerpt(const Range& range, const std::vector<Range>& concealed, std::size_t columns) {
  const std::uint32_t number = range.source->position(range.begin).line;
  const std::uint32_t line_begin = range.source->line_begin(number);
  const std::string concealed_text = concealed_line(*range.source, number, concealed);
  const std::string_view line = concealed_text;
  const std::size_t begin =
      text::begin_of_character(line, std::min<std::size_t>(range.begin - line_begin, line.size()));
  const std::size_t end = std::clamp<std::size_t>(range.end - line_begin, begin, line.size());
  const auto [from, to] = window(line, begin, columns);
  const std::string lead = (from > 0 ? "..." : "") + text::printable(line.substr(from, begin - from));
  const std::size_t marked_end = std::min(end, to);
  const std::string marked = text::printable(line.substr(begin, marked_end - begin));
  Excerpt shown;
  shown.text = lead + marked + text::printable(line.substr(marked_end, to - marked_end));
  if (to < line.size()) shown.text += "...";
  shown.caret = text::width(lead);
  shown.length = std::max<std::size_t>(1, text::width(marked));
  return shown;
}

}  // namespace agentcore
