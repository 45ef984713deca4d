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
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/fix.hpp"
#include "agentcore/pipeline.hpp"
#include "same_templates.hpp"

namespace {

namespace fs = std::filesystem;
using namespace agentcore;

using Texts = std::vector<std::string>;

// --- mutation -------------------------------------------------------------------------------------------

/// Tokens that have broken YAML readers, templates and terminals.
const Texts hostile = {"",
                       "~",
                       "null",
                       "''",
                       "\"\"",
                       "[]",
                       "{}",
                       "[",
                       "]",
                       "{",
                       "}",
                       ":",
                       "- ",
                       "? ",
                       "#",
                       ",",
                       "&a",
                       "*a",
                       "!x",
                       "!!str",
                       "<<",
                       "<<: *a",
                       "|",
                       ">-",
                       "---",
                       "...",
                       "%YAML 1.2",
                       "\t",
                       "\r",
                       "\"",
                       "'",
                       "\\",
                       "true",
                       "yes",
                       "0",
                       "-1",
                       "1e3",
                       "012345678901",
                       "4294967296",
                       "9223372036854775808",
                       "99999999999999999999",
                       "${X}",
                       "${",
                       "${!X}",
                       "$${",
                       "{{resolve:ssm:x}}",
                       "../../x",
                       "/",
                       ".",
                       "..",
                       "-",
                       "_",
                       "--",
                       "*",
                       "a b",
                       "größe",
                       "漢字",
                       "🎉",
                       "\xEF\xBB\xBF",
                       "\xC2\x9B",
                       "\xE2\x80\xAE",
                       "\xFF",
                       "\xE0\x1b[31m",
                       "\x1b[31m",
                       std::string(1, '\0'),
                       "\"\\0\"",
                       "\"\\x1b\"",
                       "\"\\uFFFE\"",
                       "\"\\n\"",
                       "10.0.0.0/0",
                       "255.255.255.255/32",
                       "10.0.0.0/28",
                       "us-east-1",
                       "us-gov-west-1",
                       "cn-north-1",
                       "use1-az1",
                       "prod",
                       "VPC",
                       "PUBLIC",
                       "nat",
                       "existing",
                       "DEFAULT",
                       "latest",
                       "create",
                       "arn:aws:iam::123456789012:role/x",
                       "arn:aws:iam::aws:policy/x",
                       "arn:aws:s3:::b",
                       "vpc-01234567",
                       "subnet-01234567",
                       "sg-01234567",
                       "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1",
                       "AKIAIOSFODNN7EXAMPLE",
                       std::string(70, 'a'),
                       std::string(3000, 'x')};

class Mutator {
 public:
  /// `sound` are the texts to begin with, `corpus` those that words and lines come from.
  Mutator(Texts sound, Texts corpus, std::uint32_t seed)
      : sound_(std::move(sound)), corpus_(std::move(corpus)), random_(seed) {
    for (const std::string& text : corpus_) {
      for (const auto& [begin, end] : tokens(text)) words_.push_back(text.substr(begin, end - begin));
    }
  }

  /// For one text in four, what a command line could say over it.
  Overrides overrides() {
    static const Texts steps = {"runtimes",
                                "[0]",
                                "[planner]",
                                "artifact",
                                "tag",
                                "tags",
                                "environments",
                                "network",
                                "[\"a.b\"]",
                                "[-1]",
                                "vpc",
                                "endpoints",
                                "statements",
                                "region",
                                "[99999999999999999999]",
                                "",
                                "[",
                                "]",
                                "=",
                                "authorizer",
                                "custom_claims"};
    Overrides overrides;
    if (below(4) != 0) return overrides;
    if (below(8) == 0) overrides.environment = any(hostile);
    for (std::size_t count = 1 + below(2); count > 0; --count) {
      std::string& value = overrides.values.emplace_back(any(steps));
      for (std::size_t more = below(4); more > 0; --more) {
        const std::string step = any(steps);
        value += (step.starts_with('[') ? "" : ".") + step;
      }
      value += "=" + any(hostile);
    }
    return overrides;
  }

  std::string next() {
    std::string text = any(sound_);
    for (std::size_t count = 1 + below(2) * below(4); count > 0; --count) mutate(text);
    return text;
  }

 private:
  using Span = std::pair<std::size_t, std::size_t>;

  /// Not std::uniform_int_distribution, whose numbers differ between libraries.
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  const std::string& any(const Texts& texts) { return texts[below(texts.size())]; }

  static std::vector<Span> split(const std::string& text, std::string_view separators) {
    std::vector<Span> spans;
    for (std::size_t begin = text.find_first_not_of(separators); begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
      spans.emplace_back(begin, end);
      begin = std::min(text.find_first_not_of(separators, end), text.size());
    }
    return spans;
  }
  static std::vector<Span> tokens(const std::string& text) { return split(text, " \t\r\n:,[]{}\"'"); }
  static std::vector<Span> lines(const std::string& text) { return split(text, "\n"); }

  void mutate(std::string& text) {
    switch (below(10)) {
      case 0:
        return change_byte(text);
      case 1:
        return void(text.insert(below(text.size() + 1), any(hostile)));
      case 2:
        return void(text.erase(below(text.size() + 1), below(40)));
      case 3:
        return void(text.insert(below(text.size() + 1), text.substr(below(text.size() + 1), below(80))));
      case 4:
        return replace_one(text, tokens(text), any(hostile));
      case 5:
      case 6:
        return replace_one(text, tokens(text), any(words_));
      case 7:
        return replace_one(text, lines(text), "");
      case 8:
        return move_line(text);
      default:
        return change_indentation(text);
    }
  }

  void change_byte(std::string& text) {
    if (!text.empty()) text[below(text.size())] = static_cast<char>(below(256));
  }

  void replace_one(std::string& text, const std::vector<Span>& spans, const std::string& by) {
    if (spans.empty()) return;
    const auto [begin, end] = spans[below(spans.size())];
    text.replace(begin, end - begin, by);
  }

  /// A line of some config, put before a line of this one.
  void move_line(std::string& text) {
    const std::string& other = any(corpus_);
    const std::vector<Span> from = lines(other);
    const std::vector<Span> to = lines(text);
    if (from.empty() || to.empty()) return;
    const auto [begin, end] = from[below(from.size())];
    text.insert(to[below(to.size())].first, other.substr(begin, end - begin) + "\n");
  }

  void change_indentation(std::string& text) {
    const std::vector<Span> all = lines(text);
    if (all.empty()) return;
    const std::size_t begin = all[below(all.size())].first;
    if (below(2) == 0) {
      text.insert(begin, std::string(1 + below(3), ' '));
    } else {
      text.erase(begin, std::min(1 + below(3), text.find_first_not_of(' ', begin) - begin));
    }
  }

  Texts sound_;
  Texts corpus_;
  Texts words_;
  std::mt19937 random_;
};

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
  const std::optional<Build> json = compile(project, Format::json, findings);
  const std::optional<Build> yaml = compile(project, Format::yaml, findings);
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
  return config.project && compile(*config.project, Format::json, diagnostics);
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
