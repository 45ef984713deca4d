#include <algorithm>
#include <optional>
#include <set>

#include "agentcore/fix.hpp"

namespace agentcore {
namespace {

constexpr int most_rounds = 10;

const Source& source_of(const Checked& checked) { return *checked.configs.front().file->source; }

/// Errors by phase, then all other findings: less is better. An error of an early phase hides those of the
/// later ones, so that a mend that brings some to light has not made them.
std::vector<std::size_t> badness(const Diagnostics& diagnostics) {
  constexpr std::string_view phases[] = {"AC1", "AC20", "AC25", "AC"};
  std::vector<std::size_t> counts(std::size(phases) + 1);
  for (const Diagnostic* finding : diagnostics.sorted()) {
    const bool is_error = finding->severity == Severity::error;
    const auto* phase = std::find_if(std::begin(phases), std::end(phases), [&](std::string_view prefix) {
      return is_error && finding->rule->code.starts_with(prefix);
    });
    ++counts[static_cast<std::size_t>(phase - std::begin(phases))];
  }
  counts.back() += diagnostics.dropped();
  return counts;
}

/// The mends of one round, in the order of the text; of two that overlap, the first.
class Round {
 public:
  explicit Round(const Checked& checked)
      : source_(source_of(checked)), concealed_(checked.diagnostics.concealed()) {
    for (const Diagnostic* finding : checked.diagnostics.sorted()) {
      if (finding->fix.empty() || !is_free(finding->fix)) continue;
      for (const Edit& edit : finding->fix) {
        edits_.emplace(edit.range.begin, edit.range.end);
        made_.push_back({finding->rule->code, &edit});
      }
    }
    std::sort(made_.begin(), made_.end(),
              [](const Made& a, const Made& b) { return a.edit->range.begin < b.edit->range.begin; });
  }

  [[nodiscard]] bool is_empty() const { return made_.empty(); }

  [[nodiscard]] std::string text() const {
    const std::string& before = source_.text();
    std::string after;
    std::size_t at = 0;
    for (const Made& made : made_) {
      after.append(before, at, made.edit->range.begin - at);
      after += made.edit->text;
      at = made.edit->range.end;
    }
    return after.append(before, at);
  }

  void list(std::vector<Change>& changes) const {
    for (const Made& made : made_) {
      const Range& range = made.edit->range;
      changes.push_back({made.code, source_.position(range.begin).line, shown(range), made.edit->text});
      if (is_concealed(range)) changes.back().after = std::string(made.edit->text.empty() ? 0 : 3, '*');
    }
  }

 private:
  struct Made {
    std::string_view code;
    const Edit* edit;
  };

  [[nodiscard]] bool is_free(const std::vector<Edit>& fix) const {
    return std::none_of(fix.begin(), fix.end(), [&](const Edit& edit) {
      if (edit.range.source != &source_) return true;
      const auto behind = edits_.lower_bound({edit.range.end, 0});
      return behind != edits_.begin() && std::prev(behind)->second > edit.range.begin;
    });
  }

  [[nodiscard]] bool is_concealed(const Range& range) const {
    return std::any_of(concealed_.begin(), concealed_.end(),
                       [&](const Range& secret) { return secret.overlaps(range); });
  }

  [[nodiscard]] std::string shown(const Range& range) const {
    std::string text = source_.text().substr(range.begin, range.end - range.begin);
    for (const Range& secret : concealed_) {
      if (!secret.overlaps(range)) continue;
      const std::uint32_t from = std::max(secret.begin, range.begin) - range.begin;
      const std::uint32_t to = std::min(secret.end, range.end) - range.begin;
      std::fill(text.begin() + from, text.begin() + to, '*');
    }
    return text;
  }

  const Source& source_;
  const std::vector<Range>& concealed_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> edits_;
  std::vector<Made> made_;
};

}  // namespace

Mended mend(Checked checked, const Overrides& overrides) {
  Mended best{std::move(checked), {}, false};
  std::optional<Checked>
      beyond;  // behind the best, as what a round brings to light may be mended by the next
  std::vector<Change> changes;
  for (int count = 0; count < most_rounds; ++count) {
    const Checked& last = beyond ? *beyond : best.checked;
    const Round round(last);
    if (round.is_empty()) break;
    best.was_no_gain = best.changes.empty();
    Checked next = check(std::make_unique<Source>(source_of(last).name(), round.text()), overrides,
                         last.configs.front().file->lock);
    if (!next.configs.front().file->document) break;
    round.list(changes);
    if (badness(next.diagnostics) < badness(best.checked.diagnostics)) {
      best = {std::move(next), changes, false};
      beyond.reset();
    } else {
      beyond = std::move(next);
    }
  }
  return best;
}

}  // namespace agentcore
