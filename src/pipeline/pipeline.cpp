#include "agentcore/pipeline.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "agentcore/accept.hpp"
#include "agentcore/base.hpp"
#include "agentcore/check.hpp"
#include "agentcore/decode.hpp"
#include "agentcore/place.hpp"
#include "agentcore/read_template.hpp"
#include "agentcore/resolve.hpp"
#include "agentcore/validate.hpp"
#include "fix/mends_of_all.hpp"
#include "fix/settle.hpp"
#include "pipeline/check_config.hpp"
#include "pipeline/environments.hpp"
#include "pipeline/placing.hpp"
#include "pipeline/read_source.hpp"
#include "validate/concealment.hpp"

namespace agentcore {
namespace {

/// `diagnostics`: those of reading the source.
std::shared_ptr<const ConfigFile> parse_file(std::unique_ptr<Source> source,
                                             std::shared_ptr<const LockFile> lock, Diagnostics& diagnostics) {
  auto file = std::make_shared<ConfigFile>();
  file->lock = lock ? std::move(lock) : std::make_shared<LockFile>();
  file->source = std::move(source);
  if (!diagnostics.has_errors()) file->document = parse_document(*file->source, diagnostics);
  return file;
}

/// A lock that is not sound leaves no project, since nobody knows what it would have said.
void take_lock(Config& config, const Overrides& overrides, Diagnostics& own) {
  const LockFile& lock = *config.file->lock;
  Diagnostics findings = lock.findings;
  expect_owner(lock, lock_owner(*config.file), findings);
  own.take(findings);
  if (findings.has_errors()) config.project.reset();
  if (config.project) config.project->placing = {lock.lock, lock.name, overrides.max_resources};
}

/// `own`: findings on this file, of which those of reading it stop nothing that can go on.
Config load_environment(const std::shared_ptr<const ConfigFile>& file, const Overrides& overrides,
                        Diagnostics& own) {
  Config config;
  config.file = file;
  if (!file->document) {
    secrets::conceal_shown(own);
    return config;
  }
  config.overlaid = overlay(*file->document, overrides, own);
  config.project = check_config(*file->document, config.overlaid.root(), own);
  take_lock(config, overrides, own);
  settle_fixes(*file->document, own);
  secrets::conceal_shown(own);
  return config;
}

/// `own`: findings of reading the source, and then of all that follows, which `diagnostics` takes.
Config load_source(std::unique_ptr<Source> source, std::shared_ptr<const LockFile> lock,
                   const Overrides& overrides, Diagnostics& own, Diagnostics& diagnostics) {
  const std::shared_ptr<const ConfigFile> file = parse_file(std::move(source), std::move(lock), own);
  Config config = load_environment(file, overrides, own);
  diagnostics.take(own);
  return config;
}

/// One environment of a file for each of its targets, or for the chosen one.
void load_targets(const std::shared_ptr<const ConfigFile>& file, Overrides overrides,
                  const Diagnostics& reading, const std::function<void(Config, const Diagnostics&)>& take) {
  const bool all = !overrides.region;
  std::vector<std::string> regions;  // the first target is found without its name
  for (std::size_t i = 0; i == 0 || (all && i < regions.size()); ++i) {
    if (i > 0) overrides.region = regions[i];
    Diagnostics own = reading;
    Config config = load_environment(file, overrides, own);
    if (i == 0) regions = config.overlaid.regions();
    take(std::move(config), own);
  }
}

/// Nothing: the one that the file writes.
std::vector<std::optional<std::string>> environments_of(const ConfigFile& file, const Overrides& overrides) {
  if (overrides.environment || !file.document) return {overrides.environment};
  const std::string own = own_environment(*file.document);
  std::vector<std::optional<std::string>> environments;
  for (std::string& name : environment_names(*file.document)) {
    if (name != own) environments.emplace_back(std::move(name));
  }
  if (!own.empty() || environments.empty()) environments.insert(environments.begin(), std::nullopt);
  return environments;
}

/// What the environments would name alike, judged as the first sound one of them says.
void report_shared_names(const std::vector<Config>& configs, Diagnostics& diagnostics) {
  Diagnostics shared;
  const auto sound = std::find_if(configs.begin(), configs.end(),
                                  [](const Config& config) { return config.project.has_value(); });
  if (sound != configs.end()) accept_as(*sound->project, shared);
  check_environments(configs, shared);
  secrets::conceal_shown(shared);
  diagnostics.take(shared);
}

std::vector<Config> load_environments(const std::shared_ptr<const ConfigFile>& file,
                                      const Overrides& overrides, const Diagnostics& reading,
                                      Diagnostics& diagnostics) {
  std::vector<Config> configs;
  MendsOfAll mends(file->document ? &*file->document : nullptr, overrides);
  Diagnostics all;
  for (std::optional<std::string>& environment : environments_of(*file, overrides)) {
    Overrides chosen = overrides;
    chosen.environment = std::move(environment);
    load_targets(file, std::move(chosen), reading, [&](Config config, const Diagnostics& own) {
      configs.push_back(std::move(config));
      mends.add(own);
      all.take(own);
    });
  }
  mends.drop_others(all);
  diagnostics.take(all);
  report_shared_names(configs, diagnostics);
  return configs;
}

/// What is left to do behind load_environments.
void check_to_end(Checked& checked) {
  for (const Config& config : checked.configs) {
    if (config.project) compile(*config.project, {.hold_bodies = false}, checked.diagnostics);
  }
  report_unused_suppressions(checked.configs, checked.diagnostics);
}

/// Whether each environment of a file was checked, for each of its targets, and all are sound.
bool is_checked_whole(const ConfigFile& file, const std::vector<const Config*>& configs) {
  std::map<std::string_view, std::size_t> targets;  // by environment
  for (const Config* config : configs) {
    if (!config->project) return false;
    targets[*config->project->environment] = std::max<std::size_t>(1, config->overlaid.regions().size());
  }
  std::size_t expected = 0;
  for (const auto& [environment, count] : targets) expected += count;
  return configs.size() == expected && targets.size() == environments_of(file, {}).size();
}

}  // namespace

Config load(const std::string& path, const Overrides& overrides, Diagnostics& diagnostics) {
  Diagnostics own;  // findings of other configs must not stop this one
  std::unique_ptr<Source> source = read_source(path, own);
  return load_source(std::move(source), read_lock(path), overrides, own, diagnostics);
}

Config load(std::unique_ptr<Source> source, const Overrides& overrides, Diagnostics& diagnostics,
            std::shared_ptr<const LockFile> lock) {
  Diagnostics own;
  return load_source(std::move(source), std::move(lock), overrides, own, diagnostics);
}

std::vector<Config> load_targets(const std::string& path, const Overrides& overrides,
                                 Diagnostics& diagnostics) {
  Diagnostics reading;
  std::unique_ptr<Source> source = read_source(path, reading);
  std::vector<Config> configs;
  load_targets(parse_file(std::move(source), read_lock(path), reading), overrides, reading,
               [&](Config config, const Diagnostics& own) {
                 configs.push_back(std::move(config));
                 diagnostics.take(own);
               });
  return configs;
}

std::vector<Config> load_environments(const std::string& path, const Overrides& overrides,
                                      Diagnostics& diagnostics) {
  Diagnostics reading;
  std::unique_ptr<Source> source = read_source(path, reading);
  return load_environments(parse_file(std::move(source), read_lock(path), reading), overrides, reading,
                           diagnostics);
}

void report_unused_suppressions(const std::vector<Config>& configs, Diagnostics& diagnostics) {
  std::map<const ConfigFile*, std::vector<const Config*>> by_file;
  for (const Config& config : configs) by_file[config.file.get()].push_back(&config);
  Diagnostics unused;
  for (const auto& [file, checked] : by_file) {
    if (!is_checked_whole(*file, checked)) continue;
    std::vector<const Acceptance*> accepted;
    for (const Config* config : checked) accepted.push_back(config->project->acceptance.get());
    report_unused(accepted, unused);
  }
  secrets::conceal_shown(unused);
  diagnostics.take(unused);
}

Checked check(const std::string& path, const Overrides& overrides) {
  Checked checked;
  checked.configs = load_environments(path, overrides, checked.diagnostics);
  check_to_end(checked);
  return checked;
}

Checked check(std::unique_ptr<Source> source, const Overrides& overrides,
              std::shared_ptr<const LockFile> lock) {
  Checked checked;
  Diagnostics reading;
  const std::shared_ptr<const ConfigFile> file = parse_file(std::move(source), std::move(lock), reading);
  checked.configs = load_environments(file, overrides, reading, checked.diagnostics);
  check_to_end(checked);
  return checked;
}

PathFinder path_finder(const std::vector<Config>& configs) {
  return [&configs](const Diagnostic& finding) -> std::string {
    for (const Config& config : configs) {
      if (!config.file->document) continue;
      const auto& arguments = config.overlaid.arguments();
      const Source* source = finding.range.source;
      const bool is_argument = std::any_of(arguments.begin(), arguments.end(),
                                           [=](const Source& argument) { return &argument == source; });
      if (is_argument || config.file->source.get() == source) return path_of(*config.file->document, finding);
    }
    return "";
  };
}

std::vector<const RuleInfo*> all_rules() {
  std::vector<const RuleInfo*> infos;
  for (const auto& phase :
       {document_rules(), overlay_rules(), decode_rules(), resolve_rules(), validate_rules(),
        environment_rules(), accept_rules(), emit_rules(), check_rules(), read_template_rules(), base_rules(),
        lock_rules(), place_rules()}) {
    infos.insert(infos.end(), phase.begin(), phase.end());
  }
  std::sort(infos.begin(), infos.end(),
            [](const RuleInfo* a, const RuleInfo* b) { return a->code < b->code; });
  return infos;
}

}  // namespace agentcore
