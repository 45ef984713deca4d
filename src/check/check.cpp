#include "agentcore/check.hpp"

#include "check/codes.hpp"
#include "check/names.hpp"
#include "check/properties.hpp"
#include "check/references.hpp"
#include "check/template_codes.hpp"

namespace agentcore {

void check_stacks(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics) {
  const checking::Exports exports = checking::collect_exports(stacks, where, diagnostics);
  for (const Stack& stack : stacks) {
    const checking::Reporter reporter{stack, where, diagnostics};
    checking::check_names(reporter);
    checking::check_properties(reporter);
    checking::check_references(reporter, exports);
  }
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
