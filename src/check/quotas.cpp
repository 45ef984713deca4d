#include <fmt/format.h>

#include "agentcore/check.hpp"
#include "agentcore/limits.hpp"
#include "check/template_codes.hpp"

namespace agentcore {
namespace {

/// A number that CloudFormation bounds, and what is found where it is passed or nearly reached.
struct Quota {
  std::string_view what;
  std::size_t most;
  const RuleInfo& passed;
  const RuleInfo& nearly;
};

/// `has`: "has 504 resources".
void check_quota(const Stack& stack, const Quota& quota, std::size_t count, Range where,
                 Diagnostics& diagnostics) {
  const std::string has =
      fmt::format("stack {} has {}", stack.name, fmt::format(fmt::runtime(quota.what), count));
  if (count > quota.most) {
    diagnostics.report(quota.passed, where, fmt::format("{}; CloudFormation takes {}", has, quota.most));
  } else if (count * 100 > quota.most * limits::budget_warning_percent) {
    diagnostics.report(quota.nearly, where,
                       fmt::format("{}, {}% of the {} that CloudFormation takes", has,
                                   count * 100 / quota.most, quota.most));
  }
}

}  // namespace

void check_quotas(const Stack& stack, Range where, Diagnostics& diagnostics) {
  using namespace checking;
  const Template& body = stack.body;
  const auto check = [&](const Quota& quota, std::size_t count) {
    check_quota(stack, quota, count, where, diagnostics);
  };
  check({"{} resources", limits::template_resources, too_many_resources, many_resources},
        body.resources.size());
  check({"{} parameters", limits::template_parameters, too_many_parameters, many_parameters},
        body.parameters.size());
  check({"{} dynamic references", limits::template_dynamic_references, too_many_dynamic_references,
         many_dynamic_references},
        stack.dynamic_references);
  check({"{} outputs", limits::template_outputs, too_many_outputs, many_outputs}, body.outputs.size());
}

void check_body_size(const Stack& stack, std::size_t bytes, Range where, Diagnostics& diagnostics) {
  check_quota(stack,
              {"a template of {} bytes", limits::template_body_s3_bytes, checking::template_too_large,
               checking::large_template},
              bytes, where, diagnostics);
}

}  // namespace agentcore
