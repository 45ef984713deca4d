#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

namespace agentcore::checking {

/// Reports bugs of ours in one stack. A message holds no value, which may be a secret that a user wrote.
struct Reporter {
  const Stack& stack;
  Range where;
  Diagnostics& diagnostics;

  /// `place` is a place in the template: "Vpc.CidrBlock".
  void report(const RuleInfo& rule, std::string_view place, std::string_view message) const {
    diagnostics.report(rule, where,
                       fmt::format("internal error: stack {}: {}: {}", stack.name, place, message));
  }
};

/// The way to a value in a template. Links on the call stack, since a text is needed only for a finding.
class Path {
 public:
  explicit Path(std::string_view name) : name_(name) {}
  Path(const Path& parent, std::string_view name) : parent_(&parent), name_(name) {}
  Path(const Path& parent, std::size_t index) : parent_(&parent), index_(index) {}

  [[nodiscard]] std::string text() const {
    if (parent_ == nullptr) return std::string(name_);
    if (name_.data() == nullptr) return fmt::format("{}[{}]", parent_->text(), index_);
    return fmt::format("{}.{}", parent_->text(), name_);
  }

 private:
  const Path* parent_ = nullptr;
  std::string_view name_;  // without data: an element of a list
  std::size_t index_ = 0;
};

}  // namespace agentcore::checking
