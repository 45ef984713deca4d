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
    const std::size_t bytes = text_size(stack.body, format);
    check_body_size(stack, bytes, place_of(project, stack), diagnostics);
    std::string file_name = template_file_name(stack, format);
    build.stacks.push_back({std::move(stack), format, std::move(file_name), bytes});
  }
  project.acceptance->close();
  return build;
}

}  // namespace

std::optional<Build> compile(const Project& project, Format format, Diagnostics& diagnostics) {
  Diagnostics own;
  accept_as(project, own);
  std::optional<Build> build = compile_checked(project, format, own);
  secrets::conceal_shown(own);
  const bool sound = !own.has_errors();
  diagnostics.take(own);
  return sound ? std::move(build) : std::nullopt;
}

}  // namespace agentcore
