#pragma once

// The parts of each kind of stack, in files of their own. Each makes its stacks, those first that others of
// the kind need; none, where the config gives the stack nothing to hold or nothing could be placed.

#include <string>
#include <utility>
#include <vector>

#include "agentcore/synth.hpp"

namespace agentcore {

/// Hands the stacks on as they are made.
class MadeStacks {
 public:
  explicit MadeStacks(const TakeStack& take) : take_(take) {}

  void add(Stack stack) {
    names_.push_back(stack.name);
    last_ = stack.kind;
    take_(std::move(stack));
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }  ///< the short ones
  /// Whether there is one of the kind that is being made.
  [[nodiscard]] bool ends_with(StackKind kind) const { return !names_.empty() && last_ == kind; }

  Synthesis synthesis;

 private:
  const TakeStack& take_;
  std::vector<std::string> names_;
  StackKind last_{};
};

void add_network_stack(const Project& project, MadeStacks& made);
void add_security_stacks(const Project& project, MadeStacks& made, Diagnostics& diagnostics);
void add_storage_stacks(const Project& project, MadeStacks& made, Diagnostics& diagnostics);
void add_agentcore_stacks(const Project& project, MadeStacks& made, Diagnostics& diagnostics);

/// Output names of one stack that others import.
std::string subnet_output(const Subnet& subnet);
inline constexpr std::string_view runtime_group_output = "RuntimeSecurityGroupId";
std::string role_output(const ExecutionRole& role);
std::string repository_output(const Repository& repository);

}  // namespace agentcore
