#include <fmt/format.h>

#include <algorithm>

#include "agentcore/check.hpp"
#include "check/template_codes.hpp"
#include "decode/suggestion.hpp"

namespace agentcore {
namespace {

void check_import(const Located<std::string>& name, StackKind kind, const std::vector<std::string>& exports,
                  Diagnostics& diagnostics) {
  if (std::find(exports.begin(), exports.end(), *name) != exports.end()) return;
  const std::string_view near = nearest(*name, {exports.begin(), exports.end()});
  diagnostics.report(checking::own_import_missing, name.range,
                     fmt::format("the {} stack of this config has no export `{}`", to_string(kind), *name),
                     near.empty() ? "" : fmt::format("did you mean `{}`?", near));
}

}  // namespace

OwnImports::OwnImports(const Project& project) {
  for (const ReferenceUse& use : project.references) {
    if (use.reference->kind != ReferenceKind::import) continue;
    const Located<std::string>& name = use.reference->name;
    for (const StackKind kind :
         {StackKind::network, StackKind::security, StackKind::storage, StackKind::agentcore}) {
      if (name->starts_with(project.stack_name(to_string(kind)) + "-")) imports_.push_back({&name, kind});
    }
  }
}

void OwnImports::add(const Stack& stack) {
  const bool is_named = std::any_of(imports_.begin(), imports_.end(),
                                    [&](const Import& import) { return import.kind == stack.kind; });
  if (!is_named) return;
  std::vector<std::string>& exports = exports_[stack.kind];
  for (const Output& output : stack.body.outputs) {
    if (!output.export_name.empty()) exports.push_back(output.export_name);
  }
}

void OwnImports::report(Diagnostics& diagnostics) const {
  for (const Import& import : imports_) {
    const auto exports = exports_.find(import.kind);
    if (exports != exports_.end()) check_import(*import.name, import.kind, exports->second, diagnostics);
  }
}

}  // namespace agentcore
