#pragma once

#include "agentcore/diagnostic.hpp"

namespace agentcore::overlaying {

inline constexpr std::string_view manual = "README, Environments and overrides";

inline constexpr RuleInfo overlay_form{"AC1501",
                                       "overlay-form",
                                       Severity::error,
                                       "environments holds a mapping for each environment by its name.",
                                       "write `environments: {test: {...}, prod: {...}}`",
                                       manual};
inline constexpr RuleInfo unknown_environment{"AC1502",
                                              "unknown-environment",
                                              Severity::error,
                                              "--env names an environment of the file.",
                                              "name one of `environments`, or add it there",
                                              manual};
inline constexpr RuleInfo overlay_names{"AC1503",
                                        "overlay-renames",
                                        Severity::error,
                                        "An overlay does not change which environment it is for.",
                                        "remove the key from the overlay",
                                        manual};
inline constexpr RuleInfo overlay_unnamed{
    "AC1504",        "overlay-unnamed",
    Severity::error, "An entry of an overlay's list says by name what it changes.",
    "add the name",  manual};
inline constexpr RuleInfo overlay_target{
    "AC1505",
    "overlay-target",
    Severity::error,
    "An overlay or --set names a runtime, role or repository that is there.",
    "name one that the config has",
    manual};
inline constexpr RuleInfo set_form{"AC1506",
                                   "set-form",
                                   Severity::error,
                                   "--set is path=value.",
                                   "write a path such as runtimes[0].artifact.tag=v2",
                                   manual};
inline constexpr RuleInfo set_path{"AC1507",
                                   "set-path",
                                   Severity::error,
                                   "The path of --set leads through mappings and entries that are there.",
                                   "write a path such as runtimes[0].artifact.tag",
                                   manual};
inline constexpr RuleInfo no_overlay{"AC1508",
                                     "environment-without-overlay",
                                     Severity::warning,
                                     "environment is one of the file's environments, where it is nearly one.",
                                     "name one of `environments`, or add it there",
                                     manual};

}  // namespace agentcore::overlaying
