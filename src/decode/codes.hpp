#pragma once

#include "agentcore/diagnostic.hpp"

namespace agentcore::decoding {

inline constexpr std::string_view reference = "the config reference, agentcore-synth reference";

inline constexpr RuleInfo wrong_kind{
    "AC2001",
    "wrong-kind",
    Severity::error,
    "Each key has a value of its kind.",
    "see the config reference for the key",
    reference,
    "YAML turns `yes`, `1.10` or an unquoted account id into something else before anybody looks. Guessing "
    "what was meant would deploy a value that nobody wrote."};
inline constexpr RuleInfo unknown_key{
    "AC2002",
    "unknown-key",
    Severity::error,
    "Only known keys are written.",
    "remove it; agentcore-synth reference lists the keys",
    reference,
    "An ignored key deploys without its setting: a misspelt security_group_ids would leave the default group "
    "in place. Tools that pass over unknown keys are a known source of such surprises."};
inline constexpr RuleInfo missing_key{
    "AC2003",
    "missing-key",
    Severity::error,
    "Required keys are written.",
    "add the key",
    reference,
    "There is no default that would be right for everybody, and CloudFormation would refuse the template or "
    "make something that was not meant."};
inline constexpr RuleInfo unknown_value{"AC2004",
                                        "unknown-value",
                                        Severity::error,
                                        "A key with a list of values has one of them.",
                                        "write one of the values",
                                        reference,
                                        "AWS compares the values letter by letter, case included, and "
                                        "refuses another one in the middle of the deployment."};
inline constexpr RuleInfo malformed_value{
    "AC2005",
    "malformed-value",
    Severity::error,
    "Ids, ARNs, IP ranges and image URIs have their form.",
    "write the value in its form",
    reference,
    "The form is AWS's own, so the value would be refused there, minutes later and without a line number."};
inline constexpr RuleInfo assigned_attribute{
    "AC2006",
    "assigned-attribute",
    Severity::error,
    "What AWS assigns is not written.",
    "remove the key",
    reference,
    "AWS assigns the value when the resource is made; the template has no property to put it in. Written "
    "here it would look as if it had an effect."};
inline constexpr RuleInfo no_value{
    "AC2007",
    "no-value",
    Severity::error,
    "Entries of lists and free maps have a value.",
    "write a value; an empty text is \"\"",
    reference,
    "An empty value in a list or a map is mostly a value that was forgotten, or a variable of a pipeline "
    "that was not set. As an empty text it would go unnoticed."};
inline constexpr RuleInfo no_reference{
    "AC2008",
    "reference-not-here",
    Severity::error,
    "A reference stands where its value can be used.",
    "write the value itself",
    reference,
    "The value decides what the templates look like, so it must be known when they are written; what a "
    "reference stands for is known at deployment only."};

}  // namespace agentcore::decoding
