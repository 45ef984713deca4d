#pragma once

#include "agentcore/diagnostic.hpp"

namespace agentcore::overlaying {

inline constexpr std::string_view manual = "README, Environments and overrides";

inline constexpr RuleInfo overlay_form{
    "AC1501",
    "overlay-form",
    Severity::error,
    "environments holds a mapping for each environment by its name, a target's overlay is a mapping.",
    "write `environments: {test: {...}, prod: {...}}`",
    manual,
    "Overlays are found by the environment's name. In another form it is open what applies where, and a "
    "build would leave the differences out."};
inline constexpr RuleInfo unknown_environment{
    "AC1502",
    "unknown-environment",
    Severity::error,
    "--env names an environment of the file.",
    "name one of `environments`, or add it there",
    manual,
    "Without its overlay an environment would be built of the shared part alone: production with the "
    "settings of a test. A new one is mostly a slip of the keyboard."};
inline constexpr RuleInfo overlay_names{
    "AC1503",
    "overlay-renames",
    Severity::error,
    "An overlay does not change which environment or region it is for.",
    "remove the key from the overlay",
    manual,
    "The environment's name is part of the name of every stack. An overlay that changes it would deploy over "
    "the stacks of another environment."};
inline constexpr RuleInfo overlay_unnamed{
    "AC1504",
    "overlay-unnamed",
    Severity::error,
    "An entry of an overlay's list says by name what it changes.",
    "add the name",
    manual,
    "Lists of named things merge by name. Without one it is open which entry is meant, and by position the "
    "order of a list would decide what production gets."};
inline constexpr RuleInfo overlay_target{
    "AC1505",
    "overlay-target",
    Severity::error,
    "An overlay or --set names a runtime, role or repository that is there.",
    "name one that the config has",
    manual,
    "A name that is not there would add a half-written entry instead of changing one. It is mostly misspelt, "
    "or was renamed in the shared part."};
inline constexpr RuleInfo set_form{"AC1506",
                                   "set-form",
                                   Severity::error,
                                   "--set is path=value.",
                                   "write a path such as runtimes[0].artifact.tag=v2",
                                   manual,
                                   "A value without a path has no place to go to. It is refused, since a "
                                   "pipeline that passes it would deploy without the override."};
inline constexpr RuleInfo set_path{"AC1507",
                                   "set-path",
                                   Severity::error,
                                   "The path of --set leads through mappings and entries that are there.",
                                   "write a path such as runtimes[0].artifact.tag",
                                   manual,
                                   "A path that leads nowhere would set nothing, or invent keys that nobody "
                                   "reads; a pipeline would then deploy the old value and report success."};
inline constexpr RuleInfo no_overlay{
    "AC1508",
    "environment-without-overlay",
    Severity::warning,
    "environment is one of the file's environments, where it is nearly one.",
    "name one of `environments`, or add it there",
    manual,
    "The file is built without any overlay then, which is right for an environment that only shares. The "
    "name is near to one that has an overlay, so it is more likely misspelt."};

inline constexpr RuleInfo region_beside_targets{
    "AC1509",
    "region-beside-targets",
    Severity::error,
    "A config with targets has no `region` of its own.",
    "remove it: each target says its region, and what differs there goes into the target's `overlay`",
    "README, Many regions and accounts",
    "The templates are made once for each target, with the zones and names of its region. A region beside "
    "them "
    "would be that of no stack, or of all, and a build must not guess which."};
inline constexpr RuleInfo no_target{
    "AC1510",
    "no-target",
    Severity::error,
    "targets has an entry for each region.",
    "write `targets: [{region: us-east-1, accounts: [\"123456789012\"]}]`, or `region: us-east-1` instead",
    "README, Many regions and accounts",
    "Without a region there are no zones, no names and no templates. An empty list is mostly what an overlay "
    "or a "
    "script left over."};
inline constexpr RuleInfo unknown_target{"AC1511",
                                         "unknown-target",
                                         Severity::error,
                                         "--region names a region of the config.",
                                         "name a region of `targets`",
                                         "README, Many regions and accounts",
                                         "The templates of a region hold what its target says of it. Of a "
                                         "region that is no target, nothing is said, so "
                                         "what would be shown is deployed nowhere."};

}  // namespace agentcore::overlaying
