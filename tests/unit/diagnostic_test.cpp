#include "agentcore/diagnostic.hpp"

#include <nlohmann/json.hpp>

#include "agentcore/render.hpp"
#include "diagnostic/text.hpp"
#include "unit/config_testing.hpp"

namespace agentcore {
namespace {

using testing::Loaded;

constexpr RuleInfo error_rule{"AC0001", "an-error", Severity::error, "Summary.", "general help", "source"};
constexpr RuleInfo warning_rule{"AC0002",   "a-warning",    Severity::warning,
                                "Summary.", "general help", "source"};
constexpr RuleInfo note_rule{"AC0003", "a-note", Severity::note, "Summary.", "general help", "source"};

Range range_of(const Source& source, std::string_view text) {
  const std::size_t begin = source.text().find(text);
  return {&source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + text.size())};
}

/// The rendered line of a source that a finding points at, and the line of carets below it.
std::pair<std::string, std::string> excerpt(const std::string& text, std::string_view marked,
                                            std::size_t columns = 0) {
  const Source source("c.yaml", text);
  Diagnostics diagnostics;
  diagnostics.report(error_rule, range_of(source, marked), "h");
  const std::string shown = render_text(diagnostics, false, columns);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t end = shown.find('\n', at);
    lines.push_back(shown.substr(at, end - at));
    at = end + 1;
  }
  return {lines.at(3).substr(lines[3].find("| ") + 2), lines.at(4).substr(lines[4].find("| ") + 2)};
}

using Lines = std::pair<std::string, std::string>;

// --- sources --------------------------------------------------------------------------------------------

TEST_CASE("A source counts lines and code points from 1") {
  const Source source("c.yaml", "ab\r\ngröße x\n\nlast");
  const auto at = [&](std::uint32_t offset) {
    const Source::Position position = source.position(offset);
    return std::pair(position.line, position.column);
  };
  using At = std::pair<std::uint32_t, std::uint32_t>;
  CHECK(at(0) == At(1, 1));
  CHECK(at(4) == At(2, 1));
  CHECK(at(12) == At(2, 7));  // `x` behind two characters of two bytes
  CHECK(at(14) == At(3, 1));
  CHECK(at(19) == At(4, 5));
  CHECK(at(1000) == At(4, 5));
  CHECK(source.line(1) == "ab");
  CHECK(source.line(2) == "größe x");
  CHECK(source.line(3).empty());
  CHECK(source.line(4) == "last");
  CHECK(source.line(5).empty());
  CHECK(Source("e.yaml", "").position(0).line == 1);
}

// --- the sink -------------------------------------------------------------------------------------------

TEST_CASE("Findings are shown by place and code") {
  const Source source("c.yaml", "one two three");
  Diagnostics diagnostics;
  diagnostics.report(note_rule, range_of(source, "three"), "h");
  diagnostics.report(warning_rule, range_of(source, "one"), "h");
  diagnostics.report(error_rule, range_of(source, "one"), "h");
  diagnostics.report(error_rule, {}, "h");
  std::vector<std::string> order;
  for (const Diagnostic* finding : diagnostics.sorted()) order.emplace_back(finding->rule->code);
  CHECK(order == std::vector<std::string>{"AC0001", "AC0001", "AC0002", "AC0003"});
}

TEST_CASE("A finding without words of its own has the rule's help") {
  Diagnostics diagnostics;
  CHECK(diagnostics.report(error_rule, {}, "h").help == "general help");
  CHECK(diagnostics.report(error_rule, {}, "h", "own").help == "own");
}

TEST_CASE("Only errors count as errors, until warnings are promoted") {
  Diagnostics diagnostics;
  diagnostics.report(note_rule, {}, "h");
  diagnostics.report(warning_rule, {}, "h");
  CHECK_FALSE(diagnostics.has_errors());
  diagnostics.promote_warnings();
  CHECK(diagnostics.has_errors());
  CHECK(diagnostics.count(Severity::error) == 1);
  CHECK(diagnostics.count(Severity::note) == 1);
}

TEST_CASE("Findings beyond a thousand are counted, and an error among them still counts") {
  Diagnostics own;
  for (int i = 0; i < 1005; ++i) own.report(note_rule, {}, "h").add_note("n", {});
  own.report(error_rule, {}, "h");
  CHECK(own.dropped() + own.sorted().size() == 1006);
  CHECK(own.has_errors());
  Diagnostics all;
  all.take(own);
  CHECK(all.has_errors());
  CHECK(all.dropped() + all.sorted().size() == 1006);
}

