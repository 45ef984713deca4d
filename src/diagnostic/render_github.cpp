#include <fmt/format.h>

#include <algorithm>

#include "agentcore/render.hpp"
#include "diagnostic/finding_parts.hpp"
#include "diagnostic/text.hpp"

// The grammar: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands and, for
// what is escaped, `escapeData` and `escapeProperty` of actions/toolkit, packages/core/src/command.ts.

namespace agentcore {
namespace {

std::string escaped(std::string_view text, std::string_view special) {
  std::string shown;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      shown += c;
    } else {
      shown += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return shown;
}

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("{}={},", name, escaped(text::printable(value), "%\r\n:,"));
}

/// The runner takes columns only where first and last line are one. The last column is the last that is
/// meant, not the one behind it.
std::string place_properties(const Range& range) {
  if (!is_in_file(range)) return "";
  const Source::Position begin = range.source->position(range.begin);
  const Source::Position end = range.source->position(range.end);
  std::string text = property("file", range.source->name());
  text += fmt::format("line={},endLine={},", begin.line, end.line);
  if (begin.line != end.line) return text;
  return text + fmt::format("col={},endColumn={},", begin.column, std::max(begin.column + 1, end.column) - 1);
}

std::string_view command(Severity severity) {
  return severity == Severity::note ? std::string_view("notice") : to_string(severity);
}

std::string message(const Diagnostic& diagnostic) {
  std::string lines = text::printable(diagnostic.headline);
  for (const Note& note : diagnostic.notes) lines += "\n" + text::printable(note_line(note));
  if (!diagnostic.help.empty()) lines += "\nhelp: " + text::printable(diagnostic.help);
  return escaped(lines, "%\r\n");
}

}  // namespace

std::string render_github(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic* finding : diagnostics.sorted()) {
    text +=
        fmt::format("::{} {}title={} {}::{}\n", command(finding->severity), place_properties(finding->range),
                    finding->rule->code, finding->rule->name, message(*finding));
  }
  if (const std::string more = more_findings(diagnostics); !more.empty()) {
    text +=
        fmt::format("::{} title=agentcore-synth::{}\n", diagnostics.has_errors() ? "error" : "notice", more);
  }
  return text;
}

}  // namespace agentcore
