#include "diagnostic/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace agentcore::text {
namespace {

struct Interval {
  char32_t first, last;
};

// Unicode 15 East Asian Width W and F, and emoji shown wide; joined where a gap holds no assigned character.
constexpr std::array<Interval, 18> wide = {{{0x1100, 0x115F},
                                            {0x231A, 0x231B},
                                            {0x23E9, 0x23F3},
                                            {0x25FD, 0x25FE},
                                            {0x2614, 0x2615},
                                            {0x2648, 0x2653},
                                            {0x26A1, 0x26A1},
                                            {0x2705, 0x2705},
                                            {0x2728, 0x2728},
                                            {0x274C, 0x274C},
                                            {0x2E80, 0x303E},
                                            {0x3041, 0xA4CF},
                                            {0xA960, 0xA97C},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6B},
                                            {0xFF01, 0xFF60},
                                            {0x1F300, 0x3FFFD}}};
constexpr std::array<Interval, 6> combining = {{{0x0300, 0x036F},
                                                {0x1AB0, 0x1AFF},
                                                {0x200B, 0x200F},
                                                {0x20D0, 0x20FF},
                                                {0xFE00, 0xFE0F},
                                                {0xFE20, 0xFE2F}}};

template <std::size_t N>
bool holds(const std::array<Interval, N>& intervals, char32_t point) {
  return std::any_of(intervals.begin(), intervals.end(),
                     [=](Interval i) { return i.first <= point && point <= i.last; });
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

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

// Marks that reorder or hide text on a terminal (CVE-2021-42574).
bool is_bidi_control(char32_t point) {
  return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

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
    } else if (!holds(combining, point)) {
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
    } else if (is_bidi_control(point)) {
      shown += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(point));
    } else {
      shown += character;
    }
  }
  return shown;
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
