#include "agentcore/accept.hpp"
#include "agentcore/check.hpp"
#include "agentcore/pipeline.hpp"
#include "agentcore/validate.hpp"
#include "pipeline/check_config.hpp"
#include "pipeline/placing.hpp"
#include "validate/concealment.hpp"

namespace agentcore {
namespace {

/// What in the config a stack is made of: the first of what there may be many of.
Range place_of(const Project& project, const Stack& stack) {
  if (stack.kind == StackKind::security && !project.execution_roles.empty())
    return project.execution_roles.front().place;
  if (stack.kind == StackKind::storage && !project.repositories.empty())
    return project.repositories.front().place;
  if (stack.kind == StackKind::agentcore && !project.runtimes.empty()) return project.runtimes.front().place;
  return project.place;
}

/// The stacks of one project, checked and emitted as they are made.
class Templates {
 public:
  Templates(const Project& project, const CompileOptions& options, Diagnostics& diagnostics)
      : project_(project), options_(options), diagnostics_(diagnostics), imports_(project) {}

  void add(Stack stack) {
    // First, since a template that passes them may be of any size.
    check_quotas(stack, place_of(project_, stack), diagnostics_);
    if (diagnostics_.has_errors()) return;
    imports_.add(stack);
    check_stack(stack, project_.place, exports_, checked_);
    emit(stack);
    stacks_.push_back(options_.hold_bodies ? std::move(stack) : outline(std::move(stack)));
  }

  /// What is judged on all of them together.
  void check_together() {
    imports_.report(diagnostics_);
    project_.acceptance->take_checked(checked_, diagnostics_);
    validate_templates(stacks_, project_.place, diagnostics_, resource_places(project_));
  }

  Build build(Synthesis synthesis) {
    Build build;
    build.left_out = std::move(synthesis.left_out);
    build.placements = std::move(synthesis.placements);
    build.grows_large = synthesis.grows_large;
    build.manifest = assembly_manifest(project_, stacks_, options_.format);
    for (std::size_t i = 0; i < stacks_.size(); ++i) {
      emitted_[i].stack = std::move(stacks_[i]);
      build.stacks.push_back(std::move(emitted_[i]));
    }
    return build;
  }

 private:
  void emit(const Stack& stack) {
    EmittedStack& emitted = emitted_.emplace_back();
    emitted.file_name = template_file_name(stack, options_.format);
    if (options_.take) {
      OutputFile file{options_.folder + emitted.file_name, to_text(stack.body, options_.format)};
      emitted.bytes = file.text.size();
      options_.take(std::move(file));
    } else {
      emitted.bytes = text_size(stack.body, options_.format);
    }
    emitted.budgets = budgets(stack, emitted.bytes);
    check_body_size(stack, emitted.bytes, place_of(project_, stack), diagnostics_);
  }

  const Project& project_;
  const CompileOptions& options_;
  Diagnostics& diagnostics_;
  OwnImports imports_;
  Exports exports_;
  Diagnostics checked_;
  std::vector<Stack> stacks_;
  std::vector<EmittedStack> emitted_;  // whose stacks are in stacks_ as yet
};

/// The back half, on a project that the front half found sound.
std::optional<Build> compile_checked(const Project& project, const CompileOptions& options,
                                     Diagnostics& diagnostics) {
  Templates templates(project, options, diagnostics);
  Synthesis synthesis = synth(
      project, [&](Stack stack) { templates.add(std::move(stack)); }, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  check_placing(project, synthesis, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  templates.check_together();
  Build build = templates.build(std::move(synthesis));
  project.acceptance->close();
  return build;
}

}  // namespace

std::optional<Build> compile(const Project& project, const CompileOptions& options,
                             Diagnostics& diagnostics) {
  Diagnostics own;
  accept_as(project, own);
  std::optional<Build> build = compile_checked(project, options, own);
  secrets::conceal_shown(own);
  const bool sound = !own.has_errors();
  diagnostics.take(own);
  return sound ? std::move(build) : std::nullopt;
}

}  // namespace agentcore