TEST_CASE("Beyond a thousand, an error takes the place of something less") {
  const Source source("c.yaml", std::string(2000, 'x'));
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < 1000; ++i) diagnostics.report(warning_rule, {&source, i, i + 1}, "h");
  diagnostics.report(error_rule, {&source, 1500, 1501}, "shown").add_note("n", {});
  const auto shown = diagnostics.sorted();
  REQUIRE(shown.size() == 1000);
  CHECK(shown.back()->headline == "shown");
  CHECK(shown.back()->notes.size() == 1);
  CHECK(diagnostics.count(Severity::warning) == 1000);
  CHECK(diagnostics.dropped(Severity::warning) == 1);
  CHECK(diagnostics.count(Severity::error) == 1);
  CHECK(diagnostics.dropped(Severity::error) == 0);
}

TEST_CASE("What several sinks found alike counts once, also beyond a thousand") {
  const Source source("c.yaml", std::string(4000, 'x'));
  Diagnostics all;
  for (std::uint32_t environment = 0; environment < 3; ++environment) {
    Diagnostics own;
    for (std::uint32_t i = 0; i < 2500; ++i) own.report(warning_rule, {&source, i, i + 1}, "h");
    own.report(error_rule, {&source, 3000 + environment, 3004}, "h");
    all.take(own);
  }
  CHECK(all.sorted().size() == 1000);
  CHECK(all.count(Severity::warning) == 2500);
  CHECK(all.count(Severity::error) == 3);
  CHECK(all.dropped() == 1503);
  all.promote_warnings();
  CHECK(all.count(Severity::error) == 2503);
}

TEST_CASE("A warning beyond a thousand is promoted, too") {
  Diagnostics diagnostics;
  for (int i = 0; i < 1005; ++i) diagnostics.report(note_rule, {}, "h");
  diagnostics.report(warning_rule, {}, "h");
  diagnostics.promote_warnings();
  CHECK(diagnostics.has_errors());
}

// --- text -----------------------------------------------------------------------------------------------

TEST_CASE("A finding is shown in full") {
  const Source source("c.yaml", "a: 1\nbcd: 2\n");
  Diagnostics diagnostics;
  diagnostics.report(error_rule, range_of(source, "bcd"), "headline", "do this")
      .add_note("first here", range_of(source, "a"));
  CHECK(render_text(diagnostics, false) ==
        "error[AC0001]: headline\n"
        "  --> c.yaml:2:1\n"
        "   |\n"
        " 2 | bcd: 2\n"
        "   | ^^^\n"
        "note: first here\n"
        "  --> c.yaml:1:1\n"
        "   |\n"
        " 1 | a: 1\n"
        "   | -\n"
        "help: do this\n"
        "\n");
  CHECK(render_text(diagnostics, true).find("\x1b[1;31merror[AC0001]\x1b[0m") != std::string::npos);
}

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_CASE("Of one rule, ten warnings are shown and the others counted, but all errors") {
  const Source source("c.yaml", std::string(40, 'a'));
  Diagnostics diagnostics;
  for (std::uint32_t at = 0; at < 12; ++at) {
    diagnostics.report(error_rule, {&source, at, at + 1}, "wrong");
    diagnostics.report(warning_rule, {&source, at, at + 1}, "odd");
  }
  const std::string shown = render_text(diagnostics, false);
  CHECK(times(shown, ": wrong\n") == 12);
  CHECK(times(shown, ": odd\n") == 10);
  CHECK(times(shown, fmt::format("and 2 more of {} ({}); --diagnostics json shows them\n\n",
                                 warning_rule.code, warning_rule.name)) == 1);
  diagnostics.promote_warnings();
  CHECK(times(render_text(diagnostics, false), ": odd\n") == 12);
}

TEST_CASE("Carets stand under what they mean") {
  CHECK(excerpt("key: value", "value") == Lines("key: value", "     ^^^^^"));
  CHECK(excerpt("\tkey: v", "key") == Lines("    key: v", "    ^^^"));
  CHECK(excerpt("a:\tv", "v") == Lines("a:    v", "      ^"));
  CHECK(excerpt("größe: v", "v") == Lines("größe: v", "       ^"));
  CHECK(excerpt("漢字: 值", "值") == Lines("漢字: 值", "      ^^"));
  CHECK(excerpt("🎉: x", "x") == Lines("🎉: x", "    ^"));
  CHECK(excerpt("e\xCC\x81: x", "x") == Lines("e\xCC\x81: x", "   ^"));
  CHECK(excerpt("a: b\r\n", "b") == Lines("a: b", "   ^"));
  CHECK(excerpt("a: \"b\n  c\"", "\"b\n  c\"") == Lines("a: \"b", "   ^^"));
}

