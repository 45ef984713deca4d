#include "pipeline/placing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "lock/codes.hpp"

namespace agentcore {
namespace {

constexpr std::size_t most_notes = 20;

void add_notes(char sign, const std::vector<std::string>& lines, Diagnostic& finding) {
  for (const std::string& line : lines) {
    if (finding.notes.size() < most_notes) finding.add_note(fmt::format("{} {}", sign, line), {});
  }
}

std::vector<LockLine> lines_of(const Config& config, const std::vector<Build>& builds) {
  std::vector<LockLine> lines;
  for (const Build& build : builds) {
    for (const Synthesis::Placement& placement : build.placements)
      lines.push_back({*config.project->environment, placement.kind, placement.part, placement.name});
  }
  return lines;
}

/// What the lock says of the environment, and beside it what the builds have placed.
std::shared_ptr<const Lock> with_builds(const Config& config, const std::vector<Build>& builds) {
  auto all = std::make_shared<Lock>();
  all->lines = lines_of(config, builds);
  if (const Lock* lock = config.file->lock->lock.get()) {
    for (const LockLine& line : lock->lines) {
      if (line.environment == *config.project->environment) all->lines.push_back(line);
    }
  }
  sort_lines(all->lines);
  return all;
}

/// Whether an environment was built before.
bool places_any(const Lock* lock, std::string_view environment) {
  return lock != nullptr && std::any_of(lock->lines.begin(), lock->lines.end(), [=](const LockLine& line) {
           return line.environment == environment;
         });
}

}  // namespace

LockOwner lock_owner(const ConfigFile& file) {
  const std::string path = file.lock->name;
  std::string config = std::filesystem::path(path).stem().string();
  return {file.document ? own_project(*file.document) : "", std::move(config)};
}

void check_placing(const Project& project, const Synthesis& synthesis, Diagnostics& diagnostics) {
  if (places_any(project.placing.lock.get(), *project.environment)) return;
  const auto further = std::find_if(synthesis.placements.begin(), synthesis.placements.end(),
                                    [](const auto& placement) { return placement.part > 1; });
  if (further == synthesis.placements.end()) return;
  const std::string headline =
      fmt::format("from `{}` on, stack {} takes no more, and no lock says what lives where", further->name,
                  to_string(further->kind));
  if (project.placing.lock_name.empty()) {
    diagnostics.report(locking::lock_needed, further->place, headline);
  } else {
    diagnostics.report(
        locking::placed_without_lock, further->place, headline,
        fmt::format("run `agentcore-synth build` and commit {}; if there was one, restore it first",
                    project.placing.lock_name));
  }
}

std::vector<Build> compile_all(std::vector<Config>& configs, CompileOptions options,
                               Diagnostics& diagnostics) {
  std::vector<Build> builds;
  for (Config& config : configs) {
    if (!config.project) continue;
    if (!config.overlaid.regions().empty()) options.folder = *config.project->region + "/";
    if (!builds.empty()) config.project->placing.lock = with_builds(config, builds);
    if (std::optional<Build> build = compile(*config.project, options, diagnostics))
      builds.push_back(*std::move(build));
  }
  return builds;
}

std::optional<LockChange> lock_change(const std::vector<Config>& configs, const std::vector<Build>& builds) {
  const Config& config = configs.front();
  const LockFile& lock = *config.file->lock;
  const auto grows_large = [](const Build& build) { return build.grows_large; };
  const bool is_needed = std::any_of(builds.begin(), builds.end(), grows_large);
  if (lock.name.empty() || (lock.lock == nullptr && !is_needed)) return std::nullopt;
  const std::string& environment = *config.project->environment;
  const bool is_whole = builds.size() >= config.overlaid.regions().size();
  const std::vector<LockLine> lines =
      is_whole ? lines_of(config, builds) : with_builds(config, builds)->lines;
  return change_lock(lock, lock_owner(*config.file), environment, lines);
}

void expect_frozen(const Config& config, const LockChange& change, Diagnostics& diagnostics) {
  if (!change.moves_anything()) return;
  const LockFile& lock = *config.file->lock;
  const Range where = lock.source ? Range{lock.source.get(), 0, 0} : config.project->place;
  Diagnostic& finding = diagnostics.report(locking::outdated, where,
                                           fmt::format("{} would change: {} added, {} removed", lock.name,
                                                       change.added.size(), change.removed.size()));
  add_notes('+', change.added, finding);
  add_notes('-', change.removed, finding);
}

}  // namespace agentcore
