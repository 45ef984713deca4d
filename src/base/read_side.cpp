#include <fmt/format.h>

#include <filesystem>

#include "agentcore/base.hpp"
#include "base/codes.hpp"
#include "base/deployed.hpp"
#include "base/folder.hpp"
#include "base/kind_of_text.hpp"
#include "decode/suggestion.hpp"
#include "validate/concealment.hpp"

namespace agentcore {
namespace {

using namespace base;

constexpr std::string_view git_lead = "git:";

struct GitName {
  std::string revision;
  std::string path;  ///< empty: none is written
};

/// "HEAD~1:config.yaml". A `:` within braces belongs to the revision: `main@{2026-01-01 10:00}`.
GitName git_name(std::string_view named) {
  std::size_t braces = 0;
  for (std::size_t at = 0; at < named.size(); ++at) {
    if (named[at] == '{') ++braces;
    if (named[at] == '}' && braces > 0) --braces;
    if (named[at] != ':' || braces > 0) continue;
    return {std::string(named.substr(0, at)), std::string(named.substr(at + 1))};
  }
  return {std::string(named), ""};
}

/// The lock that is beside a config on the same side.
std::shared_ptr<const LockFile> lock_beside(const std::string& path, Files& files) {
  const std::string lock = lock_path(path);
  return read_lock(path, !lock.empty() && files.has(lock) ? files.read(lock) : nullptr);
}

std::optional<TemplateSet> from_config(std::unique_ptr<Source> source, const Overrides& overrides,
                                       std::shared_ptr<const LockFile> lock, const Reporter& reporter) {
  const std::string shown = source->name();
  const Config& config = reporter.texts().configs.emplace_back(
      load(std::move(source), overrides, reporter.diagnostics(), std::move(lock)));
  const std::vector<std::string>& regions = config.overlaid.regions();
  if (regions.size() > 1 && !overrides.region) {
    reporter.report(several_regions, shown, "the config has stacks in several regions",
                    fmt::format("say which with --region {}", one_of({regions.begin(), regions.end()})));
  }
  if (!config.project || reporter.diagnostics().has_errors()) return std::nullopt;
  std::optional<Build> build = compile(*config.project, {}, reporter.diagnostics());
  if (!build) return std::nullopt;
  TemplateSet set;
  set.of_config = true;
  set.region = *config.project->region;
  for (const EmittedStack& emitted : build->stacks) {
    const Stack& stack = emitted.stack;
    set.templates.push_back({stack.name, stack.stack_name, shown, to_json(stack.body)});
  }
  for (const Synthesis::LeftOut& left_out : build->left_out) {
    set.left_out.push_back({left_out.name, config.project->stack_name(left_out.name)});
  }
  return set;
}

std::optional<TemplateSet> from_template(std::unique_ptr<Source> source, const std::string& path,
                                         const Reporter& reporter) {
  std::optional<TemplateFile> file = read_template_file(reporter.keep(std::move(source)), path, reporter);
  if (!file) return std::nullopt;
  TemplateSet set;
  set.not_followed = not_followed(file->body, file->shown_as);
  set.templates.push_back(*std::move(file));
  return set;
}

std::optional<TemplateSet> from_path(const std::string& path, Files& files, const Overrides& overrides,
                                     const Reporter& reporter) {
  const std::optional<bool> is_folder = files.is_folder(path);
  if (!is_folder) return std::nullopt;
  if (*is_folder) return read_folder(path, files, reporter);
  std::unique_ptr<Source> source = files.read(path);
  if (source == nullptr) return std::nullopt;
  std::optional<TemplateSet> set =
      kind_of_text(source->text()) == TextKind::config
          ? from_config(std::move(source), overrides, lock_beside(path, files), reporter)
          : from_template(std::move(source), path, reporter);
  if (set && path != "-") set->path = path;
  return set;
}

std::optional<TemplateSet> from_git(const std::string& named, const SideOptions& options,
                                    const Reporter& reporter) {
  GitName name = git_name(std::string_view(named).substr(git_lead.size()));
  if (name.path.empty() && options.other != nullptr) name.path = options.other->path;
  if (name.path.empty()) {
    reporter.report(no_path, named, "which file of the revision is meant is not said");
    return std::nullopt;
  }
  const std::unique_ptr<Files> files =
      files_in_git(named, std::move(name.revision), options.processes, reporter);
  return from_path(name.path, *files, options.overrides, reporter);
}

std::optional<TemplateSet> from_name(const std::string& named, const SideOptions& options,
                                     const Reporter& reporter) {
  if (named == "aws") return read_deployed(options.other, options.processes, reporter);
  if (named.starts_with(git_lead)) return from_git(named, options, reporter);
  return from_path(named, *files_on_disk(reporter), options.overrides, reporter);
}

}  // namespace

std::optional<TemplateSet> read_side(const std::string& named, const SideOptions& options,
                                     Diagnostics& diagnostics) {
  Diagnostics own;  // errors of the other side do not stop this one
  const Reporter reporter(options.texts, own);
  std::optional<TemplateSet> set = from_name(named, options, reporter);
  secrets::conceal_shown(own);
  diagnostics.take(own);
  return set;
}

std::vector<const RuleInfo*> base_rules() {
  return {&no_templates,    &manifest_form,    &stack_twice,      &no_path,         &git_failed,
          &several_regions, &not_a_repository, &unknown_revision, &not_in_revision, &stacks_unknown,
          &aws_missing,     &aws_credentials,  &aws_denied,       &aws_failed};
}

}  // namespace agentcore
