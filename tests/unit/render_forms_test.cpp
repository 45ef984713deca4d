#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "agentcore/diagnostic.hpp"
#include "agentcore/render.hpp"
#include "diagnostic/text.hpp"

namespace agentcore {
namespace {

using Json = nlohmann::json;

constexpr RuleInfo error_rule{"AC0002", "an-error", Severity::error, "Summary.", "general help", "source"};
constexpr RuleInfo warning_rule{"AC0001",       "a-warning", Severity::warning, "Must hold.",
                                "general help", "source",    "Because."};
constexpr RuleInfo note_rule{"AC0003", "a-note", Severity::note, "Summary.", "general help", "source"};

Range range_of(const Source& source, std::string_view text) {
  const std::size_t begin = source.text().find(text);
  return {&source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + text.size())};
}

std::string no_path(const Diagnostic& /*finding*/) { return ""; }

bool contains(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

/// The one run of a SARIF log.
Json sarif(const Diagnostics& diagnostics, const Sources& configs, const PathFinder& path_of = no_path) {
  const Json log = Json::parse(render_sarif(diagnostics, configs, path_of));
  CHECK(log["version"] == "2.1.0");
  REQUIRE(log["runs"].size() == 1);
  return log["runs"][0];
}

// --- SARIF ----------------------------------------------------------------------------------------------

TEST_CASE("SARIF: a result has its place in code points, and names its rule") {
  const Source source("c.yaml", "größe: 1\nb: 2\n");
  Diagnostics diagnostics;
  diagnostics.report(warning_rule, range_of(source, "1"), "headline", "help")
      .add_note("first", range_of(source, "b"));
  diagnostics.report(note_rule, range_of(source, "b"), "h");
  const Json run = sarif(diagnostics, {&source}, [](const Diagnostic&) { return "a.b[0]"; });
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["tool"]["driver"]["name"] == "agentcore-synth");
  const Json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["id"] == "AC0001");
  CHECK(rules[0]["shortDescription"]["text"] == "Must hold.");
  CHECK(rules[0]["fullDescription"]["text"] == "Because.");
  CHECK(rules[0]["defaultConfiguration"]["level"] == "warning");
  CHECK(rules[1]["fullDescription"]["text"] == "Summary.");
  const Json& result = run["results"][0];
  CHECK(rules[result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
  CHECK(result["level"] == "warning");
  CHECK(result["message"]["text"] == "headline\nhelp");
  CHECK(result["partialFingerprints"]["configPath/v1"] == "a.b[0]");
  CHECK(result["locations"][0]["physicalLocation"] == Json::parse(R"({
    "artifactLocation": {"uri": "c.yaml"},
    "region": {"startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 9}})"));
  CHECK(result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 2);
  CHECK_FALSE(result.contains("fixes"));
}

TEST_CASE("SARIF: what has no file is located at the first config") {
  const Source source("c.yaml", "a: 1\n");
  const Source argument("--set a", "hunter2", Source::Kind::argument);
  Diagnostics diagnostics;
  diagnostics.report(error_rule, {}, "nowhere");
  diagnostics.report(error_rule, {&argument, 0, 7}, "h").add_note("n", {&argument, 0, 1});
  const Json run = sarif(diagnostics, {&source});
  for (const Json& result : run["results"]) {
    CHECK(result["locations"][0]["physicalLocation"] ==
          Json::parse(R"({"artifactLocation": {"uri": "c.yaml"}})"));
  }
  CHECK(contains(run.dump(), "--set a"));
  CHECK_FALSE(contains(run.dump(), "hunter2"));
}

TEST_CASE("SARIF: a path is a URI") {
  const auto uri = [](const char* name) {
    const Source source(name, "a");
    Diagnostics diagnostics;
    diagnostics.report(error_rule, {&source, 0, 1}, "h");
    const Json run = sarif(diagnostics, {&source});
    return run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        .get<std::string>();
  };
  CHECK(uri("configs/a b.yaml") == "configs/a%20b.yaml");
  CHECK(uri("./x/../a.yaml") == "a.yaml");
  CHECK(uri("../a.yaml") == "../a.yaml");
  CHECK(uri("/srv/a.yaml") == "file:///srv/a.yaml");
  CHECK(uri("c:d?#%.yaml") == "c%3Ad%3F%23%25.yaml");
  CHECK(uri("größe.yaml") == "gr%C3%B6%C3%9Fe.yaml");
  CHECK(uri("\xFF.yaml") == "%FF.yaml");
  CHECK(uri("<stdin>") == "%3Cstdin%3E");
}

TEST_CASE("SARIF and JSON: the edits of a fix, unless they tell a secret") {
  const Source source("c.yaml", "protocol: http\nkey: hunter2\n");
  const auto reported = [&](std::vector<Edit> edits) {
    Diagnostics diagnostics;
    diagnostics.conceal(range_of(source, "hunter2"));
    diagnostics.report(error_rule, range_of(source, "http"), "h").fix = std::move(edits);
    return std::pair(sarif(diagnostics, {&source})["results"][0],
                     Json::parse(render_json(diagnostics, no_path))["findings"][0]);
  };
  const auto [sarif_result, finding] = reported({{range_of(source, "http"), "HTTP"}});
  CHECK(sarif_result["fixes"] ==
        Json::parse(R"([{"description": {"text": "general help"}, "artifactChanges": [
    {"artifactLocation": {"uri": "c.yaml"}, "replacements": [{
      "deletedRegion": {"startLine": 1, "startColumn": 11, "endLine": 1, "endColumn": 15},
      "insertedContent": {"text": "HTTP"}}]}]}])"));
  CHECK(finding["fix"] == Json::parse(R"([{"file": "c.yaml", "text": "HTTP",
    "range": {"start": {"line": 1, "column": 11}, "end": {"line": 1, "column": 15}}}])"));

