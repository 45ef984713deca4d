#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "agentcore/limits.hpp"
#include "agentcore/pipeline.hpp"
#include "unit/config_testing.hpp"

// Splitting through the whole pipeline: whatever a config says, its parts fit, and import what they need.

namespace agentcore {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
}

/// Runtimes by number, and what is written of each. References go to lower numbers, so none waits for itself.
using Runtimes = std::map<std::size_t, std::string>;

std::string random_runtime(Random& random, std::size_t number, const Runtimes& others) {
  std::string text = "  - runtime_name: r" + std::to_string(number) + "\n    artifact: {repository: repo-" +
                     std::to_string(below(random, 12)) + ", tag: {parameter: Tag" +
                     std::to_string(below(random, 30)) + "}, environment_variables: {";
  if (!others.empty() && below(random, 3) == 0) {
    const char* attributes[] = {"arn", "id", "version"};
    const std::size_t called = std::next(others.begin(), below(random, others.size()))->first;
    if (called < number)
      text += "NEXT: {runtime: r" + std::to_string(called) + ", attribute: " + attributes[below(random, 3)] +
              "}, ";
  }
  if (below(random, 4) == 0) text += "URL: {ssm: /url}, ";
  text += "}}\n    execution_role: role-" + std::to_string(below(random, 12)) + "\n";
  if (below(random, 4) == 0) text += "    observability: {logs: true, traces: true}\n";
  if (below(random, 4) == 0) text += "    endpoints: [{name: live}]\n";
  return text;
}

std::string config_of(const Runtimes& runtimes, std::string_view settings) {
  std::string text =
      "project: demo\nenvironment: prod\nregion: us-east-1\n" + std::string(settings) + "repositories:\n";
  for (int i = 0; i < 12; ++i) text += "  - repository_name: repo-" + std::to_string(i) + "\n";
  text += "execution_roles:\n";
  for (int i = 0; i < 12; ++i) text += "  - role_name: role-" + std::to_string(i) + "\n";
  text += "runtimes:\n";
  for (const auto& [number, written] : runtimes) text += written;
  return text;
}

std::map<std::string, std::string> places_of(const std::string& lock) {
  std::map<std::string, std::string> places;
  const auto file = read_lock("c.yaml", std::make_unique<Source>("c.yaml.lock", lock));
  REQUIRE(file->lock);
  for (const LockLine& line : file->lock->lines)
    places[part_name(line.kind, 1) + " " + std::string(line.name)] = part_name(line.kind, line.part);
  return places;
}

void expect_order(const Build& build) {
  std::set<std::string> before;
  for (const EmittedStack& emitted : build.stacks) {
    for (const std::string& needed : emitted.stack.depends_on) CHECK(before.contains(needed));
    before.insert(emitted.stack.name);
  }
}

/// The lock that a build leaves, empty where it needs none; nothing where the config cannot be placed.
std::optional<std::string> built(const std::string& text, const std::string& lock,
                                 std::size_t max_resources) {
  Overrides overrides;
  overrides.max_resources = max_resources;
  Diagnostics diagnostics;
  const auto file =
      read_lock("c.yaml", lock.empty() ? nullptr : std::make_unique<Source>("c.yaml.lock", lock));
  std::vector<Config> configs;
  configs.push_back(load(std::make_unique<Source>("c.yaml", text), overrides, diagnostics, file));
  REQUIRE(configs[0].project);
  const std::vector<Build> builds = compile_all(configs, {}, diagnostics);
  for (const Diagnostic* finding : diagnostics.sorted()) {
    if (finding->severity != Severity::error) continue;
    INFO(finding->headline);
    CHECK(finding->rule->code == "AC7103");
  }
  if (builds.empty()) return std::nullopt;
  expect_order(builds[0]);
  const std::optional<LockChange> change = lock_change(configs, builds);
  return change ? change->text : lock;
}

TEST_CASE("Through the whole pipeline nothing that stays moves, and every part imports what is there") {
  const unsigned seed = GENERATE(range(1U, 25U));
  CAPTURE(seed);
  Random random(seed);
  const std::string settings = std::string(below(random, 2) == 0 ? "" : "outputs: minimal\n") +
                               (below(random, 2) == 0 ? "" : "cross_stack_references: ssm\n");
  const std::size_t max_resources = 4 + below(random, 30);
  Runtimes runtimes;
  std::string lock;
  std::size_t refused = 0;
  for (std::size_t edit = 1; edit < 10; ++edit) {
    Runtimes edited = runtimes;
    for (std::size_t i = 0; i < 6; ++i)
      edited[edit * 10 + i] = random_runtime(random, edit * 10 + i, runtimes);
    std::set<std::size_t> named;  // what others refer to stays
    for (const auto& [number, written] : edited) {
      const std::size_t at = written.find("{runtime: r");
      if (at != std::string::npos) named.insert(std::stoul(written.substr(at + 11)));
    }
    std::erase_if(edited,
                  [&](const auto& each) { return !named.contains(each.first) && below(random, 8) == 0; });
    const std::optional<std::string> next = built(config_of(edited, settings), lock, max_resources);
    if (!next) {
      ++refused;
      continue;
    }
    if (!lock.empty()) {
      CHECK_FALSE(next->empty());
      const auto after = places_of(*next);
      for (const auto& [name, place] : places_of(lock))
        CHECK((!after.contains(name) || after.at(name) == place));
    }
    runtimes = std::move(edited);
    lock = *next;
  }
  CHECK(refused == 0);
}

}  // namespace
}  // namespace agentcore
