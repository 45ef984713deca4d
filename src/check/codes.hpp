#pragma once

#include "agentcore/diagnostic.hpp"

// The findings of this phase. 9xxx: what synth made is not what CloudFormation takes, which is a bug of ours.

namespace agentcore::checking {

inline constexpr std::string_view report_it =
    "this is a bug of agentcore-synth and not of the config: please report it together with the config";
inline constexpr std::string_view schemas =
    "CloudFormation's schema of the resource type, in config/resource_types.json";
inline constexpr std::string_view intrinsics =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
    "intrinsic-function-reference.html";
inline constexpr std::string_view anatomy =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html";
inline constexpr std::string_view exports =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html";

inline constexpr RuleInfo unknown_type{
    "AC9001",
    "unknown-type",
    Severity::error,
    "Every resource is of a type with facts.",
    report_it,
    schemas,
    "Without the schema of a type nothing of it can be checked, so the program must not emit it."};
inline constexpr RuleInfo unknown_property{"AC9002",
                                           "unknown-property",
                                           Severity::error,
                                           "A resource sets only properties that its type has.",
                                           report_it,
                                           schemas,
                                           "CloudFormation refuses an unknown property when the deployment "
                                           "reaches the resource, and rolls the stack back."};
inline constexpr RuleInfo missing_property{
    "AC9003",
    "missing-property",
    Severity::error,
    "A resource sets what its type requires.",
    report_it,
    schemas,
    "CloudFormation refuses the resource when the deployment reaches it, and rolls the stack back."};
inline constexpr RuleInfo wrong_value_kind{
    "AC9004",
    "wrong-value-kind",
    Severity::error,
    "A property's value is of the property's kind.",
    report_it,
    schemas,
    "CloudFormation turns some kinds into others and refuses the rest; templates that rely on it show "
    "differences where there are none."};
inline constexpr RuleInfo value_not_listed{
    "AC9005",
    "value-not-listed",
    Severity::error,
    "A property with a list of values has one of them.",
    report_it,
    schemas,
    "The service refuses the value in the middle of the deployment, and the stack rolls back."};
inline constexpr RuleInfo pattern_mismatch{
    "AC9006",
    "pattern-mismatch",
    Severity::error,
    "A text matches its property's pattern as a whole.",
    report_it,
    schemas,
    "By the rules of JSON Schema a pattern may match anywhere within a text. So CloudFormation lets names "
    "through that the service then refuses, and here the pattern is held against the whole text here."};
inline constexpr RuleInfo size_out_of_range{
    "AC9007",
    "size-out-of-range",
    Severity::error,
    "Lengths, counts and numbers are within their range.",
    report_it,
    schemas,
    "The service refuses the value in the middle of the deployment, and the stack rolls back."};
inline constexpr RuleInfo unresolved_reference{
    "AC9008",
    "unresolved-reference",
    Severity::error,
    "A reference names a resource of its template.",
    report_it,
    intrinsics,
    "CloudFormation refuses the whole template for one unresolved dependency."};
inline constexpr RuleInfo unknown_attribute{
    "AC9009",
    "unknown-attribute",
    Severity::error,
    "Fn::GetAtt takes an attribute that the type has.",
    report_it,
    schemas,
    "CloudFormation refuses the whole template for an attribute that the type does not have."};
inline constexpr RuleInfo reference_cycle{
    "AC9010",
    "template-reference-cycle",
    Severity::error,
    "Resources do not wait for each other in a circle.",
    report_it,
    anatomy,
    "CloudFormation refuses a template with a circular dependency, since no resource could be made first."};
inline constexpr RuleInfo import_without_export{
    "AC9011",
    "import-without-export",
    Severity::error,
    "What a stack imports, another one exports.",
    report_it,
    exports,
    "The stacks before it deploy, then CloudFormation finds no export of that name and rolls this one back."};
inline constexpr RuleInfo name_twice{"AC9012",
                                     "template-name-twice",
                                     Severity::error,
                                     "Logical ids, outputs and exports have names of their own.",
                                     report_it,
                                     anatomy,
                                     "In JSON the second key replaces the first in silence, so a resource "
                                     "would vanish; a second export of one name is refused."};
inline constexpr RuleInfo malformed_name{
    "AC9013",
    "malformed-template-name",
    Severity::error,
    "Logical ids and outputs are letters and digits; exports also take colon and hyphen.",
    report_it,
    anatomy,
    "CloudFormation refuses the template for a logical id with other characters, and the stack for such an "
    "export."};
inline constexpr RuleInfo malformed_intrinsic{
    "AC9014",
    "malformed-intrinsic",
    Severity::error,
    "An intrinsic function exists and has its arguments.",
    report_it,
    intrinsics,
    "CloudFormation refuses the whole template for a function that it cannot read."};

}  // namespace agentcore::checking
