#include <algorithm>
#include <cctype>

#include "diff/security/security.hpp"

namespace agentcore::diffing {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// Whether `pattern`, in which `*` and `?` stand for any characters, holds `text`.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resumed = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resumed = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resumed;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool covers(const StatementTargets& wide, const StatementTargets& narrow) {
  if (wide.negated || narrow.negated) {
    return wide.negated == narrow.negated && wide.values == narrow.values;
  }
  return std::ranges::all_of(narrow.values, [&](const std::string& value) {
    return std::ranges::any_of(wide.values,
                               [&](const std::string& pattern) { return matches(pattern, value); });
  });
}

}  // namespace

bool covers(const StatementChange& wide, const StatementChange& narrow) {
  return wide.kind == narrow.kind && wide.effect == narrow.effect && covers(wide.actions, narrow.actions) &&
         covers(wide.resources, narrow.resources) && covers(wide.principals, narrow.principals) &&
         (wide.condition.empty() || wide.condition == narrow.condition);
}

}  // namespace agentcore::diffing