  for (const Edit& telling :
       {Edit{range_of(source, "hunter2"), "x"}, Edit{range_of(source, "http"), "hunter2"}}) {
    const auto [result, told] = reported({{range_of(source, "http"), "HTTP"}, telling});
    CHECK_FALSE(result.contains("fixes"));
    CHECK(told["fix"].empty());
  }
}

// --- GitHub ---------------------------------------------------------------------------------------------

TEST_CASE("GitHub: a command for each finding, with what it reserves escaped") {
  const Source source("a,b:c%.yaml", "größe: [1]\nb: 2\n");
  const Source argument("--set a", "b", Source::Kind::argument);
  Diagnostics diagnostics;
  diagnostics.report(error_rule, {}, "nowhere");
  diagnostics.report(note_rule, {&argument, 0, 1}, "50%");
  diagnostics.report(warning_rule, range_of(source, "[1]"), "a: b, c", "do this")
      .add_note("first", range_of(source, "b"));
  diagnostics.report(error_rule, range_of(source, "2"), "line\nbreak");
  CHECK(render_github(diagnostics) ==
        "::error title=AC0002 an-error::nowhere%0Ahelp: general help\n"
        "::notice title=AC0003 a-note::50%25%0Ahelp: general help\n"
        "::warning file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=8,endColumn=10,title=AC0001 a-warning"
        "::a: b, c%0Anote: first (a,b:c%25.yaml:2:1)%0Ahelp: do this\n"
        "::error file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=4,endColumn=4,title=AC0002 an-error"
        "::line\\x0Abreak%0Ahelp: general help\n");
}

TEST_CASE("GitHub: no columns over several lines, one column for no width, no file for standard input") {
  const Source source("c.yaml", "a: \"b\n  c\"\n");
  const Source input("<stdin>", "a");
  const auto command = [](const Range& range) {
    Diagnostics diagnostics;
    diagnostics.report(error_rule, range, "h", "x");
    return render_github(diagnostics);
  };
  CHECK(contains(command(range_of(source, "\"b\n  c\"")), "::error file=c.yaml,line=1,endLine=2,title="));
  CHECK(contains(command({&source, 1, 1}), "line=1,endLine=1,col=2,endColumn=2,"));
  CHECK(contains(command({&input, 0, 1}), "::error title="));
}

// --- JUnit ----------------------------------------------------------------------------------------------

