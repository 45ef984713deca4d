#include "agentcore/base.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/kind_of_text.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;
using End = ProcessResult::End;

constexpr const char* config_text =
    "project: demo\nenvironment: test\nregion: us-east-1\nruntimes:\n  - artifact: {repository: "
    "agent-images, tag: "
    "v1}\n";
constexpr const char* template_text = "{\"Resources\": {\"A\": {\"Type\": \"AWS::SQS::Queue\"}}}";

/// A folder that is the working directory as long as the object lives.
class Workplace {
 public:
  Workplace() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "agentcore-base-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    fs::current_path(folder_);
  }
  ~Workplace() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  static void write(const fs::path& path, const std::string& text) {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  static void git(std::vector<std::string> words) {
    words.insert(words.begin(),
                 {"git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"});
    const ProcessResult result = system_processes().run(words, std::chrono::seconds(60));
    INFO(result.error_output);
    REQUIRE(result.succeeded());
  }
  static void commit_all() {
    git({"init", "-q"});
    git({"add", "-A"});
    git({"commit", "-q", "-m", "x"});
  }

 private:
  fs::path before_;
  fs::path folder_;
};

/// Answers in place of other programs.
class FakeProcesses : public ProcessRunner {
 public:
  using Answer = std::function<ProcessResult(const Texts& command)>;
  explicit FakeProcesses(Answer answer) : answer_(std::move(answer)) {}

  ProcessResult run(const Texts& command, std::chrono::milliseconds /*timeout*/) override {
    const std::lock_guard guard(mutex_);  // several may be asked at once
    commands.push_back(command);
    return answer_(command);
  }
  std::vector<Texts> commands;

 private:
  Answer answer_;
  std::mutex mutex_;
};

/// A side that was read, and what was found.
struct Side {
  explicit Side(const std::string& named, const TemplateSet* other = nullptr,
                ProcessRunner& processes = system_processes()) {
    Diagnostics diagnostics;
    set = read_side(named, {{}, other, texts, processes}, diagnostics);
    for (const Diagnostic* finding : diagnostics.sorted()) {
      if (finding->severity == Severity::error) codes.emplace_back(finding->rule->code);
    }
    rendered = render_text(diagnostics, false);
    INFO(rendered);
    CHECK(set.has_value() == codes.empty());
  }

  [[nodiscard]] Texts stacks() const {
    Texts names;
    if (!set) return names;
    for (const TemplateFile& file : set->templates) names.push_back(file.stack);
    return names;
  }

  SideTexts texts;
  std::optional<TemplateSet> set;
  Texts codes;
  std::string rendered;
};

// --- the disk ---------------------------------------------------------------------------------------------

TEST_CASE("the keys of a text tell a config from a template") {
  using base::kind_of_text;
  using base::TextKind;
  CHECK(kind_of_text(config_text) == TextKind::config);
  CHECK(kind_of_text(template_text) == TextKind::cloudformation);
  CHECK(kind_of_text("{\"project\": \"a\"}") == TextKind::config);
  CHECK(kind_of_text("# Resources:\nproject: a\n") == TextKind::config);
  CHECK(kind_of_text("\"Resources\" : {}\n") == TextKind::cloudformation);
  CHECK(kind_of_text("Resources: {}\nMetadata:\n  project: x\n") == TextKind::cloudformation);
  CHECK(kind_of_text("a: 1\n") == TextKind::neither);
  CHECK(kind_of_text("") == TextKind::neither);
}

TEST_CASE("a config is its stacks") {
  const Workplace workplace;
  Workplace::write("config.yaml", config_text);
  const Side side("config.yaml");
  CHECK(side.stacks() == Texts{"security", "storage", "agentcore"});
  REQUIRE(side.set);
  CHECK(side.set->templates[0].stack_name == "demo-security-test");
  CHECK(side.set->templates[0].shown_as == "config.yaml");
  CHECK(side.set->templates[0].body.contains("Resources"));
  CHECK(side.set->path == "config.yaml");
  CHECK(side.set->region == "us-east-1");
  REQUIRE(side.set->left_out.size() == 1);
  CHECK(side.set->left_out[0].stack_name == "demo-network-test");
}

TEST_CASE("errors of a config stop") {
  const Workplace workplace;
  Workplace::write("config.yaml", "project: demo\nruntime: []\n");
  CHECK_FALSE(Side("config.yaml").codes.empty());
}

