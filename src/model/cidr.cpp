#include "agentcore/model/cidr.hpp"

#include <fmt/format.h>

#include <charconv>

namespace agentcore {
namespace {

/// A decimal number of at most `most`, without leading zeros, which is taken off `rest`.
std::optional<std::uint32_t> take_number(std::string_view& rest, std::uint32_t most) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto length = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc{} || number > most || (length > 1 && rest[0] == '0')) return std::nullopt;
  rest.remove_prefix(length);
  return number;
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

std::uint64_t last_address(const Cidr& cidr) { return cidr.base + cidr.size() - 1; }

}  // namespace

std::optional<Cidr> Cidr::parse(std::string_view text) {
  Cidr cidr;
  for (int byte = 0; byte < 4; ++byte) {
    if (byte > 0 && !take(text, '.')) return std::nullopt;
    const auto number = take_number(text, 255);
    if (!number) return std::nullopt;
    cidr.base = (cidr.base << 8U) | *number;
  }
  const auto prefix = take(text, '/') ? take_number(text, 32) : std::nullopt;
  if (!prefix || !text.empty()) return std::nullopt;
  cidr.prefix = static_cast<int>(*prefix);
  return cidr.base % cidr.size() == 0 ? std::optional(cidr) : std::nullopt;
}

std::string Cidr::text() const {
  return fmt::format("{}.{}.{}.{}/{}", base >> 24U, (base >> 16U) & 255U, (base >> 8U) & 255U, base & 255U,
                     prefix);
}

bool Cidr::contains(const Cidr& other) const {
  return base <= other.base && last_address(other) <= last_address(*this);
}

bool Cidr::overlaps(const Cidr& other) const {
  return base <= last_address(other) && other.base <= last_address(*this);
}

}  // namespace agentcore
