#include "agentcore/pipeline.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

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
#include "pipeline/environments.hpp"
#include "pipeline/placing.hpp"
#include "pipeline/read_source.hpp"
#include "validate/concealment.hpp"

namespace agentcore {
namespace {

std::string path_of(const Document& document, const Diagnostic& finding) {
  if (!finding.range) return "";
  const Source& source = *finding.range.source;
  if (!source.is_argument()) return secrets::masked(document.path_at(finding.range, finding.missing));
  const std::string& name = source.name();  // "--set runtimes[0].artifact.tag", "--env"
  const std::size_t blank = name.find(' ');
  return blank == std::string::npos ? "environment" : name.substr(blank + 1);
}

/// Which parts of a config have an error of shape, so that the rules would judge what nobody wrote.
class UnsoundSections {
 public:
  UnsoundSections(const Document& document, const Diagnostics& diagnostics) : document_(document) {
    for (const Diagnostic* finding : diagnostics.sorted()) add(*finding);
  }

  [[nodiscard]] bool holds(const Diagnostic& finding) const {
    const std::string section = section_of(finding);
    return contains(section) || contains(section.substr(0, section.find('[')));
  }
  [[nodiscard]] bool contains(const std::string& section) const { return sections_.contains(section); }

 private:
  void add(const Diagnostic& finding) { sections_.insert(section_of(finding)); }

  /// "runtimes[0].artifact" -> "runtimes[0]". In an overlay, which entry of a list it is about depends on the
  /// names: the whole list counts.
  [[nodiscard]] std::string section_of(const Diagnostic& finding) const {
    std::string path = path_of(document_, finding);
    if (path.starts_with("environments.")) {
      const std::size_t behind_name = path.find('.', path.find('.') + 1);
      path = behind_name == std::string::npos ? "" : path.substr(behind_name + 1);
      path = path.substr(0, path.find('['));
    } else if (finding.range && finding.range.source->is_argument()) {
      path = path.substr(0, path.find('['));
    }
    return path.substr(0, path.find('.'));
  }

  const Document& document_;
  std::set<std::string> sections_;
};

/// What the rules find in sections that have no error of shape.
void validate_sound_sections(const Document& document, Project& project, Diagnostics& diagnostics) {
  const UnsoundSections unsound(document, diagnostics);
  // Every name and default hangs on these.
  if (!project.project.written || !project.environment.written || !project.region.written) return;
  for (const char* naming : {"project", "environment", "region"}) {
    if (unsound.contains(naming)) return;
  }
  Diagnostics names;  // a name that is not found may stand in an unsound section
  Diagnostics meanings;
  resolve(project, names);
  validate(project, meanings);
  project.acceptance->report_mistakes(meanings);
  for (const Diagnostic* finding : meanings.sorted()) {
    if (!finding->range) continue;  // about what has no place, since it could not be read
    const bool about_all = finding->range.source == project.place.source &&
                           finding->range.begin == project.place.begin;  // such as: there is no runtime
    if (!about_all && !unsound.holds(*finding)) diagnostics.take(*finding);
  }
}

/// From here on, findings count as the config says.
void accept_as(const Project& project, Diagnostics& diagnostics) {
  if (project.suppress.empty() && project.severities.empty()) return;
  diagnostics.judge_by(
      [accepted = project.acceptance](const RuleInfo& rule, const Range& place, Severity severity) {
        return accepted->judge(rule, place, severity);
      });
}

/// The rules that entries of the config may name. Putting them in order is a part of a small build that
/// shows.
const std::vector<const RuleInfo*>& catalogue_for(const Project& project) {
  static const std::vector<const RuleInfo*> none;
  if (project.suppress.empty() && project.severities.empty()) return none;
  static const std::vector<const RuleInfo*> all = all_rules();
  return all;
}

/// The whole front half on one environment of a file. Nothing: it has an error.
std::optional<Project> check_config(const Document& document, const Node& root, Diagnostics& diagnostics) {
  Project project = decode(root, diagnostics);
  if (root.kind != Node::Kind::mapping) return std::nullopt;
  project.acceptance = std::make_shared<Acceptance>(project, root, catalogue_for(project));
  accept_as(project, diagnostics);
  if (diagnostics.has_errors()) {
    validate_sound_sections(document, project, diagnostics);
    return std::nullopt;
  }
  resolve(project, diagnostics);
  validate(project, diagnostics);
  project.acceptance->report_mistakes(diagnostics);
  if (!diagnostics.has_errors()) check_without_facts(project, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return project;
}

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

/// What in the config a stack is made of: the first of what there may be many of.
Range place_of(const Project& project, const Stack& stack) {
  if (stack.kind == StackKind::security && !project.execution_roles.empty())
    return project.execution_roles.front().place;
  if (stack.kind == StackKind::storage && !project.repositories.empty())
    return project.repositories.front().place;
  if (stack.kind == StackKind::agentcore && !project.runtimes.empty()) return project.runtimes.front().place;
  return project.place;
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

/// The back half, on a project that the front half found sound.
std::optional<Build> compile_checked(const Project& project, Format format, Diagnostics& diagnostics) {
  Synthesis synthesis = synth(project, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  check_placing(project, synthesis, diagnostics);
  // First, since a template that passes them may be of any size.
  for (const Stack& stack : synthesis.stacks) check_quotas(stack, place_of(project, stack), diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  check_own_imports(project, synthesis.stacks, diagnostics);
  Diagnostics checked;
  check_stacks(synthesis.stacks, project.place, checked);
  project.acceptance->take_checked(checked, diagnostics);
  validate_templates(synthesis.stacks, project.place, diagnostics, resource_places(project));
  Build build;
  build.left_out = std::move(synthesis.left_out);
  build.placements = std::move(synthesis.placements);
  build.grows_large = synthesis.grows_large;
  build.manifest = assembly_manifest(project, synthesis.stacks, format);
  for (Stack& stack : synthesis.stacks) {
    OutputFile file{template_file_name(stack, format), to_text(stack.body, format)};
    check_body_size(stack, file.text.size(), place_of(project, stack), diagnostics);
    build.stacks.push_back({std::move(stack), std::move(file)});
  }
  project.acceptance->close();
  return build;
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
    if (config.project) compile(*config.project, Format::json, checked.diagnostics);
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

std::optional<Build> compile(const Project& project, Format format, Diagnostics& diagnostics) {
  Diagnostics own;
  accept_as(project, own);
  std::optional<Build> build = compile_checked(project, format, own);
  secrets::conceal_shown(own);
  const bool sound = !own.has_errors();
  diagnostics.take(own);
  return sound ? std::move(build) : std::nullopt;
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
