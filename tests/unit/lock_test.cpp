#include "agentcore/lock.hpp"

#include <catch2/catch.hpp>

namespace agentcore {
namespace {

const std::string head =
    "# agentcore-synth lock, format 1: in which stack everything lives\n# project demo, config c.yaml\n";

std::shared_ptr<const LockFile> read(const std::string& text) {
  return read_lock("c.yaml", std::make_unique<Source>("c.yaml.lock", text));
}

/// Code and line of each finding.
std::string findings(const std::string& text) {
  const auto file = read(text);
  CHECK((file->lock == nullptr) == file->findings.has_errors());
  std::string found;
  for (const Diagnostic* finding : file->findings.sorted()) {
    const Source::Position at = finding->range.source->position(finding->range.begin);
    found += std::string(finding->rule->code) + "@" + std::to_string(at.line) + ":" +
             std::to_string(at.column) + " ";
  }
  return found;
}

TEST_CASE("A lock says where things live") {
  const auto file =
      read(head + "test agentcore runtime a\nprod security-12 role a\nprod agentcore-2 runtime a\n");
  REQUIRE(file->lock);
  CHECK(file->name == "c.yaml.lock");
  CHECK(file->lock->find("prod", StackKind::agentcore, "a")->part == 2);
  CHECK(file->lock->find("prod", StackKind::security, "a")->part == 12);
  CHECK(file->lock->find("test", StackKind::agentcore, "a")->part == 1);
  CHECK(file->lock->find("test", StackKind::security, "a") == nullptr);
  CHECK(file->lock->find("prod", StackKind::agentcore, "b") == nullptr);
}

TEST_CASE("Line ends of another system, blank lines and lines that are there twice change nothing") {
  const auto file = read(
      "# agentcore-synth lock, format 1: x\r\n# project demo, config c.yaml\r\n\r\nprod storage repository "
      "r\r\n"
      "prod storage repository r\r\nprod agentcore runtime a");
  REQUIRE(file->lock);
  CHECK(file->lock->lines.size() == 2);
  Diagnostics diagnostics;
  expect_owner(*file, {"demo", "c.yaml"}, diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("A damaged lock is a finding at its line") {
  CHECK(findings("") == "AC7002@1:1 ");
  CHECK(findings(std::string("\0\1\2", 3)) == "AC7002@1:1 ");
  CHECK(findings("# agentcore-synth lock, format 2: x\n") == "AC7003@1:1 ");
  CHECK(findings("<<<<<<< HEAD\n" + head) == "AC7004@1:1 ");
  CHECK(findings(head + "<<<<<<< HEAD\nprod agentcore runtime a\n=======\n>>>>>>> x\n") ==
        "AC7004@3:1 AC7004@5:1 AC7004@6:1 ");
  CHECK(findings(head + "prod agentcore runtime\n") == "AC7006@3:1 ");
  CHECK(findings(head + "prod agentcore runtime a b\n") == "AC7006@3:1 ");
  CHECK(findings(head + "prod  agentcore runtime a\n") == "AC7006@3:1 ");
  CHECK(findings(head + "prod network runtime a\n") == "AC7006@3:6 ");
  for (const char* stack :
       {"agentcore-1", "agentcore-02", "agentcore-x", "agentcore-", "agentcore2", "agentcore-99999"})
    CHECK(findings(head + "prod " + stack + " runtime a\n") == "AC7006@3:6 ");
  CHECK(findings(head + "prod security runtime a\n") == "AC7006@3:15 ");
  CHECK(findings(head + "prod agentcore runtime a\nprod agentcore-2 runtime a\n") == "AC7007@4:1 ");
}

TEST_CASE("A lock of another project or config is a finding at the line that says so") {
  const auto file = read(head);
  for (const LockOwner& owner : {LockOwner{"demo", "d.yaml"}, LockOwner{"other", "c.yaml"}}) {
    Diagnostics diagnostics;
    expect_owner(*file, owner, diagnostics);
    REQUIRE(diagnostics.sorted().size() == 1);
    CHECK(diagnostics.sorted()[0]->rule->code == "AC7005");
    CHECK(diagnostics.sorted()[0]->range.begin == head.find("# project"));
  }
}

TEST_CASE("A change of one environment keeps the lines of the others") {
  const auto file =
      read(head + "test agentcore-2 runtime a\nprod agentcore runtime gone\nprod agentcore runtime a\n");
  const LockChange change =
      change_lock(*file, {"demo", "c.yaml"}, "prod",
                  {{"prod", StackKind::agentcore, 1, "a"}, {"prod", StackKind::agentcore, 3, "b"}});
  CHECK(change.added == std::vector<std::string>{"prod agentcore-3 runtime b"});
  CHECK(change.removed == std::vector<std::string>{"prod agentcore runtime gone"});
  CHECK(change.text.substr(change.text.find("# project")) ==
        "# project demo, config c.yaml\nprod agentcore runtime a\nprod agentcore-3 runtime b\n"
        "test agentcore-2 runtime a\n");
}

}  // namespace
}  // namespace agentcore
