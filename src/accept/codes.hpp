#pragma once

#include "agentcore/diagnostic.hpp"

namespace agentcore::accepting {

inline constexpr std::string_view manual = "README, Accept a finding";

inline constexpr RuleInfo unknown_rule{
    "AC3901",
    "accepted-rule-unknown",
    Severity::error,
    "suppress and severities name rules by code or name.",
    "agentcore-synth rules lists the rules",
    manual,
    "An entry with a name that no rule has would accept nothing, and nobody would notice."};
inline constexpr RuleInfo no_reason{
    "AC3902",
    "accepted-without-reason",
    Severity::error,
    "What is accepted has a reason.",
    "write why, for whoever reads this next year",
    manual,
    "Whoever meets the entry later must be able to tell whether it still holds."};
inline constexpr RuleInfo nowhere{
    "AC3903",
    "accepted-nowhere",
    Severity::error,
    "The path `at` leads to something that the config has.",
    "write a path such as runtimes[0].artifact, or remove it to accept the rule in the whole file",
    manual,
    "A path that leads nowhere accepts nothing, often since a runtime was renamed or taken out."};
inline constexpr RuleInfo unused{
    "AC3904",
    "suppression-unused",
    Severity::warning,
    "A suppression, or an entry that lowers a severity, meets a finding.",
    "remove it",
    manual,
    "What the entry was for is mended or gone; left there, it would hide the next finding of its kind."};
inline constexpr RuleInfo twice{"AC3905",
                                "accepted-twice",
                                Severity::error,
                                "A rule is accepted once for each place.",
                                "remove the second",
                                manual,
                                "Two entries for one rule and place can have two reasons or severities, of "
                                "which one would be dropped in silence."};
inline constexpr RuleInfo firm{"AC3906",
                               "rule-firm",
                               Severity::error,
                               "What the templates are made from is not accepted: it is mended.",
                               "remove the entry, and mend what the rule finds",
                               manual,
                               "Without what the rule guards there is nothing right to write: two resources "
                               "would have one name, or a value would be missing."};
inline constexpr RuleInfo without_facts{
    "AC3907",
    "region-without-facts",
    Severity::error,
    "In a region without facts, all that the facts would tell is written out.",
    "write out private_agent_subnets with their zones",
    manual,
    "The zones that AgentCore serves are facts of each region; for a region that has none, the subnets "
    "cannot be placed."};
inline constexpr RuleInfo unchecked_value{
    "AC5306",
    "unchecked-value",
    Severity::warning,
    "Where an error is accepted, CloudFormation's schema may still refuse the value.",
    "remove the entry that accepts it, unless you know that AWS takes the value by now",
    "CloudFormation's schema of the resource type, in config/resource_types.json",
    "The schema is what CloudFormation checks a template against before it makes anything; it may be older "
    "than the service."};
inline constexpr RuleInfo broken_template{
    "AC5307",
    "accepted-breaks-template",
    Severity::error,
    "Where an error is accepted, the templates still hold together.",
    "remove the entry that accepts it, and mend what the rule finds",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html",
    "A name or a reference that depends on the accepted error came out in a form that CloudFormation does "
    "not take."};

}  // namespace agentcore::accepting
