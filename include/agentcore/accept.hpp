#pragma once

// Findings -> what they count as: the sections `suppress` and `severities` of a config, carried out.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "agentcore/model/project.hpp"

namespace agentcore {

class Scopes;  // the places that paths of the config stand for

/// What one config accepts, and what of it was met.
class Acceptance {
 public:
  /// `root` is what `project` was decoded from, `catalogue` the rules of all phases.
  Acceptance(const Project& project, const Node& root, const std::vector<const RuleInfo*>& catalogue);

  /// Reports what is wrong with the two sections: AC39xx.
  void report_mistakes(Diagnostics& diagnostics) const { diagnostics.take(mistakes_); }

  /// What a finding of `rule` counts as. Nothing: it is accepted.
  std::optional<Severity> judge(const RuleInfo& rule, const Range& place, Severity severity);

  /// Takes over what check_stacks found. Where the user lowered an error, values that a schema refuses are a
  /// consequence of that (AC5306, AC5307) and no bug of ours.
  void take_checked(const Diagnostics& checked, Diagnostics& diagnostics) const;

  /// To be told when all phases ran, since only then is it known what was not met.
  void close() { closed_ = true; }

 private:
  friend void report_unused(const std::vector<const Acceptance*>& all, Diagnostics& diagnostics);

  /// One entry of either section.
  struct Accepted {
    const RuleInfo* rule;
    Range place;
    std::optional<Severity> severity;  // nothing: suppressed
    bool met = false;
  };

  /// The entries about one rule, as indices.
  struct OfRule {
    std::vector<std::size_t> everywhere;
    std::unordered_map<std::size_t, std::size_t> by_scope;
  };

  void add(const Suppression& suppression);
  void add(const SeverityOverride& override);
  const RuleInfo* find_rule(const Located<std::string>& name);
  bool has_reason(const Located<std::string>& reason, Range place);
  bool may_be_lowered(const RuleInfo& rule, const Located<std::string>& name, Severity to);
  bool is_first(const RuleInfo& rule, std::string_view at, std::string_view section, Range place);
  std::optional<std::size_t> find_scope(const Located<std::string>& path);
  [[nodiscard]] std::vector<std::size_t> entries_about(const OfRule& of_rule, const Range& place) const;

  std::unordered_map<std::string_view, const RuleInfo*> catalogue_;  // by code and by name
  std::vector<Accepted> entries_;
  std::unordered_map<const RuleInfo*, OfRule> by_rule_;
  std::shared_ptr<Scopes> scopes_;
  std::map<std::string, Range> seen_;  // section, rule and path -> the first entry
  const Accepted* lowered_ = nullptr;  // the first that made less of an error
  Diagnostics mistakes_;
  bool closed_ = false;
};

/// Reports each entry that makes less of findings and that none met, in any of the environments of a file,
/// once all of them were checked to the end.
void report_unused(const std::vector<const Acceptance*>& all, Diagnostics& diagnostics);

/// Reports what a config lacks that the facts would tell if its region were known: a user may accept that it
/// is not.
void check_without_facts(const Project& project, Diagnostics& diagnostics);

/// Whether the templates could not be made, or not be right, without the rule: it cannot be accepted.
bool is_firm(const RuleInfo& rule);

std::vector<const RuleInfo*> accept_rules();

}  // namespace agentcore
