#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "agentcore/render.hpp"
#include "diagnostic/finding_parts.hpp"
#include "diagnostic/finding_text.hpp"
#include "diagnostic/text.hpp"

namespace agentcore {
namespace {

using Findings = std::vector<const Diagnostic*>;

/// Printable text inside an attribute or an element.
std::string xml(std::string_view printable) {
  std::string shown;
  for (const char c : printable) {
    switch (c) {
      case '&':
        shown += "&amp;";
        break;
      case '<':
        shown += "&lt;";
        break;
      case '>':
        shown += "&gt;";
        break;
      case '"':
        shown += "&quot;";
        break;
      default:
        shown += c;
    }
  }
  return shown;
}

std::string attribute(std::string_view text) { return xml(text::printable(text)); }

bool fails(const Diagnostic* finding) { return finding->severity == Severity::error; }

/// "AC3001 project-name at 1:10": no two findings of a file are of one rule at one place with one headline.
std::string case_name(const Diagnostic& finding) {
  std::string name = fmt::format("{} {}", finding.rule->code, finding.rule->name);
  if (!finding.range) return name;
  if (finding.range.source->is_argument()) return fmt::format("{} at {}", name, finding.range.source->name());
  const Source::Position at = finding.range.source->position(finding.range.begin);
  return fmt::format("{} at {}:{}", name, at.line, at.column);
}

std::string counts(const Findings& findings) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\"",
                     std::max<std::size_t>(1, findings.size()),
                     std::count_if(findings.begin(), findings.end(), fails));
}

class Suites {
 public:
  explicit Suites(const Diagnostics& diagnostics) : concealed_(diagnostics.concealed()) {}

  /// Returns the number of its test cases.
  std::size_t add(const std::string& name, const Findings& findings) {
    const std::string shown = attribute(name);
    text_ += fmt::format("  <testsuite name=\"{}\" {}>\n", shown, counts(findings));
    if (findings.empty()) text_ += fmt::format("    <testcase classname=\"{}\" name=\"valid\"/>\n", shown);
    for (const Diagnostic* finding : findings) add_case(shown, *finding);
    text_ += "  </testsuite>\n";
    return std::max<std::size_t>(1, findings.size());
  }

  /// What is counted and not shown. An error among it must not look like a pass.
  void add_more(const std::string& more, bool fails) {
    text_ += fmt::format(
        "  <testsuite name=\"{0}\" tests=\"1\" failures=\"{1}\" errors=\"0\" skipped=\"0\">\n"
        "    <testcase classname=\"{0}\" name=\"{0}\">\n      {2}\n    </testcase>\n  </testsuite>\n",
        more, fails ? 1 : 0,
        fails ? fmt::format("<failure message=\"{}\"/>", more) : "<system-out>none is an error</system-out>");
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void add_case(const std::string& suite, const Diagnostic& finding) {
    const std::string body = xml(finding_text(finding, concealed_, plain, 0));
    text_ +=
        fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n", suite, attribute(case_name(finding)));
    if (fails(&finding)) {
      text_ += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n", finding.rule->code,
                           attribute(finding.headline), body);
    } else {
      text_ += fmt::format("      <system-out>{}</system-out>\n", body);
    }
    text_ += "    </testcase>\n";
  }

  const std::vector<Range>& concealed_;
  std::string text_;
};

}  // namespace

std::string render_junit(const Diagnostics& diagnostics, const Sources& configs) {
  const Findings all = diagnostics.sorted();
  std::map<const Source*, Findings> by_config;
  for (const Source* config : configs) by_config[config];
  Findings others;
  for (const Diagnostic* finding : all) {
    const auto config = by_config.find(finding->range.source);
    (config == by_config.end() ? others : config->second).push_back(finding);
  }
  Suites suites(diagnostics);
  std::size_t tests = 0;
  for (const Source* config : configs) tests += suites.add(config->name(), by_config[config]);
  if (!others.empty()) tests += suites.add("the command line and the output", others);
  const std::string more = more_findings(diagnostics);
  const bool more_fails = diagnostics.dropped(Severity::error) > 0;
  if (!more.empty()) suites.add_more(more, more_fails);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"agentcore-synth\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n"
      "{}</testsuites>\n",
      tests + (more.empty() ? 0 : 1), std::count_if(all.begin(), all.end(), fails) + (more_fails ? 1 : 0),
      suites.text());
}

}  // namespace agentcore
