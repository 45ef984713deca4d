#include "agentcore/overlay.hpp"

#include <fmt/format.h>

#include "agentcore/print.hpp"
#include "unit/config_testing.hpp"

using namespace agentcore;
using namespace agentcore::testing;

namespace {

/// A text and its overlay, as what decode would read.
struct Merged {
  Merged(std::string_view marked, Overrides overrides) : expected(marked), parsed(expected) {
    REQUIRE(parsed.document);
    result = overlay(*parsed.document, overrides, parsed.diagnostics);
  }

  /// The merged document without its overlays.
  [[nodiscard]] std::string text() const {
    Json json = print_document(result.root());
    json.erase("environments");
    return json.dump();
  }

  Marked expected;
  testing::Parsed parsed;
  Overlaid result;
};

Overrides set(std::vector<std::string> values) { return {{}, std::move(values)}; }

/// The one finding: its code and the text that it points at.
std::string only_finding(const Merged& merged) {
  const auto found = merged.parsed.diagnostics.sorted();
  REQUIRE(found.size() == 1);
  const Range& range = found[0]->range;
  return std::string(found[0]->rule->code) + " " +
         range.source->text().substr(range.begin, range.end - range.begin);
}

}  // namespace

TEST_CASE("without overlays and arguments the document stays as it is") {
  const Merged merged("environment: test\na: {b: 1}\n", Overrides{});
  CHECK(&merged.result.root() == &merged.parsed.root());
}

TEST_CASE("the overlay of the written environment applies, and no other") {
  constexpr std::string_view text =
      "environment: test\nregion: a\nenvironments: {test: {region: b}, prod: {region: c}}\n";
  CHECK(Merged(text, Overrides{}).text() == R"({"environment":"test","region":"b"})");
  CHECK(Merged(text, Overrides{"prod", {}}).text() == R"({"environment":"prod","region":"c"})");
}

TEST_CASE("the argument --env sets the environment of a file that has no overlays") {
  CHECK(Merged("region: a\n", Overrides{"dev", {}}).text() == R"({"environment":"dev","region":"a"})");
  CHECK(only_finding(Merged("environments: {test: {}, prod: {}}\n", Overrides{"prd", {}})) == "AC1502 prd");
}

TEST_CASE("mappings merge, null takes a key away, and what is no named list is replaced") {
  const Merged merged(
      "environment: x\ntags: {a: 1, b: 2}\nlist: [1, 2]\nnetwork: {flow_logs: {retention_days: 1}, vpc: "
      "{cidr: c}}\n"
      "environments: {x: {tags: {b: 3, c: 4}, list: [3], network: {flow_logs: null}}}\n",
      Overrides{});
  CHECK(
      merged.text() ==
      R"({"environment":"x","list":["3"],"network":{"vpc":{"cidr":"c"}},"tags":{"a":"1","b":"3","c":"4"}})");
}

TEST_CASE("lists of named things merge by name") {
  const Merged merged(
      "environment: x\n"
      "runtimes: [{runtime_name: a, artifact: {tag: v1}}, {runtime_name: b, endpoints: [{name: e, "
      "description: d}]}]\n"
      "environments:\n  x:\n    runtimes:\n      - {runtime_name: b, endpoints: [{name: f}, {name: e, "
      "description: g}]}\n",
      Overrides{});
  CHECK(merged.text() ==
        R"({"environment":"x","runtimes":[{"artifact":{"tag":"v1"},"runtime_name":"a"},)"
        R"({"endpoints":[{"description":"g","name":"e"},{"name":"f"}],"runtime_name":"b"}]})");
}

TEST_CASE("a reference is one value, which is replaced as a whole") {
  const Merged merged(
      "environment: x\na: {parameter: P, default: d}\nb: {import: I}\nc: text\n"
      "environments: {x: {a: {ssm: /s}, b: text, c: {parameter: Q}}}\n",
      Overrides{});
  CHECK(merged.text() == R"({"a":{"ssm":"/s"},"b":"text","c":{"parameter":"Q"},"environment":"x"})");
}

