#include "agentcore/check.hpp"

#include "check/codes.hpp"
#include "check/names.hpp"
#include "check/properties.hpp"
#include "check/references.hpp"
#include "check/template_codes.hpp"

namespace agentcore {

namespace {

void check_template(const checking::Reporter& reporter, const Exports& exports) {
  checking::check_names(reporter);
  checking::check_properties(reporter);
  checking::check_references(reporter, exports);
}

}  // namespace

void check_stacks(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics) {
  Exports exports;
  for (const Stack& stack : stacks) checking::collect_exports({stack, where, diagnostics}, exports);
  for (const Stack& stack : stacks) check_template({stack, where, diagnostics}, exports);
}

void check_stack(const Stack& stack, Range where, Exports& exports, Diagnostics& diagnostics) {
  const checking::Reporter reporter{stack, where, diagnostics};
  checking::collect_exports(reporter, exports);
  check_template(reporter, exports);
}

std::vector<const RuleInfo*> check_rules() {
  using namespace checking;
  return {&too_many_resources,
          &too_many_outputs,
          &template_too_large,
          &too_many_parameters,
          &too_many_dynamic_references,
          &many_resources,
          &many_outputs,
          &large_template,
          &many_parameters,
          &many_dynamic_references,
          &own_import_missing,
          &unknown_type,
          &unknown_property,
          &missing_property,
          &wrong_value_kind,
          &value_not_listed,
          &pattern_mismatch,
          &size_out_of_range,
          &unresolved_reference,
          &unknown_attribute,
          &reference_cycle,
          &import_without_export,
          &name_twice,
          &malformed_name,
          &malformed_intrinsic};
}

}  // namespace agentcore
