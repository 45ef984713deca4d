#include <fmt/format.h>

#include <algorithm>

#include "agentcore/check.hpp"
#include "check/template_codes.hpp"
#include "decode/suggestion.hpp"

namespace agentcore {
namespace {

std::vector<std::string_view> exports_of(StackKind kind, const std::vector<Stack>& stacks) {
  std::vector<std::string_view> names;
  for (const Stack& stack : stacks) {
    if (stack.kind != kind) continue;
    for (const Output& output : stack.body.outputs) {
      if (!output.export_name.empty()) names.push_back(output.export_name);
    }
  }
  return names;
}

void check_import(const Located<std::string>& name, StackKind kind, const std::vector<Stack>& stacks,
                  Diagnostics& diagnostics) {
  const std::vector<std::string_view> exports = exports_of(kind, stacks);
  if (std::find(exports.begin(), exports.end(), *name) != exports.end()) return;
  const std::string_view near = nearest(*name, exports);
  diagnostics.report(checking::own_import_missing, name.range,
                     fmt::format("the {} stack of this config has no export `{}`", to_string(kind), *name),
                     near.empty() ? "" : fmt::format("did you mean `{}`?", near));
}

}  // namespace

void check_own_imports(const Project& project, const std::vector<Stack>& stacks, Diagnostics& diagnostics) {
  for (const ReferenceUse& use : project.references) {
    if (use.reference->kind != ReferenceKind::import) continue;
    const Located<std::string>& name = use.reference->name;
    for (const StackKind kind :
         {StackKind::network, StackKind::security, StackKind::storage, StackKind::agentcore}) {
      const auto is_made = [=](const Stack& stack) { return stack.kind == kind; };
      if (!std::any_of(stacks.begin(), stacks.end(), is_made)) continue;
      if (name->starts_with(project.stack_name(to_string(kind)) + "-"))
        check_import(name, kind, stacks, diagnostics);
    }
  }
}

}  // namespace agentcore
