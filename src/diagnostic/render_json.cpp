#include <nlohmann/json.hpp>

#include "agentcore/render.hpp"
#include "diagnostic/finding_parts.hpp"

namespace agentcore {
namespace {

using Json = nlohmann::ordered_json;

Json position_json(const Source& source, std::uint32_t offset) {
  const Source::Position at = source.position(offset);
  return {{"line", at.line}, {"column", at.column}};
}

Json range_json(const Range& range) {
  if (!range) return nullptr;
  return {{"start", position_json(*range.source, range.begin)},
          {"end", position_json(*range.source, range.end)}};
}

Json file_json(const Range& range) { return range ? Json(range.source->name()) : Json(nullptr); }

Json fix_json(const std::vector<Edit>& edits) {
  Json fix = Json::array();
  for (const Edit& edit : edits) {
    fix.push_back({{"file", file_json(edit.range)}, {"range", range_json(edit.range)}, {"text", edit.text}});
  }
  return fix;
}

Json finding_json(const Diagnostic& diagnostic, const std::vector<Range>& concealed,
                  const PathFinder& path_of) {
  Json notes = Json::array();
  for (const Note& note : diagnostic.notes) {
    notes.push_back(
        {{"text", note.text}, {"file", file_json(note.range)}, {"range", range_json(note.range)}});
  }
  return {{"code", diagnostic.rule->code},
          {"rule", diagnostic.rule->name},
          {"severity", to_string(diagnostic.severity)},
          {"headline", diagnostic.headline},
          {"help", diagnostic.help},
          {"file", file_json(diagnostic.range)},
          {"path", diagnostic.range ? path_of(diagnostic) : ""},
          {"range", range_json(diagnostic.range)},
          {"notes", std::move(notes)},
          {"fix", fix_json(edits_to_show(diagnostic, concealed))}};
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const PathFinder& path_of) {
  Json findings = Json::array();
  for (const Diagnostic* diagnostic : diagnostics.sorted()) {
    findings.push_back(finding_json(*diagnostic, diagnostics.concealed(), path_of));
  }
  Json json = {{"version", 1}, {"findings", std::move(findings)}};
  if (diagnostics.dropped() > 0) json["more"] = diagnostics.dropped();
  // ASCII, so that no control character of a config reaches a terminal. A file name need not be UTF-8: show
  // what can be shown rather than throw.
  return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace agentcore