TEST_CASE("a template is one stack") {
  const Workplace workplace;
  Workplace::write("out/web.template.json", template_text);
  Workplace::write("b.yml", "Resources:\n  A: {Type: T, Properties: {P: !Ref B}}\n");
  CHECK(Side("out/web.template.json").stacks() == Texts{"web"});
  CHECK(Side("b.yml").stacks() == Texts{"b"});
  CHECK(Side("missing.yaml").codes == Texts{"AC1001"});
  Workplace::write("notes.txt", "nothing of the kind\n");
  CHECK(Side("notes.txt").codes == Texts{"AC6002"});
}

TEST_CASE("a folder is all its templates") {
  const Workplace workplace;
  Workplace::write("out/b.yaml", "Resources: {}\n");
  Workplace::write("out/a.template.json", template_text);
  Workplace::write("out/package.json", "{\"name\": \"x\"}");
  Workplace::write("out/README.md", "Resources: none\n");
  CHECK(Side("out").stacks() == Texts{"a", "b"});
  Workplace::write("out/a.yaml", "Resources: {}\n");
  CHECK(Side("out").codes == Texts{"AC6103"});
  Workplace::write("empty/x.txt", "");
  CHECK(Side("empty").codes == Texts{"AC6101"});
}

TEST_CASE("a cloud assembly is what its manifest lists") {
  const Workplace workplace;
  Workplace::write("out/web.template.json", template_text);
  Workplace::write("out/old.template.json", template_text);
  Workplace::write("out/manifest.json", R"({"version": "36.0.0", "artifacts": {
    "Web": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/eu-west-1",
            "properties": {"templateFile": "web.template.json", "stackName": "prod-web"}},
    "Stage": {"type": "cdk:cloud-assembly"}, "Tree": {"type": "cdk:tree"}}})");
  const Side side("out");
  CHECK(side.stacks() == Texts{"web"});
  REQUIRE(side.set);
  CHECK(side.set->templates[0].stack_name == "prod-web");
  CHECK(side.set->region == "eu-west-1");
  CHECK(side.set->not_followed.size() == 1);
  Workplace::write("out/manifest.json", R"({"artifacts": {"Web": {"type": "aws:cloudformation:stack"}}})");
  CHECK(Side("out").codes == Texts{"AC6102"});
  Workplace::write("out/manifest.json", R"({"artifacts": )");
  CHECK(Side("out").codes == Texts{"AC6001"});
}

// --- git
// ----------------------------------------------------------------------------------------------------

TEST_CASE("a revision of git holds the file of then") {
  const Workplace workplace;
  Workplace::write("agents/config.yaml", config_text);
  Workplace::commit_all();
  Workplace::write("agents/config.yaml", "broken: [");
  const Side now("git:HEAD:agents/config.yaml");
  INFO(now.rendered);
  CHECK(now.stacks() == Texts{"security", "storage", "agentcore"});
  REQUIRE(now.set);
  CHECK(now.set->templates[0].shown_as == "git:HEAD:agents/config.yaml");
  CHECK(now.set->path == "agents/config.yaml");
  INFO("the path of the other side");
  CHECK(Side("git:HEAD", &*now.set).stacks().size() == 3);
  CHECK(Side("git:main@{0}", &*now.set).stacks().size() == 3);
  CHECK(Side("git:HEAD").codes == Texts{"AC6104"});
}

TEST_CASE("a revision of git holds what is gone since, and folders") {
  const Workplace workplace;
  Workplace::write("out/deep/web.template.json", template_text);
  Workplace::write("out/deep/api.yaml", "Resources: {}\n");
  Workplace::commit_all();
  fs::remove_all("out");
  CHECK(Side("git:HEAD:out/deep/web.template.json").stacks() == Texts{"web"});
  CHECK(Side("git:HEAD:out/deep").stacks() == Texts{"api", "web"});
  const fs::path absolute = fs::current_path() / "out" / "deep";
  CHECK(Side("git:HEAD:" + absolute.string()).stacks() == Texts{"api", "web"});
  fs::create_directory("elsewhere");
  fs::current_path("elsewhere");
  CHECK(Side("git:HEAD:../out/deep/").stacks() == Texts{"api", "web"});
  fs::current_path("..");
}

TEST_CASE("what git does not know is told of") {
  const Workplace workplace;
  Workplace::write("config.yaml", config_text);
  CHECK(Side("git:HEAD:config.yaml").codes == Texts{"AC6112"});
  Workplace::commit_all();
  CHECK(Side("git:HEAD:missing.yaml").codes == Texts{"AC6114"});
  CHECK(Side("git:HEAD:gone/missing.yaml").codes == Texts{"AC6114"});
  CHECK(Side("git:no-such-branch:config.yaml").codes == Texts{"AC6113"});
  CHECK(Side("git::config.yaml").codes == Texts{"AC6113"});
  CHECK(Side("git:--batch:config.yaml").codes == Texts{"AC6113"});
}

