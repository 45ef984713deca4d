#include "agentcore/fix.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "fix/layout.hpp"
#include "fix/spots.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

std::string without(std::string text, const std::vector<fixing::Cut>& cuts) {
  for (auto cut = cuts.rbegin(); cut != cuts.rend(); ++cut) text.erase(cut->begin, cut->end - cut->begin);
  return text;
}

std::string without_parts(const std::string& text, const std::vector<std::size_t>& removed) {
  const auto flow = fixing::flow_at(text, 0);
  if (!flow) return "not closed";
  const auto cuts = fixing::cut_parts(text, *flow, removed);
  return cuts ? without(text, *cuts) : "refused";
}

TEST_CASE("parts of a flow collection go with their comma") {
  CHECK(without_parts("[a, b, c]", {0}) == "[b, c]");
  CHECK(without_parts("[a, b, c]", {1}) == "[a, c]");
  CHECK(without_parts("[a, b, c]", {2}) == "[a, b]");
  CHECK(without_parts("[a, b, c]", {0, 1}) == "[c]");
  CHECK(without_parts("[a, b, c]", {0, 2}) == "[b]");
  CHECK(without_parts("[a, b, c]", {1, 2}) == "[a]");
  CHECK(without_parts("[a]", {0}) == "[]");
  CHECK(without_parts("[ a , b ]", {0}) == "[ b ]");
  CHECK(without_parts("[a, b,]", {1}) == "[a,]");
  CHECK(without_parts("{a: [1, 2], b: {c: d}}", {0}) == "{b: {c: d}}");
  CHECK(without_parts("{a: \"x, ]\", b: 'it''s, }'}", {1}) == "{a: \"x, ]\"}");
  CHECK(without_parts("[it's, b]", {0}) == "[b]");
  CHECK(without_parts("[\n  a,\n  b\n]", {1}) == "[\n  a\n]");
  CHECK(without_parts("[\n  a, # why\n  b\n]", {1}) == "refused");
  CHECK(without_parts("[a, b", {0}) == "not closed");
}

std::string without_lines(const std::string& text, std::string_view from, std::string_view next,
                          bool is_list) {
  const auto begin = static_cast<std::uint32_t>(text.find(from));
  const auto limit = static_cast<std::uint32_t>(next.empty() ? text.size() : text.find(next));
  const auto cut = fixing::cut_lines(text, begin, limit, is_list);
  return cut ? without(text, {*cut}) : "refused";
}

TEST_CASE("an entry of a block goes by its lines, and comments above the next stay") {
  CHECK(without_lines("a: 1\nb: 2\n", "a", "b", false) == "b: 2\n");
  CHECK(without_lines("a: 1\r\nb: 2\r\n", "a", "b", false) == "b: 2\r\n");
  CHECK(without_lines("a: 1\n\n# of b\nb: 2\n", "a", "b", false) == "\n# of b\nb: 2\n");
  CHECK(without_lines("a:\n  x: 1\n  y: 2\nb: 2\n", "a", "b", false) == "b: 2\n");
  CHECK(without_lines("a:\n- 1\n- 2\nb: 2\n", "a", "b", false) == "b: 2\n");
  CHECK(without_lines("a: [\n  1\n]\nb: 2\n", "a", "b", false) == "b: 2\n");
  CHECK(without_lines("b: 2\na: 1", "a", "", false) == "b: 2\n");
  CHECK(without_lines("a: 1\n<<: *x\n", "a", "", false) == "refused");
  CHECK(without_lines("a: 1\n...\n", "a", "", false) == "refused");
  CHECK(without_lines("- 1\n- 2\n", "- 2", "", true) == "- 1\n");
  CHECK(without_lines("- 1\n- *x\n- 3\n", "- 1", "- 3", true) == "refused");
  CHECK(without_lines("- a: 1\n  b: 2\n", "a", "b", false) == "refused");
}

TEST_CASE("an entry stays that has a comment") {
  CHECK(without_lines("a: 1 # own\nb: 2\n", "a", "b", false) == "refused");
  CHECK(without_lines("a:\n  # of x\n  x: 1\nb: 2\n", "a", "b", false) == "refused");
  CHECK(without_lines("# of x\nx: 1\nb: 2\n", "x: 1", "b", false) == "refused");
  CHECK(without_lines("a:\n  # of 1\n  - 1\n  - 2\n", "- 1", "- 2", true) == "refused");
  CHECK(without_lines("# of a\n\nx: 1\nb: 2\n", "x: 1", "b", false) == "# of a\n\nb: 2\n");
  CHECK(without_lines("# of a\na:\n  - 1\n  - 2\n", "- 1", "- 2", true) == "# of a\na:\n  - 2\n");
  CHECK(without_lines("a: x#y\nb: 2\n", "a", "b", false) == "b: 2\n");
  CHECK_FALSE(fixing::cut_behind_dash("- a: 1 # own\n  b: 2\n", 2, 15).has_value());
  CHECK(fixing::cut_behind_dash("- a: 1\n  b: 2\n", 2, 9).has_value());
}

