#include <algorithm>
#include <charconv>

#include "agentcore/model/target.hpp"

namespace agentcore {

std::optional<AccountShare> AccountShare::parse(std::string_view text) {
  constexpr std::size_t most_digits = 6;
  constexpr std::int64_t all = 100;
  AccountShare share{std::string(text)};
  share.is_percentage = text.ends_with('%');
  if (share.is_percentage) text.remove_suffix(1);
  const bool is_number = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || text.size() > most_digits || !is_number) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), share.number);
  const bool has_leading_zero = text.size() > 1 && text[0] == '0';
  if (share.is_percentage && (share.number > all || has_leading_zero)) return std::nullopt;
  return share;
}

}  // namespace agentcore
