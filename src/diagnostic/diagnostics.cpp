#include <algorithm>
#include <functional>
#include <numeric>
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

Diagnostics::Key Diagnostics::key_of(const RuleInfo& rule, const Range& range, std::string_view headline) {
  const auto source = [&] {
    if (!range) return Key{0};
    return range.source->is_argument() ? std::hash<std::string_view>()(range.source->text())
                                       : std::hash<const void*>()(range.source);
  };
  Key key = std::hash<std::string_view>()(headline);
  for (const Key part : {std::hash<const void*>()(&rule), source(), Key{range.begin}, Key{range.end}}) {
    constexpr Key odd = 0x9E3779B97F4A7C15;  // of the golden ratio: spreads the bits of what is added
    key = (key ^ part) * odd;
    key ^= key >> 32U;
  }
  return key;
}

Diagnostics::Key Diagnostics::key_of(const Diagnostic& finding) {
  return key_of(*finding.rule, finding.range, finding.headline);
}

std::optional<Severity> Diagnostics::judged(const RuleInfo& rule, const Range& range, Key key,
                                            Severity severity) {
  if (!judge_) return severity;
  const std::optional<Severity> judged = judge_(rule, range, severity);
  if (!judged) suppressed_.insert(key);
  return judged;
}

bool Diagnostics::has_room_for(Severity severity) const {
  return found_.size() < most_kept || (severity == Severity::error && !lesser_.empty());
}

Diagnostic& Diagnostics::keep(Diagnostic finding) {
  const bool is_error = finding.severity == Severity::error;
  if (is_error) ++errors_;
  if (found_.size() < most_kept) {
    if (!is_error) lesser_.push_back(found_.size());
    return found_.emplace_back(std::move(finding));
  }
  Diagnostic& lesser = found_[lesser_.back()];
  lesser_.pop_back();
  drop(bool(lesser.range), key_of(lesser), lesser.severity);
  return lesser = std::move(finding);
}

void Diagnostics::drop(bool has_place, Key key, Severity severity) {
  ++dropped_[index(severity)];
  if (severity == Severity::error) ++errors_;
  if (has_place) {
    dropped_keys_.emplace(key, severity);
  } else {
    ++dropped_without_place_[index(severity)];
  }
}

Diagnostic& Diagnostics::report(const RuleInfo& rule, Range range, std::string headline, std::string help) {
  const Key key = key_of(rule, range, headline);
  const std::optional<Severity> severity =
      is_new(range, key) ? judged(rule, range, key, rule.severity) : std::nullopt;
  if (severity && has_room_for(*severity)) {
    if (help.empty()) help = rule.help;
    return keep({&rule, range, std::move(headline), std::move(help), {}, *severity, {}});
  }
  if (severity) drop(bool(range), key, *severity);
  return beyond_ = Diagnostic{&rule, range, {}, {}, {}, rule.severity, {}};
}

std::size_t Diagnostics::count(Severity severity) const {
  const auto kept = std::count_if(found_.begin(), found_.end(),
                                  [=](const Diagnostic& d) { return d.severity == severity; });
  return static_cast<std::size_t>(kept) + dropped(severity);
}

std::size_t Diagnostics::dropped() const { return std::accumulate(dropped_.begin(), dropped_.end(), 0UL); }

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
  const Key key = key_of(finding);
  if (!is_new(finding.range, key)) return;
  const auto severity = judged(*finding.rule, finding.range, key, finding.severity);
  if (!severity) return;
  finding.severity = *severity;
  if (has_room_for(*severity)) {
    keep(std::move(finding));
  } else {
    drop(bool(finding.range), key, *severity);
  }
}

void Diagnostics::take(const Diagnostics& others) {
  for (const Diagnostic& finding : others.found_) take(finding);
  concealed_.insert(concealed_.end(), others.concealed_.begin(), others.concealed_.end());
  suppressed_.insert(others.suppressed_.begin(), others.suppressed_.end());
  for (const auto& [key, severity] : others.dropped_keys_) {
    if (seen_.insert(key).second) drop(true, key, severity);
  }
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    for (std::size_t i = 0; i < others.dropped_without_place_[index(severity)]; ++i)
      drop(false, {}, severity);
  }
}

void Diagnostics::revise(const std::function<void(Diagnostic&)>& change) {
  std::for_each(found_.begin(), found_.end(), change);
}

void Diagnostics::revise_fixes(const std::function<void(Diagnostic&)>& change) {
  for (Diagnostic& diagnostic : found_) {
    if (!diagnostic.fix.empty()) change(diagnostic);
  }
}

void Diagnostics::promote_warnings() {
  std::size_t& dropped_warnings = dropped_[index(Severity::warning)];
  errors_ += dropped_warnings;
  dropped_[index(Severity::error)] += std::exchange(dropped_warnings, 0);
  for (Diagnostic& diagnostic : found_) {
    if (diagnostic.severity != Severity::warning) continue;
    diagnostic.severity = Severity::error;
    ++errors_;
  }
  std::erase_if(lesser_, [&](std::size_t at) { return found_[at].severity == Severity::error; });
}

}  // namespace agentcore