TEST_CASE("a scalar keeps its quotes, and gets some where plain text would be read otherwise") {
  CHECK(fixing::scalar_like("x", "planner") == "planner");
  CHECK(fixing::scalar_like("\"x\"", "a\"b") == "\"a\\\"b\"");
  CHECK(fixing::scalar_like("'x'", "it's") == "'it''s'");
  CHECK(fixing::scalar_like("x", "a: b") == "\"a: b\"");
  CHECK(fixing::scalar_like("x", "null") == "\"null\"");
  CHECK(fixing::scalar_like("x", "[a]") == "\"[a]\"");
  CHECK(fixing::scalar_like("x", "arn:aws:iam::aws:policy/p") == "arn:aws:iam::aws:policy/p");
  CHECK_FALSE(fixing::scalar_like("|\n  x", "a").has_value());
  CHECK_FALSE(fixing::scalar_like("x", "a\nb").has_value());
}

TEST_CASE("a dash is its item's, though the list begins there, too") {
  const Source source("config.yaml", "list:\n  - - a\n    - b\n  - c\n");
  Diagnostics diagnostics;
  const auto document = parse_document(source, diagnostics);
  REQUIRE(document.has_value());
  const fixing::Spots spots(*document);
  const Node& outer = *document->root().entries[0].value;
  for (const Node* list : {&outer, static_cast<const Node*>(outer.items[0])}) {
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const fixing::Spot* spot = spots.at(item_header(*list->items[i]));
      REQUIRE(spot != nullptr);
      CHECK(spot->parent == list);
      CHECK(spot->index == i);
    }
  }
}

std::string mended(const std::string& text) {
  Mended result = mend(check(std::make_unique<Source>("config.yaml", text), {}), {});
  return result.checked.configs.front().file->source->text();
}

TEST_CASE("mends of all failing configs parse, add no error, and leave nothing to mend") {
  std::size_t changed = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(PROJECT_FOLDER) / "tests" / "rules")) {
    const std::string path = (entry.path() / "fail.yaml").string();
    INFO(path);
    const Checked before = check(path, {});
    const Mended after = mend(check(path, {}), {});
    const Config& config = after.checked.configs.front();
    CHECK(config.file->document.has_value() == before.configs.front().file->document.has_value());
    const bool hid_some = before.diagnostics.count(Severity::error) > 0 && after.changes.size() > 0;
    if (!hid_some)
      CHECK(after.checked.diagnostics.count(Severity::error) == before.diagnostics.count(Severity::error));
    CHECK(mended(config.file->source->text()) == config.file->source->text());
    changed += after.changes.empty() ? 0 : 1;
  }
  CHECK(changed > 20);
}

TEST_CASE("what several places share is not mended") {
  const std::string text =
      "project: hackathon\nenvironment: test\nregion: us-east-1\n"
      "runtimes:\n"
      "  - runtime_name: a\n    artifact: {repository: agent-images, tag: v1}\n"
      "    lifecycle: &times {idle_timeout: \"60\", max_lifetime: 900}\n"
      "  - runtime_name: b\n    artifact: {repository: agent-images, tag: v1}\n"
      "    lifecycle: *times\n";
  CHECK(mended(text) == text);
}

TEST_CASE("what not every environment has is mended in its overlay only") {
  const std::string text =
      "project: hackathon\nregion: us-east-1\n"
      "runtimes:\n"
      "  - runtime_name: a\n    artifact: {repository: agent-images, tag: v1}\n"
      "    network_configuration: {network_mode: VPC, subnet_ids: [subnet-01234567, subnet-89abcdef], "
      "security_group_ids: [sg-01234567]}\n"
      "environments:\n"
      "  test: {runtimes: [{runtime_name: a, network_configuration: {network_mode: PUBLIC}}]}\n"
      "  prod: {}\n";
  CHECK(mended(text) == text);
}

}  // namespace
}  // namespace agentcore
