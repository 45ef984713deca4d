#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "agentcore/accept.hpp"
#include "agentcore/pipeline.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view head =
    "project: hackathon\nenvironment: test\nregion: us-east-1\n"
    "repositories: [{image_tag_mutability: MUTABLE}]\n";

Checked check_text(std::string text, const Overrides& overrides = {}) {
  return check(std::make_unique<Source>("config.yaml", std::string(head) + std::move(text)), overrides);
}

std::multiset<std::string_view> codes_of(const Diagnostics& diagnostics) {
  std::multiset<std::string_view> codes;
  for (const Diagnostic* finding : diagnostics.sorted()) codes.insert(finding->rule->code);
  return codes;
}

using Codes = std::multiset<std::string_view>;

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> lines;
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// What follows `flag` in the arguments of a case.
Overrides overrides_of(const fs::path& arguments) {
  Overrides overrides;
  const std::vector<std::string> words = lines_of(arguments);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--set") overrides.values.push_back(words[i + 1]);
    if (words[i] == "--env") overrides.environment = words[i + 1];
    if (words[i] == "--region") overrides.region = words[i + 1];
  }
  return overrides;
}

TEST_CASE("an error on meaning is accepted where templates can be made without it, and else is firm") {
  std::size_t accepted = 0;
  for (const RuleInfo* rule : all_rules()) {
    if (!rule->code.starts_with("AC3") || rule->code.starts_with("AC39")) continue;
    const fs::path folder = fs::path(PROJECT_FOLDER) / "tests" / "rules" /
                            (std::string(rule->code) + "-" + std::string(rule->name));
    Overrides overrides = overrides_of(folder / "fail.arguments");
    overrides.values.push_back("severities=[{rule: " + std::string(rule->code) +
                               ", severity: note, reason: a test}]");
    const Checked checked = check((folder / "fail.yaml").string(), overrides);
    const Codes codes = codes_of(checked.diagnostics);
    INFO(rule->code << " " << rule->name);
    CHECK(codes.count("AC3906") == (is_firm(*rule) ? 1 : 0));
    for (const std::string_view code : codes) CHECK_FALSE(code.starts_with("AC9"));
    for (const Diagnostic* finding : checked.diagnostics.sorted()) {
      if (finding->rule == rule && !is_firm(*rule)) CHECK(finding->severity == Severity::note);
    }
    accepted += is_firm(*rule) ? 0 : 1;
  }
  CHECK(accepted > 80);
}

TEST_CASE("errors of reading, shape, references and quotas, and of the program, are firm") {
  for (const RuleInfo* rule : all_rules()) {
    const bool on_meaning = rule->code.starts_with("AC3") || rule->code.starts_with("AC5");
    INFO(rule->code);
    if (!on_meaning && rule->severity == Severity::error) CHECK(is_firm(*rule));
    if (rule->code.starts_with("AC50") && rule->severity == Severity::error) CHECK(is_firm(*rule));
    if (rule->severity == Severity::warning && !rule->code.starts_with("AC39")) CHECK_FALSE(is_firm(*rule));
  }
}

constexpr std::string_view two_runtimes =
    "runtimes:\n"
    "  - {runtime_name: planner, artifact: {repository: agent-images, tag: stable}}\n"
    "  - {runtime_name: writer, artifact: {repository: agent-images, tag: stable}}\n";

TEST_CASE("a suppression holds at its path and below") {
  struct Case {
    std::string_view at;
    std::size_t shown;
  };
  const Case cases[] = {{"runtimes", 0},
                        {"runtimes[0]", 1},
                        {"runtimes[1].artifact.tag", 1},
                        {"runtimes[writer].artifact", 1},
                        {"project", 2},
                        {"runtimes[0].artifact.repository", 2}};
  for (const Case& expected : cases) {
    INFO(expected.at);
    const Checked checked =
        check_text(std::string(two_runtimes) + "suppress: [{rule: moving-tag, reason: r, at: \"" +
                   std::string(expected.at) + "\"}]\n");
    CHECK(codes_of(checked.diagnostics).count("AC3214") == expected.shown);
    CHECK(checked.diagnostics.suppressed() == 2 - expected.shown);
    CHECK(codes_of(checked.diagnostics).count("AC3904") == (expected.shown == 2 ? 1 : 0));
  }
}

TEST_CASE("a suppression holds for what an overlay or an argument writes at its path") {
  const std::string text = std::string(two_runtimes) +
                           "suppress: [{rule: moving-tag, reason: r, at: \"runtimes[planner].artifact\"}]\n"
                           "environments:\n"
                           "  test: {runtimes: [{runtime_name: planner, artifact: {tag: nightly}}]}\n";
  const Checked overlaid = check_text(text);
  CHECK(codes_of(overlaid.diagnostics) == Codes{"AC3214"});
  const Checked set = check_text(text, {"test", {"runtimes[planner].artifact.tag=edge"}});
  CHECK(codes_of(set.diagnostics) == Codes{"AC3214"});
}

TEST_CASE("a suppression that one environment needs is used, and one environment alone does not tell") {
  const std::string text =
      "runtimes: [{runtime_name: a, artifact: {repository: agent-images, tag: v1}}]\n"
      "suppress: [{rule: moving-tag, reason: r}]\n"
      "environments:\n"
      "  test: {}\n"
      "  prod: {runtimes: [{runtime_name: a, artifact: {tag: stable}}]}\n";
  for (const Overrides& overrides : {Overrides{}, Overrides{"test", {}}}) {
    const Codes codes = codes_of(check_text(text, overrides).diagnostics);
    CHECK(codes.count("AC3214") == 0);
    CHECK(codes.count("AC3904") == 0);
  }
}

