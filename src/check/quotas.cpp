#include <fmt/format.h>

#include "agentcore/check.hpp"
#include "agentcore/limits.hpp"
#include "check/template_codes.hpp"

namespace agentcore {
namespace {

/// A number that CloudFormation bounds, and what is found where it is passed or nearly reached.
struct Quota {
  std::string_view what;
  std::string_view phrase;  ///< what a stack has: "{} resources"
  std::size_t most;
  const RuleInfo& passed;
  const RuleInfo& nearly;
};

/// A quota on what can be counted in a stack.
struct Counted {
  Quota quota;
  std::size_t (*count)(const Stack&);
};

using namespace checking;

constexpr Counted counted[] = {
    {{"resources", "{} resources", limits::template_resources, too_many_resources, many_resources},
     [](const Stack& stack) { return stack.body.resources.size(); }},
    {{"outputs", "{} outputs", limits::template_outputs, too_many_outputs, many_outputs},
     [](const Stack& stack) { return stack.body.outputs.size(); }},
    {{"parameters", "{} parameters", limits::template_parameters, too_many_parameters, many_parameters},
     [](const Stack& stack) { return stack.body.parameters.size(); }},
    {{"dynamic_references", "{} dynamic references", limits::template_dynamic_references,
      too_many_dynamic_references, many_dynamic_references},
     [](const Stack& stack) { return stack.dynamic_references; }}};

constexpr Quota body_bytes{"bytes", "a template of {} bytes", limits::template_body_s3_bytes,
                           template_too_large, large_template};

void check_quota(const Stack& stack, const Quota& quota, std::size_t count, Range where,
                 Diagnostics& diagnostics) {
  if (count * 100 <= quota.most * limits::budget_warning_percent) return;
  const std::string has =
      fmt::format("stack {} has {}", stack.name, fmt::format(fmt::runtime(quota.phrase), count));
  if (count > quota.most) {
    diagnostics.report(quota.passed, where, fmt::format("{}; CloudFormation takes {}", has, quota.most));
  } else {
    diagnostics.report(quota.nearly, where,
                       fmt::format("{}, {}% of the {} that CloudFormation takes", has,
                                   count * 100 / quota.most, quota.most));
  }
}

}  // namespace

void check_quotas(const Stack& stack, Range where, Diagnostics& diagnostics) {
  for (const auto& [quota, count] : counted) check_quota(stack, quota, count(stack), where, diagnostics);
}

void check_body_size(const Stack& stack, std::size_t bytes, Range where, Diagnostics& diagnostics) {
  check_quota(stack, body_bytes, bytes, where, diagnostics);
}

std::vector<Budget> budgets(const Stack& stack, std::size_t bytes) {
  std::vector<Budget> used;
  for (const auto& [quota, count] : counted) used.push_back({quota.what, count(stack), quota.most});
  used.push_back({body_bytes.what, bytes, body_bytes.most});
  return used;
}

}  // namespace agentcore