TEST_CASE("git that is missing or does not answer is told of") {
  for (const End end : {End::not_started, End::timed_out, End::killed}) {
    FakeProcesses processes([=](const Texts&) { return ProcessResult{end, -1, "", "No such file"}; });
    CHECK(Side("git:HEAD:config.yaml", nullptr, processes).codes == Texts{"AC6111"});
  }
}

// --- AWS
// ----------------------------------------------------------------------------------------------------

TemplateSet two_stacks() {
  TemplateSet set;
  set.templates = {{"web", "prod-web", "config.yaml", Json::object()},
                   {"api", "prod-api", "config.yaml", Json::object()}};
  set.region = "eu-west-1";
  set.left_out = {{"network", "prod-network"}};
  return set;
}

ProcessResult says(int exit_code, std::string output, std::string errors) {
  return {End::exited, exit_code, std::move(output), std::move(errors)};
}

const char* const no_stack =
    "\nAn error occurred (ValidationError) when calling the GetTemplate operation: Stack with id x does not "
    "exist\n";

TEST_CASE("deployed templates come through the AWS CLI") {
  FakeProcesses processes([](const Texts& command) {
    if (command[4] == "prod-web") {
      return says(0, R"({"TemplateBody": {"Resources": {"A": {"Type": "T"}}}, "StagesAvailable": []})", "");
    }
    if (command[4] == "prod-api") {
      return says(0, R"({"TemplateBody": "Resources:\n  A: {Type: T, Properties: {P: !Ref B}}\n"})", "");
    }
    return says(254, "", no_stack);
  });
  const TemplateSet other = two_stacks();
  const Side side("aws", &other, processes);
  CHECK(side.stacks() == Texts{"web", "api"});
  REQUIRE(side.set);
  CHECK(side.set->templates[0].shown_as == "aws:prod-web");
  CHECK(side.set->templates[1].body["Resources"]["A"]["Properties"]["P"] == Json{{"Ref", "B"}});
  REQUIRE(processes.commands.size() == 3);
  CHECK(std::find(processes.commands.begin(), processes.commands.end(),
                  Texts{"aws", "cloudformation", "get-template", "--stack-name", "prod-web",
                        "--template-stage", "Original", "--output", "json", "--region", "eu-west-1"}) !=
        processes.commands.end());
}

TEST_CASE("a stack that is not deployed is empty, one that is no longer made is read") {
  const TemplateSet other = two_stacks();
  FakeProcesses none([](const Texts&) { return says(254, "", no_stack); });
  const Side empty("aws", &other, none);
  CHECK(empty.stacks() == Texts{"web", "api"});
  REQUIRE(empty.set);
  CHECK(empty.set->templates[0].body == Json::object());
  FakeProcesses all([](const Texts&) { return says(0, R"({"TemplateBody": {"Resources": {}}})", ""); });
  CHECK(Side("aws", &other, all).stacks() == Texts{"web", "api", "network"});
}

TEST_CASE("why AWS gives no template is told of, once") {
  const TemplateSet other = two_stacks();
  const std::map<std::string, std::string> codes = {
      {"\nUnable to locate credentials. You can configure credentials by running \"aws login\".\n", "AC6123"},
      {"\nAn error occurred (ExpiredToken) when calling the GetTemplate operation: expired\n", "AC6123"},
      {"\nAn error occurred (AccessDenied) when calling the GetTemplate operation: User x is not\n",
       "AC6124"},
      {"\nCould not connect to the endpoint URL: \"https://x/\"\n", "AC6125"},
      {"\nsomething new\n", "AC6125"}};
  for (const auto& [errors, code] : codes) {
    INFO(errors);
    FakeProcesses processes([&](const Texts&) { return says(255, "", errors); });
    CHECK(Side("aws", &other, processes).codes == Texts{code});
  }
  FakeProcesses missing([](const Texts&) { return ProcessResult{End::not_started, -1, "", "No such file"}; });
  CHECK(Side("aws", &other, missing).codes == Texts{"AC6122"});
  FakeProcesses odd([](const Texts&) { return says(0, "{}", ""); });
  CHECK(Side("aws", &other, odd).codes == Texts{"AC6125"});
  FakeProcesses halved([](const Texts&) { return says(0, "{\"TemplateBody\":", ""); });
  CHECK(Side("aws", &other, halved).codes == Texts{"AC6001"});
}

TEST_CASE("what is deployed is not known without stack names") {
  const Workplace workplace;
  Workplace::write("a.json", template_text);
  const Side other("a.json");
  CHECK(Side("aws", &*other.set).codes == Texts{"AC6121"});
  CHECK(Side("aws").codes == Texts{"AC6121"});
}

}  // namespace
}  // namespace agentcore
