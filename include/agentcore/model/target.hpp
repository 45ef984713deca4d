#pragma once

// Where the stacks go, in several regions and accounts, and how the roll-out there goes on.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/limits.hpp"
#include "agentcore/model/field.hpp"
#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

/// A number of accounts, or a part of those of a region: 2, 10%.
struct AccountShare {
  static constexpr std::string_view form = "a number of accounts such as 2, or a part of them such as 10%";
  static constexpr std::string_view pattern = "^(?:[0-9]{1,6}|(?:[0-9]|[1-9][0-9]|100)%)$";
  static constexpr std::string_view example = "10%";
  static std::optional<AccountShare> parse(std::string_view text);
  std::string text;
  std::int64_t number = 0;
  bool is_percentage = false;
};

/// Whether fewer accounts are worked on at a time the more of them failed.
enum class ConcurrencyMode : std::uint8_t { strict, soft };

template <>
struct EnumNames<ConcurrencyMode> {
  static constexpr EnumName<ConcurrencyMode> rows[] = {{"STRICT_FAILURE_TOLERANCE", ConcurrencyMode::strict},
                                                       {"SOFT_FAILURE_TOLERANCE", ConcurrencyMode::soft}};
};

/// As whom the roll-out speaks for an organization.
enum class CallAs : std::uint8_t { self, delegated_admin };

template <>
struct EnumNames<CallAs> {
  static constexpr EnumName<CallAs> rows[] = {{"SELF", CallAs::self},
                                              {"DELEGATED_ADMIN", CallAs::delegated_admin}};
};

/// A region, and who gets the stacks there.
struct Target {
  Range place;
  Located<std::string> region;
  std::vector<Located<AccountId>> accounts;
  std::vector<Located<OrganizationalUnitId>> organizational_units;

  /// Whether StackSets finds the accounts itself, in an organization.
  [[nodiscard]] bool is_service_managed() const { return !organizational_units.empty(); }
};

template <class Visitor>
void describe(Visitor& visitor, Target& target) {
  visitor.field(
      {.key = "region", .doc = "Region of all four stacks", .required = true, .one_of = Facts::regions},
      target.region);
  visitor.field({.key = "accounts", .doc = "Accounts that get the stacks (self-managed permissions)"},
                target.accounts);
  visitor.field({.key = "organizational_units",
                 .doc = "Organizational units, or the root, whose accounts get the stacks (service-managed "
                        "permissions)",
                 .max_items = limits::stack_set_organizational_units_max},
                target.organizational_units);
  visitor.overlay(
      {.key = "overlay", .doc = "What differs in this region; merges as an entry of `environments` does"});
}

/// How StackSets goes from account to account. Source of names and bounds: API
/// StackSetOperationPreferences, CreateStackSet.
struct Rollout {
  Range place;
  Located<AccountShare> failure_tolerance;
  Located<AccountShare> max_concurrent;
  Located<ConcurrencyMode> concurrency_mode{ConcurrencyMode::strict, {}, false};
  std::optional<Located<Arn>> administration_role;
  std::optional<Located<std::string>> execution_role_name;
  Located<CallAs> call_as{CallAs::self, {}, false};
};

template <class Visitor>
void describe(Visitor& visitor, Rollout& rollout) {
  visitor.field({.key = "failure_tolerance",
                 .doc = "Accounts of a region that may fail before the roll-out stops",
                 .fallback = "0"},
                rollout.failure_tolerance);
  visitor.field({.key = "max_concurrent",
                 .doc = "Accounts of a region that are worked on at a time, at least one",
                 .fallback = "1"},
                rollout.max_concurrent);
  visitor.field({.key = "concurrency_mode",
                 .doc = "STRICT_FAILURE_TOLERANCE works on at most one account more than may fail, "
                        "SOFT_FAILURE_TOLERANCE always on max_concurrent",
                 .fallback = "STRICT_FAILURE_TOLERANCE"},
                rollout.concurrency_mode);
  visitor.field({.key = "administration_role",
                 .doc = "ARN of the role by which StackSets reaches accounts",
                 .fallback = "the account's AWSCloudFormationStackSetAdministrationRole",
                 .example = "arn:aws:iam::123456789012:role/stack-set-administration"},
                rollout.administration_role);
  visitor.field({.key = "execution_role_name",
                 .doc = "Name of the role in each account that makes the stacks there",
                 .fallback = "AWSCloudFormationStackSetExecutionRole",
                 .pattern = "^[A-Za-z0-9_+=,.@-]+$",
                 .maximum = limits::role_name_max},
                rollout.execution_role_name);
  visitor.field({.key = "call_as",
                 .doc = "SELF in the organization's management account, DELEGATED_ADMIN in a member account",
                 .fallback = "SELF"},
                rollout.call_as);
}

}  // namespace agentcore