TEST_CASE("what an overlay cannot say is found in it") {
  const auto expect = [](std::string_view overlay) {
    const Merged merged(
        "environment: x\nruntimes: [{runtime_name: planner}, {artifact: {}}]\nenvironments:\n  x: " +
            std::string(overlay) + "\n",
        Overrides{});
    CHECK(findings(merged.parsed.diagnostics) == merged.expected.expected);
  };
  expect("$AC1501[[text]]");
  expect("{$AC1503[[environment]]: y}");
  expect("{$AC1503[[environments]]: {}}");
  expect("{runtimes: [$AC1504[[{]]artifact: {}}]}");
  expect("{runtimes: [{runtime_name: $AC1505[[planer]]}]}");
  expect("{runtimes: [{runtime_name: planner, lifecycle: {}}]}");
}

TEST_CASE("the argument --set changes one value and keeps the order of the others") {
  constexpr std::string_view text = "b: {c: 1, d: 2}\nruntimes: [{runtime_name: p, tags: {x.y: 1}}]\n";
  CHECK(Merged(text, set({"b.c=7"})).text() ==
        R"({"b":{"c":"7","d":"2"},"runtimes":[{"runtime_name":"p","tags":{"x.y":"1"}}]})");
  CHECK(Merged(text, set({"b=null", "runtimes[p].tags[\"x.y\"]=a=b"})).text() ==
        R"({"runtimes":[{"runtime_name":"p","tags":{"x.y":"a=b"}}]})");
  CHECK(Merged(text, set({"b=null", "runtimes[0].lifecycle.idle_timeout=60"})).text() ==
        R"({"runtimes":[{"lifecycle":{"idle_timeout":"60"},"runtime_name":"p","tags":{"x.y":"1"}}]})");
  CHECK(Merged(text, set({"runtimes[0]=null", "b=null"})).text() == R"({"runtimes":[]})");
  CHECK(Merged(text, set({"b=[1, {x: y}]", "runtimes=null"})).text() == R"({"b":["1",{"x":"y"}]})");
}

