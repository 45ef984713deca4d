#include "validate/wildcard.hpp"

#include "validate/characters.hpp"

namespace agentcore {

bool matches_wildcard(std::string_view pattern, std::string_view text, bool fold) {
  const auto same = [=](char a, char b) { return fold ? lower_case(a) == lower_case(b) : a == b; };
  std::size_t at = 0;
  std::size_t star = std::string_view::npos;  // the last `*`, and where the text it stands for ends
  std::size_t taken = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      taken = i;
    } else if (at < pattern.size() && (pattern[at] == '?' || same(pattern[at], text[i]))) {
      ++at;
      ++i;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      i = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace agentcore