TEST_CASE("Carets stand where every terminal shows what they mean") {
  CHECK(excerpt("👨‍👩‍👧: x", "x") ==
        Lines("👨👩👧: x", "        ^"));                           // terminals do not agree on joined emoji
  CHECK(excerpt("❤️: x", "x") == Lines("❤: x", "   ^"));     // nor on chosen ones
  CHECK(excerpt("👍🏽: x", "x") == Lines("👍: x", "    ^"));  // nor on tinted ones
  CHECK(excerpt("🇩🇪: x", "x") == Lines("🇩🇪: x", "    ^"));
  CHECK(excerpt("🖥: x", "x") == Lines("🖥: x", "   ^"));
  CHECK(excerpt("का: x", "x") == Lines("का: x", "    ^"));
  CHECK(excerpt("\t漢\t: x", "x") == Lines("    漢    : x", "            ^"));
  CHECK(excerpt("a\u200Bb: x", "x") == Lines("a\\u200Bb: x", "          ^"));
  CHECK(excerpt("\t# é\r\nb: c\r\n", "c") == Lines("b: c", "   ^"));
}

TEST_CASE("A place without width has one caret") {
  const Source source("c.yaml", "a: b\n");
  for (const std::uint32_t at : {0U, 3U, 4U}) {
    Diagnostics diagnostics;
    diagnostics.report(error_rule, {&source, at, at}, "h");
    CHECK(render_text(diagnostics, false).find("   | " + std::string(at, ' ') + "^\n") != std::string::npos);
  }
}

TEST_CASE("At a terminal, a line is cut to its width, and words wrap") {
  for (const std::size_t columns : {40U, 80U, 200U}) {
    std::string words = "one";
    for (int i = 0; i < 40; ++i) words += " größer 漢字";
    const std::string line = std::string(9000, 'a') + "HERE" + std::string(996, 'b');
    const Source source("c.yaml", "tags:\n" + line);
    Diagnostics diagnostics;
    diagnostics.report(error_rule, range_of(source, "HERE"), words, words).add_note(words, {});
    const std::string shown = render_text(diagnostics, false, columns);
    std::size_t widest = 0;
    for (std::size_t at = 0; at < shown.size(); at = shown.find('\n', at) + 1) {
      widest = std::max(widest, text::width(shown.substr(at, shown.find('\n', at) - at)));
    }
    CAPTURE(shown);
    CHECK(widest <= columns);
    CHECK(widest > columns - 10);
    CHECK(shown.find("\n      größer") != std::string::npos);
    const auto [cut, carets] = excerpt(line, "HERE", columns);
    CHECK(cut.find("HERE") == carets.find('^'));
  }
  CHECK(excerpt(std::string(70, 'x'), "x", 80).first == std::string(69, 'x') + "...");
  CHECK(excerpt(std::string(69, 'x'), "x", 80).first == std::string(69, 'x'));
}

TEST_CASE("Words wrap at blanks alone") {
  CHECK(text::wrapped("aa bb cc", 0, 0, 2) == "aa bb cc");
  CHECK(text::wrapped("aa bb cc", 5, 0, 2) == "aa bb\n  cc");
  CHECK(text::wrapped("aa bb cc", 5, 3, 0) == "aa\nbb cc");
  CHECK(text::wrapped("aaaaaaaaaa b", 5, 0, 1) == "aaaaaaaaaa\n b");
  CHECK(text::wrapped("", 5, 0, 1).empty());
}

TEST_CASE("No colour vanishes on a light or on a dark ground") {
  const Source source("c.yaml", "a: b\n");
  Diagnostics diagnostics;
  for (const RuleInfo* rule : {&error_rule, &warning_rule, &note_rule}) {
    diagnostics.report(*rule, range_of(source, "b"), "h").add_note("n", range_of(source, "a"));
  }
  const std::string shown = render_text(diagnostics, true);
  for (const char* fading : {"30m", "33m", "36m", "37m", "90m", "93m", "96m", "97m"}) {
    CHECK(shown.find(fading) == std::string::npos);
  }
}

