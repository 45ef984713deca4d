#include "agentcore/pipeline.hpp"

#include <algorithm>
#include <set>

#include "agentcore/check.hpp"
#include "agentcore/decode.hpp"
#include "agentcore/resolve.hpp"
#include "agentcore/validate.hpp"
#include "pipeline/read_source.hpp"
#include "validate/secrets.hpp"

namespace agentcore {
namespace {

/// The part of a finding's path that stands for one entity: "runtimes[0].artifact" -> "runtimes[0]".
std::string section_of(const Document& document, const Diagnostic& finding) {
  const std::string path = document.path_at(finding.range, finding.missing);
  return path.substr(0, path.find('.'));
}

/// What the rules find in sections that have no error of shape. Where one has, its values are not all as
/// written, and the rules would judge what nobody wrote.
void validate_sound_sections(const Document& document, Project& project, Diagnostics& diagnostics) {
  std::set<std::string> unsound;
  for (const Diagnostic* finding : diagnostics.sorted()) unsound.insert(section_of(document, *finding));
  // Every name and default hangs on these.
  if (!project.project.written || !project.environment.written || !project.region.written) return;
  for (const std::string_view naming : {"project", "environment", "region"}) {
    if (unsound.contains(std::string(naming))) return;
  }
  Diagnostics names;  // a name that is not found may stand in an unsound section
  Diagnostics meanings;
  resolve(project, names);
  validate(project, meanings);
  for (const Diagnostic* finding : meanings.sorted()) {
    const bool about_all = finding->range.begin == project.place.begin;  // such as: there is no runtime
    if (!about_all && !unsound.contains(section_of(document, *finding))) diagnostics.take(*finding);
  }
}

/// The whole front half on one text. Nothing: it has an error.
std::optional<Project> check_config(const Document& document, Diagnostics& diagnostics) {
  Project project = decode(document, diagnostics);
  if (document.root().kind != Node::Kind::mapping) return std::nullopt;
  if (diagnostics.has_errors()) {
    validate_sound_sections(document, project, diagnostics);
    return std::nullopt;
  }
  resolve(project, diagnostics);
  validate(project, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return project;
}

}  // namespace

Config load(const std::string& path, Diagnostics& diagnostics) {
  Diagnostics own;  // findings of other configs must not stop this one
  Config config;
  config.source = read_source(path, own);
  if (!own.has_errors()) config.document = parse_document(*config.source, own);
  if (config.document) config.project = check_config(*config.document, own);
  secrets::conceal_shown(own);
  diagnostics.take(own);
  return config;
}

std::optional<Build> compile(const Project& project, Format format, Diagnostics& diagnostics) {
  Synthesis synthesis = synth(project);
  Diagnostics quotas;  // first, since a template that passes them may be of any size
  check_quotas(synthesis.stacks, project.place, quotas);
  diagnostics.take(quotas);
  if (quotas.has_errors()) return std::nullopt;
  check_stacks(synthesis.stacks, project.place, diagnostics);
  validate_templates(synthesis.stacks, project.place, diagnostics);
  Build build;
  build.left_out = std::move(synthesis.left_out);
  build.manifest = assembly_manifest(project, synthesis.stacks, format);
  for (Stack& stack : synthesis.stacks) {
    OutputFile file{template_file_name(stack, format), to_text(stack.body, format)};
    check_body_size(stack, file.text.size(), project.place, diagnostics);
    build.stacks.push_back({std::move(stack), std::move(file)});
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return build;
}

PathFinder path_finder(const std::vector<Config>& configs) {
  return [&configs](const Diagnostic& finding) -> std::string {
    for (const Config& config : configs) {
      if (!config.document || config.source.get() != finding.range.source) continue;
      return config.document->path_at(finding.range, finding.missing);
    }
    return "";
  };
}

std::vector<const RuleInfo*> all_rules() {
  std::vector<const RuleInfo*> infos;
  for (const auto& phase :
       {document_rules(), decode_rules(), resolve_rules(), validate_rules(), emit_rules(), check_rules()}) {
    infos.insert(infos.end(), phase.begin(), phase.end());
  }
  std::sort(infos.begin(), infos.end(),
            [](const RuleInfo* a, const RuleInfo* b) { return a->code < b->code; });
  return infos;
}

}  // namespace agentcore
