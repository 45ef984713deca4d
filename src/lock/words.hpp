#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "agentcore/lock.hpp"

namespace agentcore::locking {

inline constexpr std::string_view head_begin = "# agentcore-synth lock, format ";
inline constexpr std::string_view format = "1";
inline constexpr std::string_view head_end =
    ": commit this file; to change a line is to delete what it names and make it anew";

/// What lives in the parts of a stack: "runtime"
std::string_view word_of(StackKind kind);

/// "agentcore-2" -> agentcore, 2. Nothing: no name of a part.
struct PartOfStack {
  StackKind kind;
  std::size_t part;
};
std::optional<PartOfStack> part_of_name(std::string_view name);

/// The line that names project and config.
std::string owner_line(const LockOwner& owner);

/// By what lines are sorted and found.
inline std::tuple<const std::string_view&, const StackKind&, const std::string_view&> key_of(
    const LockLine& line) {
  return std::tie(line.environment, line.kind, line.name);
}

}  // namespace agentcore::locking
