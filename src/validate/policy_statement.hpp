#pragma once

// An IAM policy as a user wrote it, to ask what it allows.

#include <string_view>
#include <vector>

#include "agentcore/document.hpp"

namespace agentcore {

/// The value of a key of a mapping that is taken as it stands. nullptr: it is not there.
const Node* find_member(const Node& mapping, std::string_view key);

/// What stands under `Statement`: one mapping, or those of a list.
std::vector<const Node*> statements_of(const Node& policy);

/// One statement of a policy; a mapping.
class PolicyStatement {
 public:
  explicit PolicyStatement(const Node& mapping) : mapping_(&mapping) {}

  [[nodiscard]] const Node& mapping() const { return *mapping_; }
  /// Whether it says who may do what to what.
  [[nodiscard]] bool is_complete() const;
  [[nodiscard]] bool allows() const { return has_effect("Allow"); }
  [[nodiscard]] bool denies() const { return has_effect("Deny"); }
  [[nodiscard]] bool is_conditional() const { return find_member(*mapping_, "Condition") != nullptr; }
  /// Whether the principal is `*`, alone or under AWS.
  [[nodiscard]] bool is_for_everybody() const;
  /// Whether the principal can be a role of an account: `*`, the account, or something of it. `account`
  /// empty: it is not known, and any may be it.
  [[nodiscard]] bool may_be_for(std::string_view account) const;
  /// Whether it is about some part of what `action` (a name or a pattern) stands for.
  [[nodiscard]] bool touches_action(std::string_view action) const;
  /// Whether it is about all that `action` stands for.
  [[nodiscard]] bool covers_action(std::string_view action) const;
  /// The same of resources. `arn` empty: every resource.
  [[nodiscard]] bool touches_resource(std::string_view arn) const;
  [[nodiscard]] bool covers_resource(std::string_view arn) const;

 private:
  [[nodiscard]] bool has_effect(std::string_view effect) const;
  [[nodiscard]] bool covers(std::string_view key, std::string_view text) const;
  [[nodiscard]] bool touches(std::string_view key, std::string_view text) const;

  const Node* mapping_;
};

}  // namespace agentcore