TEST_CASE("the argument --set goes over the overlay, and keeps what is no YAML as text") {
  CHECK(Merged("environment: x\na: 1\nenvironments: {x: {a: 2}}\n", set({"a=3"})).text() ==
        R"({"a":"3","environment":"x"})");
  CHECK(Merged("a: 1\n", set({"a=[not closed"})).text() == R"({"a":"[not closed"})");
  CHECK(Merged("a: 1\n", set({"a="})).text() == R"({"a":""})");
}

TEST_CASE("a path that leads nowhere is found at its step") {
  const auto finding = [](const char* value) {
    return only_finding(Merged("a: text\nlist: [1]\nruntimes: [{runtime_name: planner}]\n", set({value})));
  };
  CHECK(finding("=v") == "AC1506 =v");
  CHECK(finding("a") == "AC1506 a");
  CHECK(finding("a..b=1") == "AC1506 a..b=1");
  CHECK(finding("[0]=1") == "AC1506 [0]=1");
  CHECK(finding("runtimes[=1") == "AC1506 runtimes[=1");
  CHECK(finding("runtimes[]=1") == "AC1506 runtimes[]=1");
  CHECK(finding("a.b=1") == "AC1507 b");
  CHECK(finding("runtimes.x=1") == "AC1507 x");
  CHECK(finding("runtimes[1].x=1") == "AC1507 1");
  CHECK(finding("runtimes[99999999999999999999].x=1") == "AC1507 99999999999999999999");
  CHECK(finding("runtimes[planer].x=1") == "AC1505 planer");
  CHECK(finding("list[x]=1") == "AC1507 x");
  CHECK(finding("repositories[0].x=1") == "AC1507 0");
}

TEST_CASE("what decoding finds about an argument points into it") {
  const TemporaryFile file(
      "project: p\nenvironment: e\nregion: us-east-1\nruntimes: [{artifact: {repository: r}}]\n");
  Diagnostics diagnostics;
  std::vector<Config> configs;
  configs.push_back(load(file.path(), {{}, {"runtimes[0].artifact.container_cpu=many"}}, diagnostics));
  REQUIRE(diagnostics.sorted().size() == 1);
  const Diagnostic& finding = *diagnostics.sorted()[0];
  CHECK(finding.rule->code == "AC2001");
  CHECK(place(finding.range) == "`many`@41");
  CHECK(path_finder(configs)(finding) == "runtimes[0].artifact.container_cpu");
}

TEST_CASE("every environment of a file is loaded once") {
  const TemporaryFile file(
      "project: p\nenvironment: test\nregion: us-east-1\nruntimes: [{artifact: {repository: agent-images, "
      "tag: v1}}]\n"
      "environments: {test: {}, prod: {region: us-west-2}}\n");
  Diagnostics diagnostics;
  const std::vector<Config> configs = load_environments(file.path(), {}, diagnostics);
  CHECK(findings(diagnostics).empty());
  REQUIRE(configs.size() == 2);
  CHECK(*configs[0].project->environment == "test");
  CHECK(*configs[1].project->environment == "prod");
  CHECK(*configs[1].project->region == "us-west-2");
  CHECK(load_environments(file.path(), {"prod", {}}, diagnostics).size() == 1);
}

TEST_CASE("what reads like a reference merges where it is none") {
  const Merged merged(
      "environment: x\ntags: {role: a, Team: b}\nartifact: {repository: one, tag: v1}\n"
      "code: {bucket: b, runtime: PYTHON_3_12}\n"
      "environments: {x: {tags: {role: c}, artifact: {repository: two}, code: {runtime: PYTHON_3_13}}}\n",
      Overrides{});
  CHECK(merged.text() ==
        R"({"artifact":{"repository":"two","tag":"v1"},"code":{"bucket":"b","runtime":"PYTHON_3_13"},)"
        R"("environment":"x","tags":{"Team":"b","role":"c"}})");
}

TEST_CASE("what an overlay takes away is missing there, not where it was written") {
  expect_load(
      "project: p\nenvironment: e\nregion: us-east-1\nruntimes: [{artifact: {repository: agent-images, tag: "
      "v1}}]\n"
      "environments: {e: {$AC2007[[project]]: null}}\n");
  expect_load(
      "project: p\nenvironment: e\nregion: us-east-1\ntags: {a: b}\n"
      "runtimes: [{artifact: {repository: agent-images, tag: v1}}]\nenvironments: {e: {tags: {a: null}}}\n");
}

TEST_CASE("a list or mapping of an argument can be changed by the next, and JSON text stays text") {
  CHECK(Merged("a: {}\n", set({"a.tags={A: b}", "a.tags.C=d"})).text() ==
        R"({"a":{"tags":{"A":"b","C":"d"}}})");
  const TemporaryFile file(
      "project: p\nenvironment: e\nregion: us-east-1\nruntimes: [{artifact: {repository: agent-images, tag: "
      "v1}}]\n");
  Diagnostics diagnostics;
  const Config config =
      load(file.path(), set({R"(runtimes[0].artifact.environment_variables.CFG={"a": 1})"}), diagnostics);
  REQUIRE(config.project);
  CHECK(*config.project->runtimes[0].artifact.environment_variables[0].value.literal() == R"({"a": 1})");
}

TEST_CASE("a secret in an argument is not shown") {
  const TemporaryFile file(
      "project: p\nenvironment: e\nregion: us-east-1\nruntimes: [{artifact: {repository: agent-images, tag: "
      "v1}}]\n");
  for (const char* argument : {R"(runtimes[0].artifact.environment_variables["DB_PASSWORD"]=hunter2 secret)",
                               "runtimes[0].artifact.environment_variable.DB_PASSWORD=hunter2 secret",
                               "runtimes..DB_PASSWORD=hunter2 secret", "DB_PASSWORD: hunter2 secret"}) {
    CAPTURE(argument);
    Diagnostics diagnostics;
    std::vector<Config> configs;
    configs.push_back(load(file.path(), set({argument}), diagnostics));
    CHECK(diagnostics.has_errors());
    CHECK(render_text(diagnostics, false).find("secret\n") == std::string::npos);
    CHECK(render_text(diagnostics, false).find("hunter2") == std::string::npos);
    CHECK(render_json(diagnostics, path_finder(configs)).find("hunter2") == std::string::npos);
  }
}

// --- targets ----------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view two_regions =
    "tags: {A: all}\ntargets:\n  - {region: us-east-1}\n  - {region: eu-west-1, overlay: {tags: {B: eu}}}\n";

/// What a target makes of the tree, without the list.
std::string of_region(std::string_view text, const Overrides& overrides) {
  Json json = print_document(Merged(text, overrides).result.root());
  json.erase("targets");
  json.erase("environments");
  return json.dump();
}

Overrides in_region(std::string region, std::vector<std::string> values = {}) {
  return {{}, std::move(values), std::move(region)};
}

}  // namespace

