#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "agentcore/render.hpp"
#include "diagnostic/excerpt.hpp"
#include "diagnostic/finding_parts.hpp"
#include "diagnostic/finding_text.hpp"
#include "diagnostic/text.hpp"

namespace agentcore {
namespace {

/// Of one rule, as long as it is no error: a platform of 1,000 runtimes may break the same habit in each.
constexpr std::size_t most_shown_alike = 10;

constexpr std::size_t columns_without_terminal = 160;
constexpr std::size_t columns_least = 20;

class FindingText {
 public:
  FindingText(const std::vector<Range>& concealed, const Palette& palette, std::size_t columns)
      : concealed_(concealed), palette_(palette), columns_(columns) {}

  std::string of(const Diagnostic& diagnostic) {
    headline(diagnostic.severity,
             fmt::format("{}[{}]", to_string(diagnostic.severity), diagnostic.rule->code),
             diagnostic.headline);
    place(diagnostic.range, palette_.of(diagnostic.severity), '^');
    for (const Note& note : diagnostic.notes) {
      headline(Severity::note, "note", note.text);
      place(note.range, palette_.frame, '-');
    }
    if (!diagnostic.help.empty()) {
      out_ += fmt::format("{}help{}: {}\n", palette_.bold, palette_.reset, hanging(diagnostic.help, 6));
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string hanging(std::string_view words, std::size_t taken) const {
    return text::wrapped(text::printable(words), columns_, taken, 6);
  }

  /// Columns for a source line behind ` <number> | `, with an ellipsis on both sides.
  [[nodiscard]] std::size_t window(std::size_t number_width) const {
    if (columns_ == 0) return columns_without_terminal;
    const std::size_t beside = number_width + 4 + 2 * std::string_view("...").size();
    return columns_ > beside + columns_least ? columns_ - beside : columns_least;
  }

  void headline(Severity severity, std::string_view label, std::string_view words) {
    out_ += fmt::format("{}{}{}{}: {}{}\n", palette_.of(severity), label, palette_.reset, palette_.bold,
                        hanging(words, label.size() + 2), palette_.reset);
  }

  void place(const Range& range, std::string_view caret_color, char caret) {
    if (!range) return;
    const Source& source = *range.source;
    const Source::Position at = source.position(range.begin);
    const std::string number = std::to_string(at.line);
    const std::string_view bar = palette_.frame;
    const std::string_view reset = palette_.reset;
    out_ += fmt::format("{:{}}{}-->{} {}\n", "", number.size() + 1, bar, reset,
                        source.is_argument()
                            ? "the command line"
                            : fmt::format("{}:{}:{}", text::printable(source.name()), at.line, at.column));
    if (source.text().empty()) return;
    const Excerpt shown = excerpt(range, concealed_, window(number.size()));
    out_ += fmt::format("{:{}}{}|{}\n", "", number.size() + 2, bar, reset);
    out_ += fmt::format(" {}{} |{} {}\n", bar, number, reset, shown.text);
    out_ += fmt::format("{:{}}{}|{} {:{}}{}{}{}\n", "", number.size() + 2, bar, reset, "", shown.caret,
                        caret_color, std::string(shown.length, caret), reset);
  }

  const std::vector<Range>& concealed_;
  const Palette& palette_;
  std::size_t columns_;
  std::string out_;
};

/// Counts the findings of each rule.
class Alike {
 public:
  explicit Alike(const std::vector<const Diagnostic*>& findings) {
    for (const Diagnostic* finding : findings) ++of(*finding).all;
  }

  bool next_is_shown(const Diagnostic& finding) {
    return finding.severity == Severity::error || ++of(finding).seen <= most_shown_alike;
  }

  /// How many are not shown, behind the last one that is.
  std::size_t left_out_after(const Diagnostic& finding) {
    const Counts& counts = of(finding);
    return counts.seen == most_shown_alike ? counts.all - counts.seen : 0;
  }

 private:
  struct Counts {
    std::size_t all = 0;
    std::size_t seen = 0;
  };

  Counts& of(const Diagnostic& finding) { return counts_[{finding.rule, finding.severity}]; }

  std::map<std::pair<const RuleInfo*, Severity>, Counts> counts_;
};

}  // namespace

std::string finding_text(const Diagnostic& diagnostic, const std::vector<Range>& concealed,
                         const Palette& palette, std::size_t columns) {
  return FindingText(concealed, palette, columns).of(diagnostic);
}

std::string render_text(const Diagnostics& diagnostics, bool color, std::size_t columns) {
  const std::vector<const Diagnostic*> sorted = diagnostics.sorted();
  Alike alike(sorted);
  std::string text;
  for (const Diagnostic* diagnostic : sorted) {
    if (!alike.next_is_shown(*diagnostic)) continue;
    text += finding_text(*diagnostic, diagnostics.concealed(), color ? colored : plain, columns) + '\n';
    if (const std::size_t more = alike.left_out_after(*diagnostic); more > 0)
      text += fmt::format("and {} more of {} ({}); --diagnostics json shows them\n\n", more,
                          diagnostic->rule->code, diagnostic->rule->name);
  }
  if (diagnostics.dropped() > 0) text += more_findings(diagnostics) + "\n\n";
  return text;
}

}  // namespace agentcore
