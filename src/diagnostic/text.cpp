#include "diagnostic/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "diagnostic/width_tables.hpp"

namespace agentcore::text {
namespace {

template <std::size_t N>
bool holds(const std::array<Interval, N>& intervals, char32_t point) {
  const auto next = std::upper_bound(intervals.begin(), intervals.end(), point,
                                     [](char32_t value, Interval i) { return value < i.first; });
  return next != intervals.begin() && point <= (next - 1)->last;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

char32_t decode(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return lead;
  char32_t point = lead & (0xFFU >> (sequence.size() + 1));
  for (const char byte : sequence.substr(1)) {
    point = (point << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return point;
}

bool is_valid(std::string_view sequence) {
  if (!std::all_of(sequence.begin() + 1, sequence.end(), is_continuation)) return false;
  const char32_t point = decode(sequence);
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  return point >= smallest[sequence.size()] && point <= 0x10FFFF && !surrogate;
}

/// The most of any text: shown as it is, in one column.
bool is_plain(char byte) { return byte >= 0x20 && byte < 0x7F; }

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

// Marks that reorder or hide text on a terminal (CVE-2021-42574), line separators, and what nobody sees: soft
// hyphen, zero-width space, byte order mark, tags; and U+FFFE and U+FFFF, which XML cannot hold. Sorted.
constexpr std::array<Interval, 11> hidden = {{{0xAD, 0xAD},
                                              {0x061C, 0x061C},
                                              {0x180E, 0x180E},
                                              {0x200B, 0x200B},
                                              {0x200E, 0x200F},
                                              {0x2028, 0x202E},
                                              {0x2060, 0x2069},
                                              {0xFEFF, 0xFEFF},
                                              {0xFFF9, 0xFFFB},
                                              {0xFFFE, 0xFFFF},
                                              {0xE0000, 0xE007F}}};

// Joins emoji to one, chooses their look, or tints the one before. Terminals disagree on how many columns the
// whole then takes, so that carets would stand beside what they mean.
bool is_emoji_modifier(char32_t point) {
  return point == 0x200D || point == 0xFE0E || point == 0xFE0F || (point >= 0x1F3FB && point <= 0x1F3FF);
}

constexpr std::size_t bytes_per_column = 16;

}  // namespace

std::string_view first_character(std::string_view utf8) {
  const std::size_t length = sequence_length(static_cast<unsigned char>(utf8[0]));
  return utf8.substr(0, std::max<std::size_t>(length, 1));
}

std::size_t code_points(std::string_view utf8) {
  return utf8.size() - static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), is_continuation));
}

std::size_t width(std::string_view utf8) {
  std::size_t columns = 0;
  while (!utf8.empty()) {
    const std::string_view character = first_character(utf8);
    utf8.remove_prefix(character.size());
    const char32_t point = decode(character);
    if (point < 0x300) {
      ++columns;
    } else if (!holds(zero, point)) {
      columns += holds(wide, point) ? 2 : 1;
    }
  }
  return columns;
}

std::size_t find_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = sequence_length(lead);
    if (length == 0 || at + length > bytes.size() || !is_valid(bytes.substr(at, length))) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::string printable(std::string_view utf8) {
  std::string shown;
  shown.reserve(utf8.size());
  while (!utf8.empty()) {
    if (is_plain(utf8[0])) {
      shown += utf8[0];
      utf8.remove_prefix(1);
      continue;
    }
    const std::string_view character = first_character(utf8);
    utf8.remove_prefix(character.size());
    const bool whole = sequence_length(static_cast<unsigned char>(character[0])) == character.size();
    const char32_t point = whole ? decode(character) : static_cast<unsigned char>(character[0]);
    if (!whole || !is_valid(character)) {
      for (const char byte : character) shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
    } else if (point == '\t') {
      shown += "    ";
    } else if (is_control(point)) {
      shown += fmt::format("\\x{:02X}", static_cast<std::uint32_t>(point));
    } else if (holds(hidden, point)) {
      shown += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(point));
    } else if (!is_emoji_modifier(point)) {
      shown += character;
    }
  }
  return shown;
}

namespace {

std::size_t shown_width(std::string_view character) {
  return is_plain(character[0]) ? 1 : width(printable(character));
}

}  // namespace

std::size_t end_of_columns(std::string_view utf8, std::size_t begin, std::size_t columns) {
  // What takes no column could go on for ever: a bound on the bytes, too.
  const std::size_t most = std::min(utf8.size(), begin + bytes_per_column * columns);
  std::size_t taken = 0;
  while (begin < most) {
    const std::string_view character = first_character(utf8.substr(begin));
    taken += shown_width(character);
    if (taken > columns) break;
    begin += character.size();
  }
  return begin;
}

std::size_t begin_of_columns(std::string_view utf8, std::size_t end, std::size_t columns) {
  const std::size_t least = end - std::min(end, bytes_per_column * columns);
  std::size_t taken = 0;
  while (end > least) {
    const std::size_t begin = begin_of_character(utf8, end - 1);
    taken += shown_width(utf8.substr(begin, end - begin));
    if (taken > columns) break;
    end = begin;
  }
  return end;
}

std::size_t begin_of_character(std::string_view utf8, std::size_t at) {
  constexpr std::size_t longest = 4;
  for (std::size_t back = 1; back < longest && at > 0 && at < utf8.size() && is_continuation(utf8[at]);
       ++back) {
    --at;
  }
  return at;
}

std::string wrapped(std::string_view words, std::size_t columns, std::size_t taken, std::size_t indent) {
  if (columns == 0) return std::string(words);
  std::string lines;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = words.find(' ', at + 1);
    if (end == std::string_view::npos) end = words.size();
    std::string_view word = words.substr(at, end - at);  // with the blank before it
    if (at > 0 && taken + width(word) > columns) {
      lines += '\n' + std::string(indent, ' ');
      taken = indent;
      word.remove_prefix(1);
    }
    lines += word;
    taken += width(word);
    at = end;
  }
  return lines;
}

bool has_noncharacter(std::string_view utf8) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]); };
  for (std::size_t at = 0; at + 2 < utf8.size(); ++at) {
    const bool in_block =
        byte(at) == 0xEF && byte(at + 1) == 0xB7 && byte(at + 2) >= 0x90 && byte(at + 2) <= 0xAF;
    // The last three bytes of U+nFFFE and U+nFFFF: of the first plane EF BF BE, of others xF BF BE behind F0
    // to F4.
    const bool plane = byte(at) == 0xEF || (at > 0 && byte(at - 1) >= 0xF0 && (byte(at) & 0x0FU) == 0x0F);
    if (in_block || (plane && byte(at + 1) == 0xBF && byte(at + 2) >= 0xBE)) return true;
  }
  return false;
}

}  // namespace agentcore::text
