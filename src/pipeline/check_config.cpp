#include "pipeline/check_config.hpp"

#include <set>

#include "agentcore/accept.hpp"
#include "agentcore/check.hpp"
#include "agentcore/decode.hpp"
#include "agentcore/resolve.hpp"
#include "agentcore/validate.hpp"
#include "validate/concealment.hpp"

namespace agentcore {
namespace {

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

/// The rules that entries of the config may name. Putting them in order is a part of a small build that
/// shows.
const std::vector<const RuleInfo*>& catalogue_for(const Project& project) {
  static const std::vector<const RuleInfo*> none;
  if (project.suppress.empty() && project.severities.empty()) return none;
  static const std::vector<const RuleInfo*> all = all_rules();
  return all;
}

}  // namespace

std::string path_of(const Document& document, const Diagnostic& finding) {
  if (!finding.range) return "";
  const Source& source = *finding.range.source;
  if (!source.is_argument()) return secrets::masked(document.path_at(finding.range, finding.missing));
  const std::string& name = source.name();  // "--set runtimes[0].artifact.tag", "--env"
  const std::size_t blank = name.find(' ');
  return blank == std::string::npos ? "environment" : name.substr(blank + 1);
}

void accept_as(const Project& project, Diagnostics& diagnostics) {
  if (project.suppress.empty() && project.severities.empty()) return;
  diagnostics.judge_by(
      [accepted = project.acceptance](const RuleInfo& rule, const Range& place, Severity severity) {
        return accepted->judge(rule, place, severity);
      });
}

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

}  // namespace agentcore
