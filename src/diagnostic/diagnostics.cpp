#include <algorithm>
#include <tuple>
#include <utility>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

namespace {

std::string_view file_of(const Diagnostic& diagnostic) {
  return diagnostic.range ? std::string_view(diagnostic.range.source->name()) : std::string_view{};
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "";
}

void Diagnostic::add_note(std::string text, Range place) { notes.push_back({std::move(text), place}); }

Diagnostic& Diagnostic::mend(Range place, std::string value) {
  fix.push_back({place, std::move(value), Edit::Kind::value});
  return *this;
}

Diagnostic& Diagnostic::mend_by_removal(Range place) {
  fix.push_back({place, {}, Edit::Kind::removal});
  return *this;
}

/// An argument is a source anew for each environment that it is applied to.
const Source* Diagnostics::first_of_same(const Source* source) {
  if (!source->is_argument()) return source;
  for (const Source* known : arguments_) {
    if (known->text() == source->text()) return known;
  }
  arguments_.push_back(source);
  return source;
}

Diagnostics::Key Diagnostics::key_of(const RuleInfo& rule, const Range& range, const std::string& headline) {
  const Source* source = range ? first_of_same(range.source) : nullptr;
  return {&rule, source, range.begin, range.end, headline};
}

bool Diagnostics::is_new(const RuleInfo& rule, const Range& range, const std::string& headline) {
  if (!range || found_.size() >= most_kept) return true;
  return seen_.insert(key_of(rule, range, headline)).second;
}

std::optional<Severity> Diagnostics::judged(const RuleInfo& rule, const Range& range,
                                            const std::string& headline, Severity severity) {
  if (!judge_) return severity;
  const std::optional<Severity> judged = judge_(rule, range, severity);
  if (!judged) suppressed_.insert(key_of(rule, range, headline));
  return judged;
}

Diagnostic& Diagnostics::report(const RuleInfo& rule, Range range, std::string headline, std::string help) {
  const bool is_known = !is_new(rule, range, headline);
  const std::optional<Severity> severity =
      is_known ? std::nullopt : judged(rule, range, headline, rule.severity);
  if (severity && found_.size() >= most_kept) count_dropped(*severity);
  if (!severity || found_.size() >= most_kept)
    return beyond_ = Diagnostic{&rule, range, {}, {}, {}, rule.severity, {}};
  if (help.empty()) help = rule.help;
  if (*severity == Severity::error) ++errors_;
  return found_.emplace_back(
      Diagnostic{&rule, range, std::move(headline), std::move(help), {}, *severity, {}});
}

std::size_t Diagnostics::count(Severity severity) const {
  const auto kept = std::count_if(found_.begin(), found_.end(),
                                  [=](const Diagnostic& d) { return d.severity == severity; });
  const std::size_t beyond = severity == Severity::error     ? dropped_errors_
                             : severity == Severity::warning ? dropped_warnings_
                                                             : dropped_ - dropped_errors_ - dropped_warnings_;
  return static_cast<std::size_t>(kept) + beyond;
}

std::vector<const Diagnostic*> Diagnostics::sorted() const {
  std::vector<const Diagnostic*> order;
  order.reserve(found_.size());
  for (const Diagnostic& diagnostic : found_) order.push_back(&diagnostic);
  std::stable_sort(order.begin(), order.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return std::tuple(file_of(*a), a->range.begin, a->range.end, a->rule->code) <
           std::tuple(file_of(*b), b->range.begin, b->range.end, b->rule->code);
  });
  return order;
}

void Diagnostics::take(Diagnostic finding) {
  if (!is_new(*finding.rule, finding.range, finding.headline)) return;
  const auto severity = judged(*finding.rule, finding.range, finding.headline, finding.severity);
  if (!severity) return;
  finding.severity = *severity;
  if (finding.severity == Severity::error) ++errors_;
  found_.push_back(std::move(finding));
}

void Diagnostics::take(const Diagnostics& others) {
  for (const Diagnostic& finding : others.found_) take(finding);
  concealed_.insert(concealed_.end(), others.concealed_.begin(), others.concealed_.end());
  suppressed_.insert(others.suppressed_.begin(), others.suppressed_.end());
  dropped_ += others.dropped_;
  dropped_warnings_ += others.dropped_warnings_;
  dropped_errors_ += others.dropped_errors_;
  errors_ += others.dropped_errors_;
}

void Diagnostics::revise_fixes(const std::function<void(Diagnostic&)>& change) {
  for (Diagnostic& diagnostic : found_) {
    if (!diagnostic.fix.empty()) change(diagnostic);
  }
}

void Diagnostics::count_dropped(Severity severity) {
  ++dropped_;
  if (severity == Severity::warning) ++dropped_warnings_;
  if (severity != Severity::error) return;
  ++dropped_errors_;
  ++errors_;
}

void Diagnostics::promote_warnings() {
  errors_ += dropped_warnings_;
  dropped_errors_ += std::exchange(dropped_warnings_, 0);
  for (Diagnostic& diagnostic : found_) {
    if (diagnostic.severity != Severity::warning) continue;
    diagnostic.severity = Severity::error;
    ++errors_;
  }
}

}  // namespace agentcore
