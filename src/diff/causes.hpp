#pragma once

// Why something changes, as chains of links.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diff.hpp"

namespace agentcore::diffing {

inline constexpr std::size_t no_parent = static_cast<std::size_t>(-1);
inline constexpr std::size_t no_stack = no_parent;

/// One link of the chain that led to a change: "RoleArn of " "AgentRuntime" " changes".
struct Cause {
  std::string front;
  std::string name;
  std::string_view back;
  std::size_t stack;
  std::size_t parent;
};

class Causes {
 public:
  explicit Causes(const std::vector<StackDifference>& differences) : differences_(differences) {}

  /// What the next link, or chain(), names it by.
  std::size_t add(Cause cause);

  /// The links that led to `cause`, as told in `stack`: "A is replaced, so B of C changes".
  [[nodiscard]] std::string chain(std::size_t cause, std::size_t stack) const;

 private:
  const std::vector<StackDifference>& differences_;
  std::vector<Cause> causes_;
};

}  // namespace agentcore::diffing
