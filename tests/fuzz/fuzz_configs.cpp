// Feeds mutated configs to the program, in process: fuzz_configs PROJECT_FOLDER [ROUNDS [SEED]].
//
// Whatever a text holds, it is answered by findings or by templates: no crash, nothing thrown, no bug of ours
// (AC9xxx), nothing a terminal would obey, JSON that is JSON, YAML that loads to the same value, and mends
// that mend. The text of the round is in a file, named at the start, which a crash leaves behind.

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/fix.hpp"
#include "agentcore/pipeline.hpp"
#include "mutator.hpp"
#include "same_templates.hpp"

namespace {

namespace fs = std::filesystem;
using namespace agentcore;
using agentcore::testing::Mutator;
using agentcore::testing::Texts;

// --- what must hold -------------------------------------------------------------------------------------

/// Whether a terminal would only show it.
bool is_tame(std::string_view shown) {
  return std::none_of(shown.begin(), shown.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
  });
}

std::string fault_of(const Diagnostic& finding) {
  const std::string code(finding.rule->code);
  if (code.starts_with("AC9")) return code + ": " + finding.headline;
  if (finding.headline.empty() || finding.help.empty()) return code + " has no words";
  if (!finding.range) return {};
  const std::size_t size = finding.range.source->text().size();
  const bool inside = finding.range.begin <= finding.range.end && finding.range.end <= size + 1;
  return inside ? "" : code + " has a place outside of the text";
}

int built = 0;  // texts that gave templates, without which the later phases would go untested

std::string fault_of_build(const Project& project, Diagnostics& diagnostics) {
  Diagnostics findings;
  const std::optional<Build> json = compile(project, {}, findings);
  const std::optional<Build> yaml = compile(project, {.format = Format::yaml}, findings);
  diagnostics.take(findings);
  if (json.has_value() == findings.has_errors()) return "templates, and errors";
  if (!json || !yaml) return {};
  ++built;
  return testing::difference(*json, *yaml);
}

std::string fault_of(std::vector<Config>& configs, Diagnostics& diagnostics) {
  const bool all_sound = std::all_of(configs.begin(), configs.end(),
                                     [](const Config& config) { return config.project.has_value(); });
  if (all_sound == diagnostics.has_errors()) return "a project, and errors";
  for (const Config& config : configs) {
    if (!config.project) continue;
    if (std::string fault = fault_of_build(*config.project, diagnostics); !fault.empty()) return fault;
  }
  for (const Diagnostic* finding : diagnostics.sorted()) {
    if (std::string fault = fault_of(*finding); !fault.empty()) return fault;
  }
  if (!is_tame(render_text(diagnostics, false))) return "the findings hold a control character";
  if (!Json::accept(render_json(diagnostics, path_finder(configs)))) return "the findings are no JSON";
  const Sources sources = {configs.front().file->source.get()};
  if (!Json::accept(render_sarif(diagnostics, sources, path_finder(configs)))) return "the SARIF is no JSON";
  if (!is_tame(render_github(diagnostics) + render_junit(diagnostics, sources))) {
    return "GitHub commands or JUnit hold a control character";
  }
  return {};
}

int mended = 0;  // texts that the program mended

/// The mended text parses, has no more errors of the phases that it was mended for, and needs no more mends.
std::string fault_of_mends(const std::string& path, const Overrides& overrides) {
  const Mended first = mend(check(path, overrides), overrides);
  if (first.changes.empty()) return {};
  ++mended;
  const ConfigFile& file = *first.checked.configs.front().file;
  if (!file.document) return "a mended text that does not parse";
  const auto source = [&] { return std::make_unique<Source>(file.source->name(), file.source->text()); };
  Checked checked = check(source(), overrides);
  if (checked.diagnostics.count(Severity::error) != first.checked.diagnostics.count(Severity::error))
    return "a mended text that is judged in another way than it was";
  const Mended second = mend(std::move(checked), overrides);
  return second.changes.empty() ? "" : "a mended text that is mended again";
}

std::string fault_of(const std::string& path, const Overrides& overrides) {
  try {
    if (std::string fault = fault_of_mends(path, overrides); !fault.empty()) return fault;
    Diagnostics diagnostics;
    std::vector<Config> configs = load_environments(path, overrides, diagnostics);
    return fault_of(configs, diagnostics);
  } catch (const std::exception& error) {
    return std::string("thrown: ") + error.what();
  }
}

// --- the run --------------------------------------------------------------------------------------------

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool compiles(const fs::path& path) {
  Diagnostics diagnostics;
  const Config config = load(path.string(), {}, diagnostics);
  return config.project && compile(*config.project, {}, diagnostics);
}

/// Every config below the folders that hold configs, in a fixed order.
std::vector<fs::path> configs_of(const fs::path& project) {
  std::vector<fs::path> paths;
  for (const char* folder : {"examples", "tests/rules", "tests/fix", "tests/synth", "tests/cli"}) {
    if (!fs::exists(project / folder)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(project / folder)) {
      if (entry.path().extension() == ".yaml" && entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Mutator mutator_of(const fs::path& project, unsigned long seed) {
  Texts sound;
  Texts corpus;
  for (const fs::path& path : configs_of(project)) {
    corpus.push_back(read(path));
    if (compiles(path)) sound.push_back(corpus.back());
  }
  return {std::move(sound), std::move(corpus), static_cast<std::uint32_t>(seed)};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 64;
  const unsigned long rounds = argc > 2 ? std::stoul(argv[2]) : 4000;
  const unsigned long seed = argc > 3 ? std::stoul(argv[3]) : 1;
  const fs::path path =
      fs::temp_directory_path() / ("agentcore-fuzz-" + std::to_string(::getpid()) + ".yaml");
  std::printf("%lu rounds, seed %lu, the text of the round is %s\n", rounds, seed, path.c_str());
  std::fflush(stdout);
  Mutator mutator = mutator_of(argv[1], seed);
  int faults = 0;
  for (unsigned long round = 0; round < rounds && faults < 10; ++round) {
    const std::string text = mutator.next();
    std::ofstream(path, std::ios::binary) << text;
    const Overrides overrides = mutator.overrides();
    const std::string fault = fault_of(path.string(), overrides);
    if (fault.empty()) continue;
    ++faults;
    const std::string kept = path.string() + "." + std::to_string(round);
    std::ofstream(kept, std::ios::binary) << text;
    std::printf("round %lu: %s: %s\n", round, fault.c_str(), kept.c_str());
    if (overrides.environment) std::printf("  --env '%s'\n", overrides.environment->c_str());
    for (const std::string& value : overrides.values) std::printf("  --set '%s'\n", value.c_str());
  }
  fs::remove(path);
  std::printf("%d texts gave templates, %d were mended, %d faults\n", built, mended, faults);
  return faults == 0 ? 0 : 1;
}
