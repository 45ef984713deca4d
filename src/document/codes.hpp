#pragma once

#include "agentcore/diagnostic.hpp"

// The findings of this phase. Source of all of them: the YAML 1.2.2 specification, or our own limits.

namespace agentcore::document {

inline constexpr std::string_view yaml = "YAML 1.2.2, https://yaml.org/spec/1.2.2/";
inline constexpr std::string_view own_limit = "config/limits.json (a limit of this tool)";

inline constexpr RuleInfo file_unreadable{"AC1001",
                                          "file-unreadable",
                                          Severity::error,
                                          "The config can be read.",
                                          "name a readable YAML file, or - for standard input",
                                          "POSIX"};
inline constexpr RuleInfo file_too_large{"AC1002",
                                         "file-too-large",
                                         Severity::error,
                                         "A config is at most 16 MiB.",
                                         "split the config by project or environment",
                                         own_limit};
inline constexpr RuleInfo not_utf8{
    "AC1003", "not-utf8", Severity::error, "A config is UTF-8 text.", "save the file as UTF-8", yaml};
inline constexpr RuleInfo control_character{
    "AC1004",
    "control-character",
    Severity::error,
    "A config holds no control characters and no Unicode noncharacters.",
    "remove the character; in a double-quoted string write it as an escape such as \\x1B",
    yaml};
inline constexpr RuleInfo yaml_syntax{
    "AC1005", "yaml-syntax", Severity::error, "A config is valid YAML.", "mend the YAML at this place", yaml};
inline constexpr RuleInfo tab_indentation{
    "AC1006", "tab-indentation", Severity::error, "Lines are indented with spaces.", "indent with spaces",
    yaml};
inline constexpr RuleInfo duplicate_key{
    "AC1007", "duplicate-key", Severity::error, "A mapping has each key once.", "keep one of the two", yaml};
inline constexpr RuleInfo second_document{"AC1008",
                                          "second-document",
                                          Severity::error,
                                          "A config is one YAML document.",
                                          "remove what follows `---`, or put it into a file of its own",
                                          yaml};
inline constexpr RuleInfo too_deep{
    "AC1009", "too-deep", Severity::error, "Nesting stays below 64 levels.", "no setting is nested that deep",
    own_limit};
inline constexpr RuleInfo alias_expansion{"AC1010",
                                          "alias-expansion",
                                          Severity::error,
                                          "Aliases add at most 1,000,000 values.",
                                          "write out what the aliases repeat",
                                          own_limit};
inline constexpr RuleInfo alias_cycle{"AC1011",
                                      "alias-cycle",
                                      Severity::error,
                                      "An anchor does not contain itself.",
                                      "remove the alias from inside its own anchor",
                                      yaml};
inline constexpr RuleInfo unknown_tag{"AC1012",
                                      "unknown-tag",
                                      Severity::error,
                                      "Values carry no YAML tags.",
                                      "for a value from elsewhere write a reference, such as {parameter: "
                                      "NAME}, {import: EXPORT} or {ssm: /name}; else "
                                      "remove the tag",
                                      yaml};
inline constexpr RuleInfo key_not_text{
    "AC1013", "key-not-text", Severity::error, "Keys are plain text.", "write the key as text", yaml};
inline constexpr RuleInfo merge_not_mapping{"AC1014",
                                            "merge-not-mapping",
                                            Severity::error,
                                            "`<<` merges mappings.",
                                            "give `<<` an alias of a mapping, or a list of them",
                                            "https://yaml.org/type/merge.html"};
inline constexpr RuleInfo empty_config{
    "AC1015",
    "empty-config",
    Severity::error,
    "A config is not empty.",
    "the least config is: project, environment, region, and one entry under runtimes",
    own_limit};

}  // namespace agentcore::document
