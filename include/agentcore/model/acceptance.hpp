#pragma once

// What a user accepts on purpose: findings that are not shown, and rules with another severity.

#include <optional>
#include <string>

#include "agentcore/model/field.hpp"

namespace agentcore {

template <>
struct EnumNames<Severity> {
  static constexpr EnumName<Severity> rows[] = {
      {"error", Severity::error}, {"warning", Severity::warning}, {"note", Severity::note}};
};

/// Findings of a rule that are accepted.
struct Suppression {
  Range place;
  Located<std::string> rule;  ///< a code or a name
  Located<std::string> reason;
  std::optional<Located<std::string>> at;  ///< a path of the config: only there and below
};

template <class Visitor>
void describe(Visitor& visitor, Suppression& suppression) {
  visitor.field({.key = "rule", .doc = "Code or name of the rule, such as AC3214", .required = true},
                suppression.rule);
  visitor.field({.key = "reason", .doc = "Why its findings are accepted", .required = true},
                suppression.reason);
  visitor.field({.key = "at",
                 .doc = "Path of what they are accepted for, such as runtimes[0].artifact",
                 .fallback = "everywhere in the file"},
                suppression.at);
}

/// Another severity for a rule.
struct SeverityOverride {
  Range place;
  Located<std::string> rule;  ///< a code or a name
  Located<Severity> severity;
  Located<std::string> reason;
};

template <class Visitor>
void describe(Visitor& visitor, SeverityOverride& override) {
  visitor.field({.key = "rule", .doc = "Code or name of the rule, such as AC3123", .required = true},
                override.rule);
  visitor.field({.key = "severity", .doc = "What its findings count as", .required = true},
                override.severity);
  visitor.field({.key = "reason", .doc = "Why they count as that", .required = true}, override.reason);
}

}  // namespace agentcore
