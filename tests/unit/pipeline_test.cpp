#include "agentcore/pipeline.hpp"

#include <set>

#include "unit/config_testing.hpp"

namespace agentcore {
namespace {

using testing::expect_load;
using testing::findings;
using testing::Loaded;
using testing::TemporaryFile;
using Texts = std::vector<std::string>;

const std::string head = "project: demo\nenvironment: test\nregion: us-east-1\n";
const std::string artifact = "artifact: {repository: agent-images, tag: v1}";

std::string example(const std::string& name) { return std::string(PROJECT_FOLDER) + "/examples/" + name; }

TEST_CASE("Every example loads and compiles without an error") {
  for (const char* name : {"minimal.yaml", "production.yaml"}) {
    CAPTURE(name);
    Diagnostics diagnostics;
    const Config config = load(example(name), {}, diagnostics);
    REQUIRE(config.project.has_value());
    CHECK(compile(*config.project, {}, diagnostics).has_value());
    CHECK_FALSE(diagnostics.has_errors());
  }
}

TEST_CASE("A build has the stacks that something is in, and says why others are left out") {
  Loaded loaded(head + "runtimes:\n  - " + artifact + "\n");
  const Build build = compile(loaded.project(), {.format = Format::yaml}, loaded.diagnostics).value();
  Texts names;
  for (const EmittedStack& emitted : build.stacks) names.push_back(emitted.file_name);
  CHECK(names == Texts{"security.template.yaml", "storage.template.yaml", "agentcore.template.yaml"});
  REQUIRE(build.left_out.size() == 1);
  CHECK(build.left_out[0].name == "network");
  CHECK_FALSE(build.left_out[0].why.empty());
  CHECK(build.manifest.name == "manifest.json");
}

TEST_CASE("The same config gives the same bytes") {
  for (const Format format : {Format::json, Format::yaml}) {
    Texts texts;
    for (int i = 0; i < 2; ++i) {
      Diagnostics diagnostics;
      const Config config = load(example("production.yaml"), {}, diagnostics);
      std::string all;
      const std::optional<Build> build = compile(*config.project, {.format = format}, diagnostics);
      for (const EmittedStack& emitted : build.value().stacks) {
        const std::string text = to_text(emitted.stack.body, format);
        CHECK(text.size() == emitted.bytes);
        all += text;
      }
      texts.push_back(all);
    }
    CHECK(texts[0] == texts[1]);
  }
}

TEST_CASE("Templates that are not held are the same, and so are the findings") {
  for (const char* name : {"production.yaml", "minimal.yaml", "orchestrator.yaml", "ssm-references.yaml",
                           "zip-artifact.yaml", "parameters-for-ci.yaml"}) {
    CAPTURE(name);
    Texts held;
    Texts taken;
    Diagnostics diagnostics;
    const Config config = load(example(name), {}, diagnostics);
    Diagnostics of_held;
    const Build build = compile(*config.project, {}, of_held).value();
    for (const EmittedStack& emitted : build.stacks)
      held.push_back(to_text(emitted.stack.body, Format::json));
    Diagnostics of_taken;
    const TakeFile take = [&](OutputFile file) { taken.push_back(std::move(file.text)); };
    const Build outlines = compile(*config.project, {.hold_bodies = false, .take = take}, of_taken).value();
    CHECK(taken == held);
    CHECK(findings(of_taken) == findings(of_held));
    CHECK(outlines.manifest.text == build.manifest.text);
    for (std::size_t i = 0; i < held.size(); ++i) CHECK(outlines.stacks[i].bytes == build.stacks[i].bytes);
  }
}

TEST_CASE("What cannot be read is a finding without a place in the text") {
  for (const char* path : {"/nowhere/config.yaml", "/", "", "/proc/self/mem"}) {
    CAPTURE(path);
    Diagnostics diagnostics;
    const Config config = load(path, {}, diagnostics);
    CHECK_FALSE(config.file->document.has_value());
    CHECK_FALSE(config.project.has_value());
    CHECK(findings(diagnostics) == Texts{"AC1001 ``@0"});
  }
}

TEST_CASE("A byte order mark is no part of the text") {
  const Loaded loaded("\xEF\xBB\xBF" + head + "runtimes:\n  - " + artifact + "\n");
  CHECK(loaded.config.project.has_value());
  expect_load(head + "runtimes: []\n$AC2002[[x]]: 1\n");
  CHECK(Loaded("\xEF\xBB\xBFx: 1\n").diagnostics.sorted()[0]->range.begin == 0);
}

TEST_CASE("A config with a fault does not stop another") {
  Diagnostics diagnostics;
  const Config bad = load("/nowhere", {}, diagnostics);
  const Config good = load(example("minimal.yaml"), {}, diagnostics);
  CHECK_FALSE(bad.project.has_value());
  CHECK(good.project.has_value());
}

TEST_CASE("A place is found in the config it belongs to") {
  Diagnostics diagnostics;
  std::vector<Config> configs;
  configs.push_back(load(example("minimal.yaml"), {}, diagnostics));
  configs.push_back(load(example("production.yaml"), {}, diagnostics));
  const PathFinder path_of = path_finder(configs);
  const auto path_of_range = [&](const Range& range) {
    Diagnostic finding;
    finding.range = range;
    return path_of(finding);
  };
  CHECK(path_of_range(configs[1].project->runtimes.at(0).description->range) == "runtimes[0].description");
  CHECK(path_of_range(configs[0].project->runtimes.at(0).artifact.tag->range) == "runtimes[0].artifact.tag");
  CHECK(path_of_range({}).empty());
}

TEST_CASE("The path of what is missing is its own, not that of the key which stands there") {
  Diagnostics diagnostics;
  const TemporaryFile file("region: us-east-1\nenvironment: test\nruntimes:\n  - protocol: HTTP\n");
  std::vector<Config> configs;
  configs.push_back(load(file.path(), {}, diagnostics));
  Texts paths;
  for (const Diagnostic* finding : diagnostics.sorted()) paths.push_back(path_finder(configs)(*finding));
  CHECK(paths == Texts{"project", "runtimes[0].artifact"});
}

TEST_CASE("The catalogue has each code and name once, in order, and says all of it") {
  std::string before;
  std::set<std::string_view> names;
  for (const RuleInfo* rule : all_rules()) {
    CAPTURE(rule->code);
    CHECK(std::string(rule->code) > before);
    before = rule->code;
    CHECK(names.insert(rule->name).second);
    for (const std::string_view part : {rule->summary, rule->help, rule->source}) CHECK_FALSE(part.empty());
    CHECK(rule->summary.ends_with("."));
    CHECK_FALSE(rule->help.ends_with("."));
  }
}

/// Whether a config either has a finding of its own or compiles: the last gate must find nothing (AC9xxx).
void expect_no_bug(const std::string& text) {
  CAPTURE(text);
  Loaded loaded(text);
  if (loaded.config.project) compile(*loaded.config.project, {}, loaded.diagnostics);
  for (const Diagnostic* finding : loaded.diagnostics.sorted()) {
    CAPTURE(finding->headline);
    CHECK_FALSE(finding->rule->code.starts_with("AC9"));
  }
}

TEST_CASE("Names that meet in a template are refused before, or kept apart") {
  const std::string one = "runtimes:\n  - " + artifact + "\n    ";
  expect_no_bug(head + one +
                "endpoints: [{name: y-z, runtime_version: '1'}, {name: yZ, runtime_version: '1'}]\n");
  expect_no_bug(head + one + "endpoints: [{name: _, runtime_version: '1'}]\n");
  expect_no_bug(head + one +
                "endpoints: [{name: _, runtime_version: '1'}, {name: -, runtime_version: '1'}]\n");
  expect_no_bug(head + one + "endpoints: [{name: Endpoint, runtime_version: '1'}]\n");
  expect_no_bug(head + one + "execution_role: a-b\nexecution_roles: [{role_name: a-b}, {role_name: a_b}]\n");
  expect_no_bug(head + one +
                "execution_role: agent-execution\nexecution_roles: [{role_name: agent-execution}, {}]\n");
  expect_no_bug(head + one + "execution_role: '---'\nexecution_roles: [{role_name: '---'}]\n");
  expect_no_bug(head + one +
                "protocol: HTTP\nrepositories: [{}, {repository_name: agent/images}, {repository_name: "
                "agent.images}]\n");
  expect_no_bug(head + "runtimes:\n  - {runtime_name: a, " + artifact + "}\n  - {runtime_name: A, " +
                artifact + "}\n");
  expect_no_bug(head + "runtimes:\n  - {runtime_name: agent, " + artifact + "}\n  - {" + artifact + "}\n");
  expect_no_bug(head + "runtimes:\n  - {runtime_name: '-', " + artifact + "}\n  - {runtime_name: _, " +
                artifact + "}\n");
  expect_no_bug(head + "runtimes:\n  - {runtime_name: '1', " + artifact + "}\n  - {runtime_name: a_1, " +
                artifact + "}\n");
}

TEST_CASE("Names that meet across kinds are refused before, or kept apart") {
  expect_no_bug(head + "runtimes:\n  - {runtime_name: x, " + artifact +
                ", endpoints: [{name: y-runtime, runtime_version: '1'}]}\n  - {runtime_name: x-runtime-y, " +
                artifact + "}\n");
  expect_no_bug(head + "runtimes:\n  - " + artifact +
                "\nrepositories: [{}, {repository_name: agent-images-repository}, {kms_key: "
                "create, repository_name: image-key}]\n");
  const std::string vpc = "runtimes:\n  - " + artifact + "\n    network_configuration: {network_mode: VPC}\n";
  for (const char* endpoints :
       {"{service: ecr.api}, {service: ecr-api}", "{service: s3}, {service: s3}",
        "{service: com.amazonaws.us-east-1.logs}, {service: logs}", "{service: ''}", "{service: '.'}"}) {
    expect_no_bug(head + vpc + "network: {internet_egress: nat, vpc_endpoints: [" + endpoints + "]}\n");
  }
  expect_no_bug(
      head + vpc +
      "network: {private_agent_subnets: [{cidr: 10.0.2.0/26, availability_zone_id: use1-az1}, {cidr: "
      "10.0.2.64/26, availability_zone_id: use1-az1}]}\n");
}

TEST_CASE("Text that AWS could refuse is refused before") {
  for (const char* text : {"''", "' '", "\"\\0\"", "\"\\x1B\"", "\"\\n\"", "\"\\uFFFE\"", "\"\\x7F\"",
                           "\"\\x85\"", "🎉", "'${X}'", "'${'", "'{{resolve:ssm:x}}'"}) {
    expect_no_bug(head + "runtimes:\n  - " + artifact + "\n    description: " + text + "\n");
    expect_no_bug(head + "tags: {k: " + text + "}\nruntimes:\n  - " + artifact + "\n");
    expect_no_bug(head + "tags: {" + text + ": v}\nruntimes:\n  - " + artifact + "\n");
    expect_no_bug(head +
                  "runtimes:\n  - artifact: {repository: agent-images, tag: v1, environment_variables: {K: " +
                  text + "}}\n");
    expect_no_bug(head + "runtimes:\n  - artifact: {repository: agent-images, tag: " + text + "}\n");
    expect_no_bug(head + "runtimes:\n  - " + artifact + "\nexecution_roles: [{role_name: " + text + "}]\n");
    expect_no_bug(head + "runtimes:\n  - " + artifact + "\nexecution_roles: [{bedrock_models: [" + text +
                  "]}]\n");
    expect_no_bug(head + "runtimes:\n  - artifact: {repository: " + text +
                  ", tag: v1}\nrepositories: [{repository_name: " + text + "}]\n");
  }
}

TEST_CASE("A config that is too large for one stack becomes several, each within the quotas") {
  std::string text = head + "runtimes:\n";
  for (int i = 0; i < 600; ++i) text += "  - {runtime_name: r" + std::to_string(i) + ", " + artifact + "}\n";
  Loaded loaded(text);
  REQUIRE(loaded.config.project.has_value());
  const std::optional<Build> build = compile(*loaded.config.project, {}, loaded.diagnostics);
  REQUIRE(build);
  CHECK(build->stacks.size() == 21);  // 160 outputs a stack, five a runtime; security and storage
  CHECK(loaded.diagnostics.count(Severity::warning) == 1);
  CHECK(loaded.diagnostics.sorted()[0]->rule->code == "AC7009");
}

TEST_CASE("An inline policy of aliases within aliases costs no more than its text") {
  std::string conditions;
  for (int i = 0; i < 150; ++i) {
    const std::string before = i == 0 ? "x" : "*a" + std::to_string(i - 1);
    conditions +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [[[[[[[[[[" + before + "]]]]]]]]]], ";
  }
  Loaded loaded(head + "runtimes:\n  - " + artifact +
                "\n    network_configuration: {network_mode: VPC}\nnetwork:\n" +
                "  internet_egress: nat\n  vpc_endpoints:\n    - service: bedrock-agentcore\n" +
                "      endpoint_policy: {Statement: [{Effect: Allow, Principal: '*', Action: '*', Resource: "
                "'*', Condition: {" +
                conditions + "}}]}\n");
  CHECK(loaded.diagnostics.has_errors());
  if (loaded.config.project) CHECK_FALSE(compile(*loaded.config.project, {}, loaded.diagnostics).has_value());
}

}  // namespace
}  // namespace agentcore