TEST_CASE("JUnit: a suite for each config, failures for errors alone") {
  const Source bad("bad.yaml", "a: 1\n");
  const Source good("good.yaml", "a: 1\n");
  const Source argument("--set a", "b", Source::Kind::argument);
  Diagnostics diagnostics;
  diagnostics.report(error_rule, range_of(bad, "1"), "not <this> & \"that\"", "x");
  diagnostics.report(warning_rule, range_of(bad, "1"), "careful", "x");
  diagnostics.report(error_rule, {&argument, 0, 1}, "h", "x");
  CHECK(render_junit(diagnostics, {&bad, &good}) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="agentcore-synth" tests="4" failures="2" errors="0" skipped="0">
  <testsuite name="bad.yaml" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="bad.yaml" name="AC0001 a-warning at 1:4">
      <system-out>warning[AC0001]: careful
  --&gt; bad.yaml:1:4
   |
 1 | a: 1
   |    ^
help: x
</system-out>
    </testcase>
    <testcase classname="bad.yaml" name="AC0002 an-error at 1:4">
      <failure type="AC0002" message="not &lt;this&gt; &amp; &quot;that&quot;">error[AC0002]: not &lt;this&gt; &amp; &quot;that&quot;
  --&gt; bad.yaml:1:4
   |
 1 | a: 1
   |    ^
help: x
</failure>
    </testcase>
  </testsuite>
  <testsuite name="good.yaml" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="good.yaml" name="valid"/>
  </testsuite>
  <testsuite name="the command line and the output" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="the command line and the output" name="AC0002 an-error at --set a">
      <failure type="AC0002" message="h">error[AC0002]: h
  --&gt; the command line
   |
 1 | b
   | ^
help: x
</failure>
    </testcase>
  </testsuite>
</testsuites>
)");
}

// --- all ------------------------------------------------------------------------------------------------

TEST_CASE("Every form says how many findings it leaves out") {
  Diagnostics diagnostics;
  const Source source("c.yaml", "a");
  CHECK_FALSE(contains(render_json(diagnostics, no_path), "more"));
  CHECK_FALSE(sarif(diagnostics, {&source}).contains("invocations"));
  for (int i = 0; i < 1002; ++i) diagnostics.report(note_rule, {}, "h");
  CHECK(Json::parse(render_json(diagnostics, no_path))["more"] == 2);
  const Json invocation = sarif(diagnostics, {&source})["invocations"][0];
  CHECK(invocation["toolExecutionNotifications"][0]["message"]["text"] == "and 2 findings more");
  CHECK(render_github(diagnostics).ends_with("\n::notice title=agentcore-synth::and 2 findings more\n"));
  const std::string junit = render_junit(diagnostics, {&source});
  CHECK(contains(junit, "<testsuites name=\"agentcore-synth\" tests=\"1002\" failures=\"0\""));
  CHECK(contains(junit, "<testcase classname=\"and 2 findings more\""));
  CHECK_FALSE(contains(junit, "<failure"));
  for (int i = 0; i < 1001; ++i) diagnostics.report(error_rule, {}, "h");
  const std::string failing = render_junit(diagnostics, {&source});
  CHECK(contains(failing, "<testsuites name=\"agentcore-synth\" tests=\"1002\" failures=\"1001\""));
  CHECK(contains(failing, "<failure message=\"and 1003 findings more\"/>"));
}

TEST_CASE("No form lets a control character, a secret or bytes that are no UTF-8 through") {
  for (const char* hostile : {"\x1b[31m", "\a\b", "\r\n::error::x", "\xC2\x9B", "\xFF\xFE", "\xE2\x80",
                              "\xE2\x80\xAE", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "]]>", "\x01\x02"}) {
    const std::string text = "a: b " + std::string(hostile) + " geheim c";
    CAPTURE(text);
    const Source source(text.substr(0, text.find("geheim")), text);
    Diagnostics diagnostics;
    diagnostics.conceal(range_of(source, "geheim"));
    const std::string words = source.name();
    diagnostics.report(error_rule, range_of(source, "b"), words, words)
        .add_note(words, range_of(source, "c"));
    for (const std::string& shown : {render_sarif(diagnostics, {&source}, no_path),
                                     render_github(diagnostics), render_junit(diagnostics, {&source})}) {
      CHECK(text::find_invalid_utf8(shown) == std::string::npos);
      CHECK(std::all_of(shown.begin(), shown.end(),
                        [](unsigned char c) { return (c >= 0x20 && c != 0x7F) || c == '\n'; }));
      CHECK_FALSE(contains(shown, "geheim"));
      CHECK_FALSE(contains(shown, "\xEF\xBF\xBE"));
    }
    CHECK_FALSE(contains(render_github(diagnostics), "\n::error::x"));
  }
}

}  // namespace
}  // namespace agentcore
