#include "read_template/scalar.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>

namespace agentcore::reading {
namespace {

// Source of all forms: https://yaml.org/type/bool.html, int.html and float.html, with the set of booleans
// that the readers for Java and Python take (no `y` and `n`).

std::optional<bool> boolean(std::string_view text) {
  static constexpr std::array<std::string_view, 9> yes = {"true", "True", "TRUE", "yes", "Yes",
                                                          "YES",  "on",   "On",   "ON"};
  static constexpr std::array<std::string_view, 9> no = {"false", "False", "FALSE", "no", "No",
                                                         "NO",    "off",   "Off",   "OFF"};
  if (std::find(yes.begin(), yes.end(), text) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), text) != no.end()) return false;
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without_underscores(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != '_'; });
  return digits;
}

template <class Number, class... Base>
std::optional<Number> whole(std::string_view text, Base... base) {
  const std::string digits = without_underscores(text);
  Number number{};
  const char* end = digits.data() + digits.size();
  const auto [at, error] = std::from_chars(digits.data(), end, number, base...);
  return error == std::errc() && at == end && !digits.empty() ? std::optional(number) : std::nullopt;
}

/// The library's from_chars for such numbers would load libm at each start. The locale is always C.
std::optional<double> decimal(std::string_view text) {
  const std::string digits = without_underscores(text);
  errno = 0;
  const double number = std::strtod(digits.c_str(), nullptr);
  const bool is_out_of_range =
      errno == ERANGE && (number == 0 || number == HUGE_VAL);  // else it is very small
  return is_out_of_range ? std::nullopt : std::optional(number);
}

/// `190:20:30`: each further part is below 60.
std::optional<std::int64_t> sexagesimal(std::string_view text) {
  if (text.front() == '0' || text.size() > 16) return std::nullopt;
  std::int64_t number = 0;
  for (bool first = true; !text.empty() || first; first = false) {
    const std::string_view part = text.substr(0, text.find(':'));
    const bool is_last = part.size() == text.size();
    text.remove_prefix(is_last ? text.size() : part.size() + 1);
    if (part.empty() || !is_digit(part.front()) || (!is_last && text.empty())) return std::nullopt;
    const std::optional<std::int64_t> value = whole<std::int64_t>(part, 10);
    if (!value || (!first && (part.size() > 2 || *value > 59))) return std::nullopt;
    number = number * 60 + *value;
  }
  return number;
}

std::optional<std::int64_t> unsigned_integer(std::string_view text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  if (text.find(':') != text.npos) return sexagesimal(text);
  if (text.starts_with("0b")) return whole<std::int64_t>(text.substr(2), 2);
  if (text.starts_with("0x")) return whole<std::int64_t>(text.substr(2), 16);
  if (text.front() == '0' && text.size() > 1) return whole<std::int64_t>(text, 8);
  return whole<std::int64_t>(text, 10);
}

/// Takes digits and underscores from the front; how many.
std::size_t take_digits(std::string_view& text) {
  const std::size_t count = std::min(text.find_first_not_of("0123456789_"), text.size());
  text.remove_prefix(count);
  return count;
}

/// `1.5`, `.5`, `1.`, `1.5e+3`. Without a point it is no number: YAML 1.1 reads `1e3` as text.
bool is_decimal(std::string_view text) {
  if (text.starts_with('_')) return false;
  const std::size_t before = take_digits(text);
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  const std::size_t behind = take_digits(text);
  if (before + behind == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

Json plain_value(std::string_view text) {
  if (const std::optional<bool> value = boolean(text)) return *value;
  const bool is_negative = text.starts_with('-');
  const std::string_view amount = text.substr(is_negative || text.starts_with('+') ? 1 : 0);
  if (const std::optional<std::int64_t> value = unsigned_integer(amount)) {
    return is_negative ? -*value : *value;
  }
  if (is_decimal(amount)) {
    if (const std::optional<double> value = decimal(amount)) return is_negative ? -*value : *value;
  }
  return text;
}

}  // namespace agentcore::reading
