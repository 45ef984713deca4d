#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "accept/codes.hpp"
#include "accept/scope.hpp"
#include "agentcore/accept.hpp"
#include "agentcore/catalog.hpp"
#include "decode/suggestion.hpp"

namespace agentcore {

Acceptance::Acceptance(const Project& project, const Node& root,
                       const std::vector<const RuleInfo*>& catalogue)
    : scopes_(std::make_shared<Scopes>(root)) {
  if (project.suppress.empty() && project.severities.empty()) return;
  for (const RuleInfo* rule : catalogue) {
    catalogue_.emplace(rule->code, rule);
    catalogue_.emplace(rule->name, rule);
  }
  for (const Suppression& suppression : project.suppress) add(suppression);
  for (const SeverityOverride& override : project.severities) add(override);
  scopes_->close();
}

void Acceptance::add(const Suppression& suppression) {
  const RuleInfo* rule = find_rule(suppression.rule);
  const std::string_view at = suppression.at ? std::string_view(**suppression.at) : "";
  const std::optional<std::size_t> scope = suppression.at ? find_scope(*suppression.at) : std::nullopt;
  const bool leads = !suppression.at || scope;
  if (!has_reason(suppression.reason, suppression.place) || rule == nullptr || !leads) return;
  if (!is_first(*rule, at, "suppress", suppression.place)) return;
  if (!may_be_lowered(*rule, suppression.rule, Severity::note)) return;
  OfRule& of_rule = by_rule_[rule];
  if (scope) of_rule.by_scope.emplace(*scope, entries_.size());
  if (!scope) of_rule.everywhere.push_back(entries_.size());
  entries_.push_back({rule, suppression.place, std::nullopt});
}

void Acceptance::add(const SeverityOverride& override) {
  const RuleInfo* rule = find_rule(override.rule);
  if (!has_reason(override.reason, override.place) || rule == nullptr) return;
  if (!is_first(*rule, "", "severities", override.place)) return;
  if (!override.severity.written) return;  // AC2003 or AC2004 says so
  if (!may_be_lowered(*rule, override.rule, *override.severity)) return;
  by_rule_[rule].everywhere.push_back(entries_.size());
  entries_.push_back({rule, override.place, *override.severity});
}

const RuleInfo* Acceptance::find_rule(const Located<std::string>& name) {
  if (!name.written) return nullptr;  // AC2003 says so
  if (const auto found = catalogue_.find(*name); found != catalogue_.end()) return found->second;
  std::vector<std::string_view> names;
  for (const auto& [known, rule] : catalogue_) {
    if (known == rule->name) names.push_back(known);  // a code is near to many, and means none of them
  }
  std::sort(names.begin(), names.end());
  const std::string_view near = mistakes_.is_full() ? std::string_view{} : nearest(*name, names);
  Diagnostic& finding =
      mistakes_.report(accepting::unknown_rule, name.range, fmt::format("no rule is named `{}`", *name),
                       near.empty() ? "" : fmt::format("did you mean `{}`?", near));
  if (near.empty()) return nullptr;
  const std::string_view only = only_nearest(*name, names);
  if (!only.empty()) finding.mend(name.range, std::string(only));
  return nullptr;
}

bool Acceptance::has_reason(const Located<std::string>& reason, Range place) {
  if (!reason.written) return false;  // AC2003 says so
  if (reason->find_first_not_of(" \t\r\n") != std::string::npos) return true;
  mistakes_.report(accepting::no_reason, reason.range, "the reason is empty")
      .add_note("of this entry", place);
  return false;
}

std::optional<std::size_t> Acceptance::find_scope(const Located<std::string>& path) {
  const std::optional<std::size_t> scope = scopes_->find(*path);
  if (!scope) {
    mistakes_.report(accepting::nowhere, path.range, fmt::format("the config has nothing at `{}`", *path));
  }
  return scope;
}

bool Acceptance::is_first(const RuleInfo& rule, std::string_view at, std::string_view section, Range place) {
  const auto [first, fresh] = seen_.emplace(fmt::format("{} {} {}", section, rule.code, at), place);
  if (fresh) return true;
  mistakes_
      .report(accepting::twice, place,
              fmt::format("{} {} {} twice{}", rule.code, rule.name,
                          section == "suppress" ? "is suppressed" : "is given a severity",
                          at.empty() ? "" : " at one place"))
      .mend_by_removal(place)
      .add_note("the first is here", first->second);
  return false;
}

bool Acceptance::may_be_lowered(const RuleInfo& rule, const Located<std::string>& name, Severity to) {
  if (to <= rule.severity || !is_firm(rule)) return true;
  mistakes_.report(accepting::firm, name.range,
                   fmt::format("{} {} cannot be accepted: the templates are made from what it guards",
                               rule.code, rule.name));
  return false;
}

/// In the order in which they are written, suppressions first.
std::vector<std::size_t> Acceptance::entries_about(const OfRule& of_rule, const Range& place) const {
  std::vector<std::size_t> entries = of_rule.everywhere;
  if (!of_rule.by_scope.empty()) {
    for (const std::size_t scope : scopes_->holding(place)) {
      if (const auto found = of_rule.by_scope.find(scope); found != of_rule.by_scope.end())
        entries.push_back(found->second);
    }
    std::sort(entries.begin(), entries.end());
  }
  return entries;
}

std::optional<Severity> Acceptance::judge(const RuleInfo& rule, const Range& place, Severity severity) {
  const auto found = by_rule_.find(&rule);
  if (found == by_rule_.end()) return severity;
  std::optional<Severity> judged = severity;
  for (const std::size_t index : entries_about(found->second, place)) {
    Accepted& entry = entries_[index];
    entry.met = true;
    const bool lowers = severity == Severity::error && entry.severity != Severity::error;
    if (lowers && lowered_ == nullptr) lowered_ = &entry;
    judged = entry.severity;
    if (!judged) break;
  }
  return judged;
}

void Acceptance::take_checked(const Diagnostics& checked, Diagnostics& diagnostics) const {
  if (lowered_ == nullptr) return diagnostics.take(checked);
  static const std::set<std::string_view> on_values = {"AC9002", "AC9003", "AC9004",
                                                       "AC9005", "AC9006", "AC9007"};
  for (const Diagnostic* finding : checked.sorted()) {
    const bool on_value = on_values.contains(finding->rule->code);
    constexpr std::string_view lead = "internal error: ";
    const std::size_t skipped = finding->headline.starts_with(lead) ? lead.size() : 0;
    diagnostics.report(on_value ? accepting::unchecked_value : accepting::broken_template, lowered_->place,
                       fmt::format("since {} is accepted here: {}", lowered_->rule->code,
                                   finding->headline.substr(skipped)));
  }
}

void report_unused(const std::vector<const Acceptance*>& all, Diagnostics& diagnostics) {
  std::set<std::pair<const Source*, std::uint32_t>> met;
  for (const Acceptance* acceptance : all) {
    if (!acceptance->closed_) return;
    for (const Acceptance::Accepted& entry : acceptance->entries_) {
      if (entry.met) met.emplace(entry.place.source, entry.place.begin);
    }
  }
  for (const Acceptance* acceptance : all) {
    for (const Acceptance::Accepted& entry : acceptance->entries_) {
      if (met.contains({entry.place.source, entry.place.begin})) continue;
      // One that raises is a policy for findings to come.
      if (entry.severity && *entry.severity <= entry.rule->severity) continue;
      diagnostics.report(accepting::unused, entry.place,
                         fmt::format("nothing that {} {} finds {} this", entry.rule->code, entry.rule->name,
                                     entry.severity ? "is lowered by" : "is suppressed by"));
    }
  }
}

namespace {

/// As of `us-east-1`: lower-case words and a number. It becomes part of commands and URLs.
bool has_region_form(std::string_view name) {
  const std::size_t last = name.rfind('-');
  if (last == std::string_view::npos || last + 1 == name.size()) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(last) + 1, name.end(), is_digit) &&
         std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(last), is_word);
}

}  // namespace

void check_without_facts(const Project& project, Diagnostics& diagnostics) {
  if (catalog::find_region(*project.region) != nullptr) return;
  const bool needs_zones =
      project.network && project.network->makes_vpc() && project.network->private_agent_subnets.empty();
  if (!has_region_form(*project.region) || catalog::partition_of_region(*project.region) == nullptr) {
    diagnostics.report(accepting::without_facts, project.region.range,
                       fmt::format("no partition of AWS has a region such as `{}`", *project.region),
                       "write a region that AWS has");
  } else if (needs_zones) {
    diagnostics
        .report(
            accepting::without_facts, project.network->place,
            fmt::format("the zones of `{}` are not known, so the subnets cannot be chosen", *project.region))
        .add_note("the region is set here", project.region.range);
  }
}

std::vector<const RuleInfo*> accept_rules() {
  using namespace accepting;
  return {&unknown_rule, &no_reason,     &nowhere,         &unused,         &twice,
          &firm,         &without_facts, &unchecked_value, &broken_template};
}

}  // namespace agentcore
