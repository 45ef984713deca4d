#include "reference/example.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "diagnostic/excerpt.hpp"
#include "diagnostic/text.hpp"

namespace agentcore {
namespace {

constexpr std::uint32_t most_whole = 24;  // a config of so many lines is shown as a whole
constexpr std::size_t most_lines = 40;
constexpr std::uint32_t around = 4;  // lines before and behind each point
constexpr std::size_t most_columns = 100;

std::uint32_t count_lines(const Source& source) {
  const std::string& text = source.text();
  const auto breaks = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
  return breaks + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

/// At most `most_lines` of them.
LineNumbers lines_to_show(std::uint32_t count, const LineNumbers& points) {
  LineNumbers shown;
  const auto add = [&](std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t line = std::max(first, 1U); line <= std::min(last, count); ++line) {
      if (shown.size() < most_lines) shown.insert(line);
    }
  };
  if (count <= most_whole || points.empty()) add(1, most_whole);
  if (count <= most_whole) return shown;
  for (const std::uint32_t point : points) add(point - std::min(around, point), point + around);
  return shown;
}

}  // namespace

std::string example(const Source& source, const LineNumbers& points, const std::vector<Range>& concealed) {
  const std::uint32_t count = count_lines(source);
  const std::size_t number_width = std::to_string(count).size();
  std::string text;
  std::uint32_t last = 0;
  for (const std::uint32_t line : lines_to_show(count, points)) {
    if (line != last + 1) text += "  ...\n";
    const std::uint32_t begin = source.line_begin(line);
    const std::string shown = excerpt({&source, begin, begin}, concealed, most_columns).text;
    text += fmt::format("  {:>{}} |{}{}\n", line, number_width, shown.empty() ? "" : " ", shown);
    last = line;
  }
  if (last != count) text += "  ...\n";
  return text;
}

LineNumbers lines_not_in(const Source& source, std::string_view other) {
  const Source compared("", std::string(other));
  std::set<std::string_view> known;
  for (std::uint32_t line = count_lines(compared); line > 0; --line) known.insert(compared.line(line));
  LineNumbers found;
  std::uint32_t first = 0;
  for (std::uint32_t line = count_lines(source); line > 0; --line) {
    if (!known.contains(source.line(line))) found.insert(line);
    if (source.line(line) != compared.line(line)) first = line;
  }
  if (first > 0) found.insert(first);
  return found;
}

}  // namespace agentcore
