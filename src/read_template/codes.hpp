#pragma once

#include "agentcore/diagnostic.hpp"

// The findings of this phase. What is wrong with a template's YAML is found by document/.

namespace agentcore::reading {

inline constexpr std::string_view anatomy =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html";

inline constexpr RuleInfo json_syntax{"AC6001",
                                      "template-json-syntax",
                                      Severity::error,
                                      "A template in JSON is valid JSON.",
                                      "mend the JSON at this place",
                                      "RFC 8259"};
inline constexpr RuleInfo not_a_template{
    "AC6002",
    "not-a-template",
    Severity::error,
    "A template has a mapping `Resources`.",
    "name a config (project, runtimes), a CloudFormation template (Resources) or a folder of templates",
    anatomy,
    "A file that is no template would compare as one that deletes or creates everything."};
inline constexpr RuleInfo template_form{
    "AC6003",
    "template-form",
    Severity::error,
    "The sections of a template are mappings, and each resource has a Type.",
    "mend the template; `aws cloudformation validate-template` refuses it, too",
    anatomy};
inline constexpr RuleInfo template_expansion{"AC6004",
                                             "template-expansion",
                                             Severity::error,
                                             "With its aliases followed, a template has at most 64 MiB.",
                                             "write out what the aliases repeat, or repeat less",
                                             "config/limits.json (a limit of this tool)"};

}  // namespace agentcore::reading
