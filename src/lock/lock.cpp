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

std::vector<const RuleInfo*> lock_rules() {
  using namespace locking;
  return {&unreadable,   &no_lock,     &unknown_format,      &conflict, &other_config, &line_form,
          &placed_twice, &lock_needed, &placed_without_lock, &outdated, &unwritable};
}

}  // namespace agentcore
