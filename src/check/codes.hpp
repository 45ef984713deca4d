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
inline constexpr std::string_view quotas =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";

inline constexpr RuleInfo too_many_resources{
    "AC5001",
    "too-many-resources",
    Severity::error,
    "A template holds at most 500 resources.",
    "split the config into several projects or environments, each with a part of the runtimes",
    quotas};
inline constexpr RuleInfo too_many_outputs{"AC5002",
                                           "too-many-outputs",
                                           Severity::error,
                                           "A template holds at most 200 outputs.",
                                           "write `outputs: minimal`, which keeps one output per runtime, or "
                                           "split the config into several projects or environments",
                                           quotas};
inline constexpr RuleInfo template_too_large{
    "AC5003",
    "template-too-large",
    Severity::error,
    "A template is at most 1 MB (1,048,576 bytes).",
    "split the config into several projects or environments, each with a part of the runtimes",
    quotas};

inline constexpr RuleInfo too_many_parameters{
    "AC5004",
    "too-many-parameters",
    Severity::error,
    "A template holds at most 200 parameters.",
    "use one parameter at several places, or take values by import or ssm",
    quotas};
inline constexpr RuleInfo too_many_dynamic_references{
    "AC5005",
    "too-many-dynamic-references",
    Severity::error,
    "A template holds at most 60 dynamic references.",
    "take values by parameter or import, or split the config into several projects",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html"};

inline constexpr RuleInfo unknown_type{
    "AC9001", "unknown-type", Severity::error, "Every resource is of a type with facts.", report_it, schemas};
inline constexpr RuleInfo unknown_property{
    "AC9002",        "unknown-property",
    Severity::error, "A resource sets only properties that its type has.",
    report_it,       schemas};
inline constexpr RuleInfo missing_property{"AC9003",        "missing-property",
                                           Severity::error, "A resource sets what its type requires.",
                                           report_it,       schemas};
inline constexpr RuleInfo wrong_value_kind{"AC9004",        "wrong-value-kind",
                                           Severity::error, "A property's value is of the property's kind.",
                                           report_it,       schemas};
inline constexpr RuleInfo value_not_listed{
    "AC9005",        "value-not-listed",
    Severity::error, "A property with a list of values has one of them.",
    report_it,       schemas};
inline constexpr RuleInfo pattern_mismatch{
    "AC9006",        "pattern-mismatch",
    Severity::error, "A text matches its property's pattern as a whole.",
    report_it,       schemas};
inline constexpr RuleInfo size_out_of_range{
    "AC9007",        "size-out-of-range",
    Severity::error, "Lengths, counts and numbers are within their range.",
    report_it,       schemas};
inline constexpr RuleInfo unresolved_reference{
    "AC9008",        "unresolved-reference",
    Severity::error, "A reference names a resource of its template.",
    report_it,       intrinsics};
inline constexpr RuleInfo unknown_attribute{
    "AC9009",        "unknown-attribute",
    Severity::error, "Fn::GetAtt takes an attribute that the type has.",
    report_it,       schemas};
inline constexpr RuleInfo reference_cycle{
    "AC9010",        "template-reference-cycle",
    Severity::error, "Resources do not wait for each other in a circle.",
    report_it,       anatomy};
inline constexpr RuleInfo import_without_export{"AC9011",        "import-without-export",
                                                Severity::error, "What a stack imports, another one exports.",
                                                report_it,       exports};
inline constexpr RuleInfo name_twice{
    "AC9012",        "template-name-twice",
    Severity::error, "Logical ids, outputs and exports have names of their own.",
    report_it,       anatomy};
inline constexpr RuleInfo malformed_name{
    "AC9013",        "malformed-template-name",
    Severity::error, "Logical ids and outputs are letters and digits; exports also take colon and hyphen.",
    report_it,       anatomy};
inline constexpr RuleInfo malformed_intrinsic{
    "AC9014",        "malformed-intrinsic",
    Severity::error, "An intrinsic function exists and has its arguments.",
    report_it,       intrinsics};

}  // namespace agentcore::checking
