#include "decode/suggestion.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace agentcore {
namespace {

char folded(char c) { return c == '-' ? '_' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); }

/// Edits between two texts, a swap of neighbours being one; letters compared without case and `-` as `_`.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> edits(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  const auto same = [&](std::size_t i, std::size_t j) { return folded(a[i]) == folded(b[j]); };
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        edits[i][j] = i + j;
        continue;
      }
      edits[i][j] = std::min(
          {edits[i - 1][j] + 1, edits[i][j - 1] + 1, edits[i - 1][j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1);
      if (swapped) edits[i][j] = std::min(edits[i][j], edits[i - 2][j - 2] + 1);
    }
  }
  return edits[a.size()][b.size()];
}

/// Whether one is a part of the other at a `_`: "cidr_block" and "cidr", "cpu" and "container_cpu".
bool is_part(std::string_view typed, std::string_view candidate) {
  const std::string_view longer = typed.size() > candidate.size() ? typed : candidate;
  const std::string_view shorter = typed.size() > candidate.size() ? candidate : typed;
  if (shorter.size() < 3 || shorter.size() == longer.size()) return false;
  return (longer.starts_with(shorter) && longer[shorter.size()] == '_') ||
         (longer.ends_with(shorter) && longer[longer.size() - shorter.size() - 1] == '_');
}

std::string joined(const std::vector<std::string_view>& names, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? last : ", ";
    text += names[i];
  }
  return text;
}

/// Without what joins its words: `containerCpu`, `container-cpu` and `container_cpu` are one.
std::string run_together(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (folded(c) != '_' && c != ' ') letters += folded(c);
  }
  return letters;
}

/// Whether each word is a slip of the keyboard away from its like: one edit, two in a long word, and never in
/// a short one, where `min` is no misspelling of `max`, `nat` none of `net` and `egress` none of `ingress`.
bool is_slip(std::string_view typed, std::string_view name) {
  if (run_together(typed) == run_together(name)) return true;
  constexpr std::size_t shortest = 4;
  constexpr std::size_t long_word = 9;
  while (!typed.empty() && !name.empty()) {
    const std::size_t end = std::min(typed.find_first_of("_-"), typed.size());
    const std::size_t name_end = std::min(name.find_first_of("_-"), name.size());
    const std::size_t edits = distance(typed.substr(0, end), name.substr(0, name_end));
    if (edits > (name_end < shortest ? 0 : name_end < long_word ? 1 : 2)) return false;
    typed.remove_prefix(std::min(end + 1, typed.size()));
    name.remove_prefix(std::min(name_end + 1, name.size()));
  }
  return typed.empty() && name.empty();
}

/// Whether it says the opposite: `not_actions`, `NotStringEquals`, `disallowed_clients`.
bool is_negation(std::string_view typed, std::string_view name) {
  const std::string longer = run_together(typed);
  const std::string shorter = run_together(name);
  for (const std::string_view prefix : {"not", "no", "non", "un", "dis"}) {
    if (longer.size() == shorter.size() + prefix.size() && longer.starts_with(prefix) &&
        longer.ends_with(shorter))
      return true;
  }
  return false;
}

/// The candidate with the fewest edits, few enough to be meant.
struct Nearest {
  std::string_view name;  // empty: none
  bool alone = false;     // no other one has as few
};

constexpr std::size_t longest_key = 64;  // nobody mistypes more than that

Nearest few_edits_from(std::string_view typed, const std::vector<std::string_view>& candidates) {
  if (typed.size() > longest_key) return {};
  Nearest best;
  std::size_t least = std::max<std::size_t>((typed.size() + 1) / 3, 1) + 1;
  for (const std::string_view candidate : candidates) {
    if (is_negation(typed, candidate)) continue;
    const std::size_t edits = distance(typed, candidate);
    if (edits < least) {
      best = {candidate, true};
      least = edits;
    } else if (edits == least && candidate != best.name) {
      best.alone = false;
    }
  }
  return best;
}

/// Whether the two differ in a whole word or a number: `agent-b` is another agent than `agent-a`, and no
/// misspelling of it.
bool is_another(std::string_view typed, std::string_view name) {
  const auto digits = [](std::string_view text) {
    std::string found;
    std::copy_if(text.begin(), text.end(), std::back_inserter(found),
                 [](char c) { return c >= '0' && c <= '9'; });
    return found;
  };
  if (digits(typed) != digits(name)) return true;
  const auto at_boundary = [](std::string_view text) { return text.empty() || folded(text[0]) == '_'; };
  const auto same = [](char a, char b) { return folded(a) == folded(b); };
  const auto [from, name_from] = std::mismatch(typed.begin(), typed.end(), name.begin(), name.end(), same);
  if (from == typed.end() && name_from == name.end()) return false;
  const auto lead = static_cast<std::size_t>(from - typed.begin());
  const std::string_view rest = typed.substr(lead);
  const std::string_view name_rest = name.substr(lead);
  const auto behind = std::mismatch(rest.rbegin(), rest.rend(), name_rest.rbegin(), name_rest.rend(), same);
  const auto tail = static_cast<std::size_t>(behind.first - rest.rbegin());
  if (tail == rest.size() || tail == name_rest.size()) return false;  // a letter too many, or one left out
  return at_boundary(typed.substr(0, lead).substr(lead == 0 ? 0 : lead - 1)) &&
         at_boundary(rest.substr(rest.size() - tail));
}

}  // namespace

std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& candidates) {
  if (const Nearest found = few_edits_from(typed, candidates); !found.name.empty()) return found.name;
  if (typed.size() > longest_key) return {};
  const auto part = std::find_if(candidates.begin(), candidates.end(), [=](std::string_view candidate) {
    return is_part(typed, candidate) && !is_negation(typed, candidate);
  });
  return part == candidates.end() ? std::string_view{} : *part;
}

std::string_view only_nearest(std::string_view typed, const std::vector<std::string_view>& candidates) {
  const Nearest found = few_edits_from(typed, candidates);
  const bool certain = found.alone && !is_another(typed, found.name) && is_slip(typed, found.name);
  return certain ? found.name : std::string_view{};
}

bool is_same_name(std::string_view a, std::string_view b) {
  return a.size() <= longest_key && b.size() <= longest_key && run_together(a) == run_together(b);
}

std::string one_of(const std::vector<std::string_view>& names) { return joined(names, " or "); }

std::string all_of(const std::vector<std::string_view>& names) { return joined(names, " and "); }

}  // namespace agentcore
