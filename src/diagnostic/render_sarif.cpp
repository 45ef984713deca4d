#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "agentcore/render.hpp"
#include "diagnostic/finding_parts.hpp"

// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

namespace agentcore {
namespace {

using Json = nlohmann::ordered_json;

std::string_view level(Severity severity) { return to_string(severity); }  // the words are the same

/// A relative path is one from the folder in which the tool was run: of the repository, in CI.
std::string uri(const std::string& name) {
  static constexpr std::string_view unreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  static constexpr std::string_view digits = "0123456789ABCDEF";
  const std::string path = std::filesystem::path(name).lexically_normal().generic_string();
  std::string encoded = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (unreserved.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte >> 4U], digits[byte & 0x0FU]};
  }
  return encoded;
}

Json artifact_location(const Source& source) { return {{"uri", uri(source.name())}}; }

Json region(const Range& range) {
  const Source::Position begin = range.source->position(range.begin);
  const Source::Position end = range.source->position(std::max(range.begin, range.end));
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

Json physical_location(const Range& range) {
  return {{"artifactLocation", artifact_location(*range.source)}, {"region", region(range)}};
}

Json location(const Diagnostic& finding, const Sources& configs, const std::string& path) {
  Json location = Json::object();
  if (finding.range && !finding.range.source->is_argument()) {
    location["physicalLocation"] = physical_location(finding.range);
  } else if (!configs.empty()) {
    location["physicalLocation"] = {{"artifactLocation", artifact_location(*configs.front())}};
  }
  if (!path.empty()) location["logicalLocations"] = Json::array({{{"fullyQualifiedName", path}}});
  return location;
}

Json related_locations(const std::vector<Note>& notes) {
  Json locations = Json::array();
  for (const Note& note : notes) {
    Json location = {{"id", locations.size() + 1}, {"message", {{"text", note.text}}}};
    if (note.range && !note.range.source->is_argument()) {
      location["physicalLocation"] = physical_location(note.range);
    }
    locations.push_back(std::move(location));
  }
  return locations;
}

/// One change for each file that the edits are in.
Json fixes(const Diagnostic& finding, const std::vector<Range>& concealed) {
  std::vector<std::pair<const Source*, Json>> changes;
  for (const Edit& edit : edits_to_show(finding, concealed)) {
    if (!is_in_file(edit.range)) return Json::array();  // all of them together, or none
    auto change = std::find_if(changes.begin(), changes.end(),
                               [&](const auto& known) { return known.first == edit.range.source; });
    if (change == changes.end()) change = changes.insert(change, {edit.range.source, Json::array()});
    change->second.push_back(
        {{"deletedRegion", region(edit.range)}, {"insertedContent", {{"text", edit.text}}}});
  }
  if (changes.empty()) return Json::array();
  Json artifact_changes = Json::array();
  for (auto& [source, replacements] : changes) {
    artifact_changes.push_back(
        {{"artifactLocation", artifact_location(*source)}, {"replacements", std::move(replacements)}});
  }
  return Json::array(
      {{{"description", {{"text", finding.help}}}, {"artifactChanges", std::move(artifact_changes)}}});
}

std::string message(const Diagnostic& finding) {
  std::string text = finding.headline;
  if (finding.range && finding.range.source->is_argument()) text += " (" + finding.range.source->name() + ")";
  if (!finding.help.empty()) text += "\n" + finding.help;
  return text;
}

Json rule_json(const RuleInfo& rule) {
  const std::string help =
      "What to do: " + std::string(rule.help) + "\n\nSource: " + std::string(rule.source);
  const std::string markdown =
      "**What to do:** " + std::string(rule.help) + "\n\n**Source:** " + std::string(rule.source);
  return {{"id", rule.code},
          {"name", rule.name},
          {"shortDescription", {{"text", rule.summary}}},
          {"fullDescription", {{"text", rule.why.empty() ? rule.summary : rule.why}}},
          {"help", {{"text", help}, {"markdown", markdown}}},
          {"defaultConfiguration", {{"level", level(rule.severity)}}},
          {"properties", {{"source", rule.source}}}};
}

/// The rules that occur, each once, in the order of their codes.
class Rules {
 public:
  explicit Rules(const std::vector<const Diagnostic*>& findings) {
    for (const Diagnostic* finding : findings) entries_[finding->rule->code].rule = finding->rule;
    for (auto& [code, entry] : entries_) {
      entry.index = json_.size();
      json_.push_back(rule_json(*entry.rule));
    }
  }

  [[nodiscard]] std::size_t index(const RuleInfo& rule) const { return entries_.at(rule.code).index; }
  [[nodiscard]] const Json& json() const { return json_; }

 private:
  struct Entry {
    const RuleInfo* rule = nullptr;
    std::size_t index = 0;
  };
  std::map<std::string_view, Entry> entries_;
  Json json_ = Json::array();
};

Json result(const Diagnostic& finding, const Rules& rules, const Sources& configs,
            const std::vector<Range>& concealed, const PathFinder& path_of) {
  const std::string path = finding.range ? path_of(finding) : "";
  Json json = {{"ruleId", finding.rule->code},
               {"ruleIndex", rules.index(*finding.rule)},
               {"level", level(finding.severity)},
               {"message", {{"text", message(finding)}}},
               {"locations", Json::array({location(finding, configs, path)})}};
  if (!finding.notes.empty()) json["relatedLocations"] = related_locations(finding.notes);
  // Lines move with every edit above them; the path in the config stays.
  if (!path.empty()) json["partialFingerprints"] = {{"configPath/v1", path}};
  if (Json fix = fixes(finding, concealed); !fix.empty()) json["fixes"] = std::move(fix);
  return json;
}

}  // namespace

std::string render_sarif(const Diagnostics& diagnostics, const Sources& configs, const PathFinder& path_of) {
  const std::vector<const Diagnostic*> findings = diagnostics.sorted();
  const Rules rules(findings);
  Json results = Json::array();
  for (const Diagnostic* finding : findings) {
    results.push_back(result(*finding, rules, configs, diagnostics.concealed(), path_of));
  }
  const Json driver = {{"name", "agentcore-synth"}, {"version", AGENTCORE_VERSION}, {"rules", rules.json()}};
  Json run = {
      {"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}};
  if (const std::string more = more_findings(diagnostics); !more.empty()) {
    const Json notification = {{"level", "warning"}, {"message", {{"text", more}}}};
    run["invocations"] = Json::array(
        {{{"executionSuccessful", true}, {"toolExecutionNotifications", Json::array({notification})}}});
  }
  const Json log = {
      {"$schema",
       "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({run})}};
  return log.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace agentcore
