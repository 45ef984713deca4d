#include <fmt/format.h>

#include <algorithm>

#include "agentcore/check.hpp"
#include "check/template_codes.hpp"
#include "decode/suggestion.hpp"

namespace agentcore {
namespace {

std::vector<std::string_view> exports_of(const Stack& stack) {
  std::vector<std::string_view> names;
  for (const Output& output : stack.body.outputs) {
    if (!output.export_name.empty()) names.push_back(output.export_name);
  }
  return names;
}

void check_import(const Located<std::string>& name, const Stack& stack, Diagnostics& diagnostics) {
  const std::vector<std::string_view> exports = exports_of(stack);
  if (std::find(exports.begin(), exports.end(), *name) != exports.end()) return;
  const std::string_view near = nearest(*name, exports);
  diagnostics.report(checking::own_import_missing, name.range,
                     fmt::format("the {} stack of this config has no export `{}`", stack.name, *name),
                     near.empty() ? "" : fmt::format("did you mean `{}`?", near));
}

}  // namespace

void check_own_imports(const Project& project, const std::vector<Stack>& stacks, Diagnostics& diagnostics) {
  for (const ReferenceUse& use : project.references) {
    if (use.reference->kind != ReferenceKind::import) continue;
    const Located<std::string>& name = use.reference->name;
    for (const Stack& stack : stacks) {
      if (name->starts_with(stack.stack_name + "-")) check_import(name, stack, diagnostics);
    }
  }
}

}  // namespace agentcore