TEST_CASE("a config with targets is that of the first, or of the chosen one with its overlay") {
  CHECK(of_region(two_regions, {}) == R"({"region":"us-east-1","tags":{"A":"all"}})");
  CHECK(of_region(two_regions, in_region("eu-west-1")) ==
        R"({"region":"eu-west-1","tags":{"A":"all","B":"eu"}})");
  CHECK(Merged(two_regions, {}).result.regions() == std::vector<std::string>{"us-east-1", "eu-west-1"});
  CHECK(Merged("region: us-east-1\n", {}).result.regions().empty());
  CHECK(only_finding(Merged(two_regions, in_region("eu-west-2"))) == "AC1511 eu-west-2");
}

TEST_CASE("an environment's overlay changes a target by its region, and adds one") {
  const std::string text =
      std::string(two_regions) +
      "environment: prod\nenvironments: {prod: {targets: [{region: eu-west-1, overlay: {tags: "
      "{B: prod}}}, {region: us-west-2}]}}\n";
  CHECK(of_region(text, in_region("eu-west-1")) ==
        R"({"environment":"prod","region":"eu-west-1","tags":{"A":"all","B":"prod"}})");
  CHECK(Merged(text, {}).result.regions() == std::vector<std::string>{"us-east-1", "eu-west-1", "us-west-2"});
}

TEST_CASE("what --set says of targets comes before one is chosen, and all else after its overlay") {
  CHECK(of_region(two_regions, in_region("eu-west-1", {"tags.B=set"})) ==
        R"({"region":"eu-west-1","tags":{"A":"all","B":"set"}})");
  CHECK(of_region(two_regions, set({"targets[0].region=us-west-2"})) ==
        R"({"region":"us-west-2","tags":{"A":"all"}})");
  CHECK(of_region("tags: {A: all}\n", set({"targets=[{region: us-west-2}]"})) ==
        R"({"region":"us-west-2","tags":{"A":"all"}})");
  CHECK(only_finding(Merged(two_regions, set({"region=us-west-2"}))) == "AC1507 region");
}

TEST_CASE("without targets, --region may name the region that is written") {
  CHECK(of_region("region: us-east-1\n", in_region("us-east-1")) == R"({"region":"us-east-1"})");
  CHECK(only_finding(Merged("region: us-east-1\n", in_region("us-west-2"))) == "AC1511 us-west-2");
}

TEST_CASE("the overlay of a target says nothing of all regions, and is a mapping") {
  const auto with = [](std::string_view overlay) {
    return fmt::format("targets: [{{region: us-east-1, overlay: {}}}]\n", overlay);
  };
  for (const char* key : {"region", "targets", "rollout", "environment", "environments"}) {
    CAPTURE(key);
    CHECK(only_finding(Merged(with(fmt::format("{{{}: x}}", key)), {})) == fmt::format("AC1503 {}", key));
  }
  CHECK(only_finding(Merged(with("x"), {})) == "AC1501 x");
}