TEST_CASE("A long line is cut around the place") {
  const std::string line = std::string(5000, 'a') + "HERE" + std::string(5000, 'b');
  const auto [shown, carets] = excerpt(line, "HERE");
  CHECK(shown.size() < 200);
  CHECK(shown.starts_with("..."));
  CHECK(shown.ends_with("..."));
  CHECK(shown.find("HERE") == carets.find('^'));
  CHECK(std::count(carets.begin(), carets.end(), '^') == 4);
  CHECK(excerpt(line, line).second.size() < 200);
  CHECK(excerpt(std::string(10'000, 'x'), "x").second == "^");
  std::string wide;
  for (int i = 0; i < 5000; ++i) wide += "漢";
  const auto [cut, below] = excerpt(wide + "HERE" + wide, "HERE");
  CHECK(text::find_invalid_utf8(cut) == std::string::npos);
  CHECK(text::width(cut.substr(0, cut.find("HERE"))) == below.find('^'));
}

TEST_CASE("A place at or behind the end of the text is shown") {
  const Source source("c.yaml", "a: [");
  const Source empty("e.yaml", "");
  Diagnostics diagnostics;
  diagnostics.report(error_rule, {&source, 4, 5}, "h");
  diagnostics.report(error_rule, {&source, 400, 500}, "h");
  diagnostics.report(error_rule, {&source, 4, 4}, "h");
  diagnostics.report(error_rule, {&empty, 0, 0}, "h");
  CHECK(render_text(diagnostics, false).find("c.yaml:1:5") != std::string::npos);
  CHECK_NOTHROW(render_json(diagnostics, [](const Diagnostic&) { return ""; }));
}

/// Whether a text could make a terminal do anything but show it: control characters, or bytes that are no
/// UTF-8.
bool is_safe(std::string_view shown) {
  if (text::find_invalid_utf8(shown) != std::string_view::npos) return false;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto byte = static_cast<unsigned char>(shown[i]);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return false;
    if (byte == 0xC2 && static_cast<unsigned char>(shown[i + 1]) < 0xA0) return false;
  }
  return true;
}

TEST_CASE("Nothing of a config, a name or a message reaches the terminal raw") {
  for (const char* hostile : {"\x1b[31m", "\a\b\r", "\x7F",
                              "\xC2\x9B"
                              "31m",
                              "\xE0\x1b[31m", "\xF0\x1b]0;x\a", "\xC2\x1b[2J", "\xFF\xFE",
                              "\x9B"
                              "31m",
                              "\xE2\x80", "\xE2\x80\xAE", "\xE2\x81\xA6"}) {
    const std::string text = "a: b " + std::string(hostile) + " c";
    CAPTURE(text);
    const Source source(text, text);
    Diagnostics diagnostics;
    diagnostics.report(error_rule, range_of(source, "b"), text, text).add_note(text, range_of(source, "c"));
    const std::string shown = render_text(diagnostics, false);
    CHECK(is_safe(shown));
    CHECK(shown.find("\xE2\x80\xAE") == std::string::npos);
    CHECK(shown.find("\xE2\x81\xA6") == std::string::npos);
    const std::string json = render_json(diagnostics, [&](const Diagnostic&) { return text; });
    CHECK(is_safe(json));
    CHECK(nlohmann::json::accept(json));
  }
}

// --- secrets --------------------------------------------------------------------------------------------

TEST_CASE("A concealed text is masked whatever finding shows its line") {
  const Source source("c.yaml", "{password: hunter2, x: y}");
  Diagnostics diagnostics;
  diagnostics.conceal(range_of(source, "hunter2"));
  diagnostics.report(error_rule, range_of(source, "y"), "h").add_note("n", range_of(source, "password"));
  const std::string shown = render_text(diagnostics, false);
  CHECK(shown.find("hunter2") == std::string::npos);
  CHECK(shown.find("{password: *******, x: y}") != std::string::npos);
}

TEST_CASE("A concealed text over lines, or wider than ASCII, is masked") {
  const Source source("c.yaml", "a: \"gröβe\n  geheim\" # x\n");
  Diagnostics diagnostics;
  diagnostics.conceal(range_of(source, "\"gröβe\n  geheim\""));
  diagnostics.report(error_rule, range_of(source, "a"), "h");
  diagnostics.report(error_rule, range_of(source, "x"), "h");
  const std::string shown = render_text(diagnostics, false);
  CHECK(shown.find("geheim") == std::string::npos);
  CHECK(shown.find("gr") == std::string::npos);
  CHECK(text::find_invalid_utf8(shown) == std::string::npos);
}

const std::string secret_config =
    "project: demo\nenvironment: test\nregion: us-east-1\nruntimes:\n  - artifact:\n      repository: "
    "agent-images\n"
    "      tag: v1\n      environment_variables: {DB_PASSWORD: hunter2hunter2, 1X: y}\n";

TEST_CASE("A secret that a rule found is masked in every finding of the line") {
  const Loaded loaded(secret_config);
  CHECK(loaded.diagnostics.sorted().size() == 2);
  CHECK(render_text(loaded.diagnostics, false).find("hunter2") == std::string::npos);
}

TEST_CASE("A secret is masked where another section, or all, has an error of shape") {
  const std::string rest = secret_config.substr(secret_config.find('\n') + 1);
  for (const std::string& text : {secret_config + "outputs: none\n", rest, "project: []\n" + rest,
                                  secret_config + "    protocol: FTP\n", secret_config + "region: again\n"}) {
    CAPTURE(text);
    const Loaded loaded(text);
    CHECK(loaded.diagnostics.has_errors());
    CHECK(render_text(loaded.diagnostics, false).find("hunter2") == std::string::npos);
  }
}

TEST_CASE("A secret is masked on a line that a finding of shape shows") {
  const std::string broken = "{DB_PASSWORD: hunter2hunter2, X: [y]}";
  for (const char* head : {"project: demo\n", "", "project: []\n"}) {
    const Loaded loaded(
        head +
        std::string("environment: test\nregion: us-east-1\nruntimes:\n  - artifact:\n      repository: "
                    "agent-images\n      tag: v1\n      environment_variables: ") +
        broken + "\n");
    CHECK(render_text(loaded.diagnostics, false).find("hunter2") == std::string::npos);
  }
}

// --- JSON -----------------------------------------------------------------------------------------------

TEST_CASE("A finding in JSON has all its parts") {
  const Source source("c.yaml", "größe: 1\nb: 2\n");
  Diagnostics diagnostics;
  diagnostics.report(warning_rule, range_of(source, "1"), "headline", "help")
      .add_note("first", range_of(source, "b"));
  diagnostics.report(error_rule, {}, "nowhere");
  const auto json =
      nlohmann::json::parse(render_json(diagnostics, [](const Diagnostic&) { return "a.b[0]"; }));
  CHECK(json == nlohmann::json::parse(R"({"version": 1, "findings": [
    {"code": "AC0001", "rule": "an-error", "severity": "error", "headline": "nowhere", "help": "general help",
     "file": null, "path": "", "range": null, "notes": [], "fix": []},
    {"code": "AC0002", "rule": "a-warning", "severity": "warning", "headline": "headline", "help": "help",
     "file": "c.yaml", "path": "a.b[0]",
     "range": {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 9}},
     "notes": [{"text": "first", "file": "c.yaml",
                "range": {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 2}}}],
     "fix": []}]})"));
  CHECK(render_json({}, [](const Diagnostic&) { return ""; }) ==
        "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

// --- text as a terminal sees it -------------------------------------------------------------------------

TEST_CASE("Invalid UTF-8 is found at its first byte") {
  CHECK(text::find_invalid_utf8("größe 漢字 🎉") == std::string::npos);
  CHECK(text::find_invalid_utf8("") == std::string::npos);
  CHECK(text::find_invalid_utf8("a\xC3") == 1);
  CHECK(text::find_invalid_utf8("ab\x80") == 2);
  CHECK(text::find_invalid_utf8("\xED\xA0\x80") == 0);
  CHECK(text::find_invalid_utf8("\xF4\x90\x80\x80") == 0);
  CHECK(text::find_invalid_utf8("\xF0\x80\x80\x80") == 0);
}

TEST_CASE("Width counts columns") {
  CHECK(text::width("abc") == 3);
  CHECK(text::width("größe") == 5);
  CHECK(text::width("漢字") == 4);
  CHECK(text::width("🎉") == 2);
  CHECK(text::width("e\xCC\x81") == 1);
  CHECK(text::width("🖥") == 1);
  CHECK(text::width("⌚") == 2);
  CHECK(text::width("ｶﾅ") == 2);
}

}  // namespace
}  // namespace agentcore
