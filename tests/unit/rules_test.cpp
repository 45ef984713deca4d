#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/document.hpp"
#include "agentcore/limits.hpp"
#include "agentcore/pipeline.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

/// A rule that no config file can show.
struct Exception {
  std::string_view code;
  std::string_view reason;
  std::string_view tested_in;
};
constexpr Exception exceptions[] = {
    {"AC1001", "it is about a file that cannot be read", "tests/cli"},
    {"AC1002", "a file of more than 16 MiB is no example", "this file, below"},
};

const Exception* exception_for(std::string_view code) {
  const auto* found = std::find_if(std::begin(exceptions), std::end(exceptions),
                                   [=](const Exception& exception) { return exception.code == code; });
  return found == std::end(exceptions) ? nullptr : found;
}

/// Rules on a config. Those on output (AC4), templates (AC5) and the program itself (AC9) need more than a
/// file.
bool is_about_a_config(const RuleInfo& rule) { return rule.code < "AC4"; }

std::string folder_name(const RuleInfo& rule) {
  return std::string(rule.code) + "-" + std::string(rule.name);
}

fs::path cases() { return fs::path(PROJECT_FOLDER) / "tests" / "rules"; }

std::set<std::string> case_folders() {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(cases())) names.insert(entry.path().filename().string());
  return names;
}

bool is_code(std::string_view text) {
  return text.size() == 6 && text.starts_with("AC") && text.find_first_not_of("0123456789", 2) == text.npos;
}

bool is_kebab_case(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos &&
         text.front() != '-' && text.back() != '-' && text.find("--") == text.npos;
}

bool is_one_line(std::string_view text) { return !text.empty() && text.find('\n') == text.npos; }

TEST_CASE("every rule says what it is, what to do and who says so") {
  std::set<std::string_view> codes;
  std::set<std::string_view> names;
  for (const RuleInfo* rule : all_rules()) {
    INFO("mend the row of the rule " << folder_name(*rule) << " in its table");
    CHECK(is_code(rule->code));
    CHECK(codes.insert(rule->code).second);
    CHECK(is_kebab_case(rule->name));
    CHECK(names.insert(rule->name).second);
    CHECK(is_one_line(rule->summary));
    CHECK(rule->summary.ends_with('.'));
    CHECK(is_one_line(rule->help));
    CHECK_FALSE(rule->help.ends_with('.'));
    CHECK(is_one_line(rule->source));
  }
}

/// Rules whose reason must be written: those of reading, of networks and of our own bugs are still to come.
bool has_reason(const RuleInfo& rule) {
  for (const std::string_view topic :
       {"AC30", "AC31", "AC32", "AC33", "AC36", "AC37", "AC38", "AC51", "AC53"}) {
    if (rule.code.starts_with(topic)) return true;
  }
  return !rule.why.empty();
}

TEST_CASE("a rule says why it holds, in one to three sentences beside its summary") {
  for (const RuleInfo* rule : all_rules()) {
    if (!has_reason(*rule)) continue;
    INFO("mend the last member of the row of the rule " << folder_name(*rule));
    CHECK(is_one_line(rule->why));
    CHECK(rule->why.ends_with('.'));
    CHECK(rule->why != rule->summary);
    constexpr std::size_t least = 60;
    constexpr std::size_t most = 450;
    CHECK(rule->why.size() >= least);
    CHECK(rule->why.size() <= most);
  }
}

TEST_CASE("every rule on a config has a case") {
  const std::set<std::string> folders = case_folders();
  for (const RuleInfo* rule : all_rules()) {
    if (!is_about_a_config(*rule)) continue;
    const std::string name = folder_name(*rule);
    if (const Exception* exception = exception_for(rule->code)) {
      INFO(name << " has a case, so take it off the exceptions: " << exception->reason << ", see "
                << exception->tested_in);
      CHECK(folders.count(name) == 0);
      continue;
    }
    for (const std::string_view file : {"pass.yaml", "fail.yaml", "expected.txt"}) {
      INFO("write tests/rules/" << name << "/" << file
                                << "; expected.txt comes from UPDATE=1 tests/run_case rules "
                                << "tests/rules/" << name << " <binary>, and is then read");
      CHECK(fs::is_regular_file(cases() / name / file));
    }
  }
}

TEST_CASE("every case belongs to a rule") {
  std::set<std::string> known;
  for (const RuleInfo* rule : all_rules()) known.insert(folder_name(*rule));
  for (const std::string& folder : case_folders()) {
    INFO("tests/rules/" << folder << " belongs to no rule: name it <CODE>-<rule name> or remove it");
    CHECK(known.count(folder) == 1);
  }
}

/// The findings on a config that comments fill up to `bytes`.
std::vector<std::string_view> found_in_config_of(std::size_t bytes) {
  std::string text = "project: hackathon\n";
  const std::string filler = "#" + std::string(1022, '-') + "\n";
  while (text.size() + filler.size() <= bytes) text += filler;
  text.resize(bytes, '\n');
  const Source source("config.yaml", std::move(text));
  Diagnostics diagnostics;
  parse_document(source, diagnostics);
  std::vector<std::string_view> codes;
  for (const Diagnostic* finding : diagnostics.sorted()) codes.push_back(finding->rule->code);
  return codes;
}

TEST_CASE("a config of more than 16 MiB is refused") {
  constexpr std::size_t most = limits::config_bytes_max;
  CHECK(found_in_config_of(most).empty());
  CHECK(found_in_config_of(most + 1) == std::vector<std::string_view>{"AC1002"});
}

}  // namespace
}  // namespace agentcore
