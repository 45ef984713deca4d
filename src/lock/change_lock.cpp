#include <algorithm>
#include <iterator>
#include <set>

#include "fmt/format.h"
#include "lock/words.hpp"

namespace agentcore {

LockChange change_lock(const LockFile& file, const LockOwner& owner, const std::string& environment,
                       const std::vector<LockLine>& lines) {
  std::set<std::string> now;
  for (const LockLine& line : lines) now.insert(to_string(line));
  std::set<std::string> before;
  std::set<std::string> others;
  if (file.lock != nullptr) {
    for (const LockLine& line : file.lock->lines)
      (line.environment == environment ? before : others).insert(to_string(line));
  }
  LockChange change;
  std::set_difference(now.begin(), now.end(), before.begin(), before.end(), std::back_inserter(change.added));
  std::set_difference(before.begin(), before.end(), now.begin(), now.end(),
                      std::back_inserter(change.removed));
  others.merge(now);
  change.text = fmt::format("{}{}{}\n{}\n", locking::head_begin, locking::format, locking::head_end,
                            locking::owner_line(owner));
  for (const std::string& line : others) change.text += line + "\n";
  return change;
}

}  // namespace agentcore
