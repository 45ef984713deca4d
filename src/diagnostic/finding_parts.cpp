#include "diagnostic/finding_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agentcore {
namespace {

bool tells(const Edit& edit, const Range& secret) {
  if (edit.range.overlaps(secret)) return true;
  const std::string& all = secret.source->text();
  const std::string_view text = std::string_view(all).substr(std::min<std::size_t>(secret.begin, all.size()),
                                                             secret.end - secret.begin);
  return !text.empty() && edit.text.find(text) != std::string::npos;
}

}  // namespace

bool is_in_file(const Range& range) {
  return range && !range.source->is_argument() && range.source->name() != "<stdin>";
}

std::vector<Edit> edits_to_show(const Diagnostic& diagnostic, const std::vector<Range>& concealed) {
  for (const Edit& edit : diagnostic.fix) {
    if (std::any_of(concealed.begin(), concealed.end(),
                    [&](const Range& secret) { return tells(edit, secret); }))
      return {};
  }
  return diagnostic.fix;
}

std::string note_line(const Note& note) {
  if (!note.range) return fmt::format("note: {}", note.text);
  const Source& source = *note.range.source;
  if (source.is_argument()) return fmt::format("note: {} ({})", note.text, source.name());
  const Source::Position at = source.position(note.range.begin);
  return fmt::format("note: {} ({}:{}:{})", note.text, source.name(), at.line, at.column);
}

std::string more_findings(const Diagnostics& diagnostics) {
  const std::size_t count = diagnostics.dropped();
  if (count == 0) return "";
  return fmt::format("and {} finding{} more", count, count == 1 ? "" : "s");
}

}  // namespace agentcore
