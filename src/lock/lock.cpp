#include "agentcore/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "lock/codes.hpp"
#include "lock/words.hpp"

namespace agentcore {

std::string to_string(const LockLine& line) {
  return fmt::format("{} {} {} {}", line.environment, part_name(line.kind, line.part),
                     locking::word_of(line.kind), line.name);
}

const LockLine* Lock::find(std::string_view environment, StackKind kind, std::string_view name) const {
  const auto key = std::tie(environment, kind, name);
  const auto at = std::lower_bound(
      lines.begin(), lines.end(), key,
      [](const LockLine& line, const auto& wanted) { return locking::key_of(line) < wanted; });
  return at != lines.end() && locking::key_of(*at) == key ? &*at : nullptr;
}

void sort_lines(std::vector<LockLine>& lines) {
  using locking::key_of;
  std::stable_sort(lines.begin(), lines.end(),
                   [](const LockLine& a, const LockLine& b) { return key_of(a) < key_of(b); });
  const auto is_same = [](const LockLine& a, const LockLine& b) { return key_of(a) == key_of(b); };
  lines.erase(std::unique(lines.begin(), lines.end(), is_same), lines.end());
}

std::vector<const RuleInfo*> lock_rules() {
  using namespace locking;
  return {&unreadable,   &no_lock,     &unknown_format,      &conflict, &other_config, &line_form,
          &placed_twice, &lock_needed, &placed_without_lock, &outdated, &unwritable};
}

}  // namespace agentcore
