#include <algorithm>
#include <string_view>

#include "agentcore/accept.hpp"

namespace agentcore {
namespace {

/// Errors on meaning that the templates are made from; sorted.
constexpr std::string_view firm_codes[] = {
    // The names of stacks, exports and logical ids.
    "AC3001", "AC3002",
    // Nothing to make.
    "AC3004",
    // The stack sets and their instances.
    "AC3051", "AC3053", "AC3054",
    // Two things would have one name or logical id.
    "AC3102", "AC3103", "AC3107", "AC3111",
    // What is left out is what the image is made of.
    "AC3201", "AC3202", "AC3203",
    // Two things would have one name or logical id.
    "AC3302", "AC3303",
    // A public runtime would be made of what is written for a VPC.
    "AC3401",
    // The subnets and routes are made from these.
    "AC3421", "AC3422", "AC3423", "AC3425", "AC3441", "AC3442", "AC3445",
    // The logical ids and exports of endpoints, egress rules and repositories, and rules that would be left
    // out.
    "AC3463", "AC3481", "AC3482", "AC3483", "AC3484", "AC3487", "AC3602", "AC3603", "AC3606",
    // Names of parameters and exports that the templates refer to, and runtimes that wait for each other.
    "AC3801", "AC3802", "AC3803", "AC3804", "AC3806", "AC3807",
    // Two parameters would have one name.
    "AC5301", "AC5307"};

}  // namespace

bool is_firm(const RuleInfo& rule) {
  if (rule.code.starts_with("AC39")) return true;  // what is accepted is not accepted in turn
  if (rule.severity != Severity::error) return false;
  const bool is_quota = rule.code.starts_with("AC50");
  const bool is_on_meaning = rule.code.starts_with("AC3") || rule.code.starts_with("AC5");
  return !is_on_meaning || is_quota ||
         std::binary_search(std::begin(firm_codes), std::end(firm_codes), rule.code);
}

}  // namespace agentcore
