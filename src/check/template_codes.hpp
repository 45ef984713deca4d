#pragma once

#include "check/codes.hpp"

// What a config of this size or form makes of the templates: AC50xx, which the user can mend.

namespace agentcore::checking {

inline constexpr std::string_view quotas =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";

inline constexpr RuleInfo too_many_resources{
    "AC5001",
    "too-many-resources",
    Severity::error,
    "A template holds at most 500 resources.",
    "take something of it away, or move it to another project",
    quotas,
    "CloudFormation refuses the template before it makes anything, and AWS does not raise the quota."};
inline constexpr RuleInfo too_many_outputs{
    "AC5002",
    "too-many-outputs",
    Severity::error,
    "A template holds at most 200 outputs.",
    "write `outputs: minimal`, which keeps one output per runtime",
    quotas,
    "CloudFormation refuses the template before it makes anything, and AWS does not raise the quota. Each "
    "runtime has five outputs unless they are minimal."};
inline constexpr RuleInfo template_too_large{
    "AC5003",
    "template-too-large",
    Severity::error,
    "A template is at most 1 MB (1,048,576 bytes).",
    "take something of it away, or move it to another project",
    quotas,
    "CloudFormation refuses the template before it makes anything. A body of more than 51,200 bytes goes by "
    "S3 already, and there is no third way."};

inline constexpr RuleInfo too_many_parameters{
    "AC5004",
    "too-many-parameters",
    Severity::error,
    "A template holds at most 200 parameters.",
    "use one parameter at several places, or take values by import or ssm",
    quotas,
    "CloudFormation refuses the template before it makes anything, and AWS does not raise the quota."};
inline constexpr RuleInfo too_many_dynamic_references{
    "AC5005",
    "too-many-dynamic-references",
    Severity::error,
    "A template holds at most 60 dynamic references.",
    "take values by parameter or import, or let the agent read them when it runs",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
    "CloudFormation refuses the template. Each use is counted here, the same SSM parameter at two places as "
    "two, since the page of quotas makes no difference."};

inline constexpr RuleInfo many_resources{
    "AC5006",
    "many-resources",
    Severity::warning,
    "A template keeps to 80% of the 500 resources that CloudFormation takes.",
    "take something away of what lives there; new runtimes go to the next stack by themselves",
    quotas,
    "AWS does not raise the quota. What lives in a stack stays there, so when it grows past the quota some "
    "of it has "
    "to be placed anew, which deletes and re-creates it."};
inline constexpr RuleInfo many_outputs{
    "AC5007",
    "many-outputs",
    Severity::warning,
    "A template keeps to 80% of the 200 outputs that CloudFormation takes.",
    "write `outputs: minimal`, which keeps one output per runtime",
    quotas,
    "AWS does not raise the quota. What lives in a stack stays there, with an output for each endpoint, and "
    "an output "
    "that somebody imports cannot be taken away."};
inline constexpr RuleInfo large_template{
    "AC5008",
    "large-template",
    Severity::warning,
    "A template keeps to 80% of the 1 MB that CloudFormation takes.",
    "take something away of what lives there; new runtimes go to the next stack by themselves",
    quotas,
    "AWS does not raise the quota. The next long policy or set of variables would pass it, and to move a "
    "runtime to "
    "another stack replaces it."};
inline constexpr RuleInfo many_parameters{
    "AC5009",
    "many-parameters",
    Severity::warning,
    "A template keeps to 80% of the 200 parameters that CloudFormation takes.",
    "use one parameter at several places, or take values by import or ssm",
    quotas,
    "AWS does not raise the quota, and every parameter without a default must be given at each deployment."};
inline constexpr RuleInfo many_dynamic_references{
    "AC5010",
    "many-dynamic-references",
    Severity::warning,
    "A template keeps to 80% of the 60 dynamic references that CloudFormation takes.",
    "take values by parameter or import, or let the agent read them when it runs",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
    "AWS does not raise the quota. Each use is counted here, the same SSM parameter at two places as two, "
    "since the page of quotas makes no difference."};
inline constexpr RuleInfo own_import_missing{
    "AC5011",
    "own-import-missing",
    Severity::error,
    "An import from one of the config's own stacks names an export that this stack has.",
    "name an export of the stack, or refer to the thing itself: {role: NAME} or {repository: NAME}",
    exports,
    "The other three stacks deploy first. Then CloudFormation finds that no export has this name and refuses "
    "the agentcore stack, so that the runtimes are the part that is missing."};

}  // namespace agentcore::checking