TEST_CASE("whether a suppression is unused is not known of a config with errors") {
  const Checked checked = check_text("runtimes: []\nsuppress: [{rule: moving-tag, reason: r}]\n");
  CHECK(codes_of(checked.diagnostics) == Codes{"AC3004", "AC3608"});
}

TEST_CASE("a warning of a rule that was raised is an error, and stops the templates") {
  const Checked checked = check_text(std::string(two_runtimes) +
                                     "severities: [{rule: moving-tag, severity: error, reason: r}]\n");
  CHECK(checked.diagnostics.count(Severity::error) == 2);
  CHECK_FALSE(checked.configs.front().project.has_value());
}

TEST_CASE("a header outside of the schema's pattern can be lowered to what the build tells") {
  const Checked checked = check_text(
      "runtimes: [{artifact: {repository: agent-images, tag: v1}, request_headers: [X-New]}]\n"
      "severities: [{rule: AC3123, severity: warning, reason: AWS takes it by now}]\n");
  CHECK(codes_of(checked.diagnostics) == Codes{"AC3123", "AC3608", "AC5306"});
  CHECK_FALSE(checked.diagnostics.has_errors());
}

TEST_CASE("templates that do not hold together are said to follow from what was accepted") {
  const std::string name(300, 'a');
  const Checked checked =
      check_text("runtimes: [{artifact: {repository: agent-images, tag: v1}, execution_role: " + name +
                 "}]\nexecution_roles: [{role_name: " + name +
                 "}]\nseverities: [{rule: role-name-length, severity: note, reason: r}]\n");
  CHECK(codes_of(checked.diagnostics).count("AC5307") > 0);
  CHECK(checked.diagnostics.has_errors());
}

TEST_CASE("more accepted findings than are kept leave room for the others") {
  std::string text = "runtimes:\n";
  for (int i = 0; i < 1200; ++i) {
    text +=
        "  - {runtime_name: r" + std::to_string(i) + ", artifact: {repository: agent-images, tag: stable}}\n";
  }
  const Checked checked =
      check_text(text + "outputs: minimal\nsuppress: [{rule: moving-tag, reason: r, at: runtimes}]\n");
  CHECK(checked.diagnostics.suppressed() == 1200);
  CHECK(codes_of(checked.diagnostics).count("AC7008") == 1);
}

TEST_CASE("a suppression at one use of an anchor does not hide what the other uses are told") {
  const std::string text =
      "runtimes:\n"
      "  - {runtime_name: planner, artifact: &image {repository: agent-images, tag: stable}}\n"
      "  - {runtime_name: writer, artifact: *image}\n";
  for (const char* at : {"runtimes[0]", "runtimes[writer]", "runtimes[writer].artifact.tag"}) {
    INFO(at);
    const Codes codes = codes_of(
        check_text(text + "suppress: [{rule: moving-tag, reason: r, at: \"" + at + "\"}]\n").diagnostics);
    CHECK(codes.count("AC3214") == 1);
    CHECK(codes.count("AC3904") == 1);
  }
  const Codes all =
      codes_of(check_text(text + "suppress: [{rule: moving-tag, reason: r, at: runtimes}]\n").diagnostics);
  CHECK(all.count("AC3214") == 0);
  CHECK(all.count("AC3904") == 0);
}

TEST_CASE("a severity that is none changes nothing") {
  const Codes valid = codes_of(check_text(std::string(two_runtimes)).diagnostics);
  const Checked checked =
      check_text(std::string(two_runtimes) + "severities: [{rule: moving-tag, severity: info, reason: r}]\n");
  CHECK(codes_of(checked.diagnostics).count("AC2004") == 1);
  CHECK(checked.diagnostics.count(Severity::error) == 1);
  CHECK(valid.count("AC2004") == 0);
}

TEST_CASE("an entry that lowers a rule which finds nothing is unused, and one that raises it is a policy") {
  const std::string text = "runtimes: [{artifact: {repository: agent-images, tag: v1}}]\n";
  const auto unused = [&](const char* severity) {
    return codes_of(
               check_text(text + "severities: [{rule: latest-tag, reason: r, severity: " + severity + "}]\n")
                   .diagnostics)
        .count("AC3904");
  };
  CHECK(unused("note") == 1);
  CHECK(unused("error") == 0);
}

TEST_CASE("each of many suppressions holds at its own place") {
  std::string runtimes = "runtimes:\n";
  std::string suppress = "suppress:\n";
  for (int i = 0; i < 400; ++i) {
    const std::string name = "r" + std::to_string(i);
    runtimes += "  - {runtime_name: " + name + ", artifact: {repository: agent-images, tag: stable}}\n";
    if (i % 2 == 0) suppress += "  - {rule: moving-tag, reason: r, at: \"runtimes[" + name + "]\"}\n";
  }
  const Checked checked = check_text(runtimes + suppress + "outputs: minimal\n");
  CHECK(checked.diagnostics.suppressed() == 200);
  CHECK(codes_of(checked.diagnostics).count("AC3214") == 200);
}

}  // namespace
}  // namespace agentcore
