// bench_phases WHAT CONFIG OUT [LIKE]: runs the phases once, as a process of its own does, and prints
// `<phase> <microseconds>` lines and the peak of memory in KiB.
//
//   generate  writes a config of CONFIG runtimes to OUT
//   mistakes  the same with an error in each runtime
//   nothing   reads CONFIG into memory, which no line of the others counts
//   build     what `build` does; writes the folder OUT
//   validate  what `validate` does, printing aside
//   findings  all that `validate` does up to the printed findings, of which CONFIG must have some
//   templates writes a template of CONFIG resources to OUT, and one with one in a hundred changed to LIKE
//   diff      reads the templates CONFIG and OUT, compares them and renders the difference as text
//   json      bare: the same two parsed with nlohmann::json
//   read      bare: yaml-cpp's events of CONFIG
//   bare      bare: the same, and the bytes of the folder LIKE written to OUT

#include <fmt/format.h>
#include <sys/resource.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "agentcore/diff.hpp"
#include "agentcore/emit.hpp"
#include "agentcore/pipeline.hpp"
#include "agentcore/read_template.hpp"
#include "agentcore/render_diff.hpp"
#include "config.hpp"
#include "templates.hpp"

namespace agentcore::bench {
namespace {

namespace fs = std::filesystem;

template <class Work>
void measure(std::string_view phase, Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const auto took = std::chrono::steady_clock::now() - begin;
  fmt::print("{} {}\n", phase, std::chrono::duration_cast<std::chrono::microseconds>(took).count());
}

std::string content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text(fs::file_size(path), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

/// 0 when the config has no error: a run that stops early measures nothing.
int code_of(const Diagnostics& diagnostics) {
  for (const Diagnostic* finding : diagnostics.sorted()) {
    if (finding->severity == Severity::error) fmt::print(stderr, "{}\n", finding->headline);
  }
  return diagnostics.has_errors() ? 1 : 0;
}

int run_build(const std::string& path, const fs::path& out) {
  Diagnostics diagnostics;
  std::vector<Config> configs;
  std::vector<Build> builds;
  measure("load", [&] { configs = load_targets(path, {}, diagnostics); });
  measure("compile_and_write", [&] {
    const auto each_file = [&](const TakeFile& take) {
      builds = compile_all(configs, {.hold_bodies = false, .take = take}, diagnostics);
      for (OutputFile& file : files_beside(configs, builds)) take(std::move(file));
    };
    write_folder(out, each_file, diagnostics);
  });
  const int code = code_of(diagnostics);
  measure("release", [&] {
    builds.clear();
    configs.clear();
  });
  return code;
}

int run_validate(const std::string& path) {
  std::optional<Checked> checked;
  measure("check", [&] { checked = check(path, {}); });
  const int code = code_of(checked->diagnostics);
  measure("release", [&] { checked.reset(); });
  return code;
}

/// 0 when the config has an error: findings are what this measures.
int run_findings(const std::string& path) {
  Diagnostics diagnostics;
  std::optional<Config> config;
  std::string text;
  measure("load", [&] { config = load(path, {}, diagnostics); });
  measure("render_text", [&] { text = render_text(diagnostics, /*color=*/false); });
  fmt::print("findings {}\n", diagnostics.count(Severity::error));
  return diagnostics.has_errors() && !text.empty() ? 0 : 1;
}

/// 0 when there is a difference.
int run_diff(const std::string& base, const std::string& next) {
  const Source sources[] = {{base, content(base)}, {next, content(next)}};
  TemplateSet sides[2];
  Diagnostics diagnostics;
  Difference difference;
  std::string text;
  measure("parse_template", [&] {
    for (std::size_t side = 0; side < 2; ++side) {
      TemplateFile& file = sides[side].templates.emplace_back();
      file.stack = file.stack_name = "agents";
      file.body = parse_template(sources[side], diagnostics).value();
    }
  });
  measure("diff", [&] { difference = diff(sides[0], sides[1]); });
  measure("render_diff_text", [&] { text = render_diff_text(difference, {}); });
  return difference.empty() || text.empty() ? 1 : 0;
}

int run_json(const std::string& base, const std::string& next) {
  const std::string texts[] = {content(base), content(next)};
  nlohmann::json values[2];
  measure("bare_json", [&] {
    for (std::size_t side = 0; side < 2; ++side) values[side] = nlohmann::json::parse(texts[side]);
  });
  return values[0] == values[1] ? 1 : 0;
}

struct NoEvents : YAML::EventHandler {
  using Mark = YAML::Mark;
  using Style = YAML::EmitterStyle::value;
  void OnDocumentStart(const Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnAlias(const Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnScalar(const Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {}
  void OnSequenceStart(const Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                       Style /*style*/) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  Style /*style*/) override {}
  void OnMapEnd() override {}
};

void run_bare(const fs::path& config, const fs::path& out, const fs::path& like) {
  const std::string text = content(config);
  std::vector<OutputFile> files;
  if (!like.empty()) {
    for (const auto& entry : fs::directory_iterator(like)) {
      files.push_back({entry.path().filename().string(), content(entry.path())});
    }
  }
  measure("bare_read", [&] {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    NoEvents handler;
    while (parser.HandleNextDocument(handler)) {
    }
  });
  if (like.empty()) return;
  measure("bare_write", [&] {
    fs::create_directories(out);
    for (const OutputFile& file : files) std::ofstream(out / file.name, std::ios::binary) << file.text;
  });
}

int run(const std::vector<std::string>& words) {
  const std::string& what = words.at(0);
  const std::string& config = words.at(1);
  if (what == "generate" || what == "mistakes") {
    std::ofstream(words.at(2), std::ios::binary) << make_config(std::stoul(config), what == "mistakes");
    return 0;
  }
  if (what == "templates") {
    std::ofstream(words.at(2), std::ios::binary) << make_template(std::stoul(config), false);
    std::ofstream(words.at(3), std::ios::binary) << make_template(std::stoul(config), true);
    return 0;
  }
  int code = 0;
  if (what == "nothing") content(config);
  if (what == "build") code = run_build(config, words.at(2));
  if (what == "validate") code = run_validate(config);
  if (what == "findings") code = run_findings(config);
  if (what == "diff") code = run_diff(config, words.at(2));
  if (what == "json") code = run_json(config, words.at(2));
  if (what == "read") run_bare(config, {}, {});
  if (what == "bare") run_bare(config, words.at(2), words.at(3));
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak {}\n", usage.ru_maxrss);
  return code;
}

}  // namespace
}  // namespace agentcore::bench

int main(int argc, char** argv) { return agentcore::bench::run({argv + 1, argv + argc}); }
