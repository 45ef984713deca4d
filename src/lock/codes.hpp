#pragma once

#include "agentcore/diagnostic.hpp"

// Findings on the lock file, and on a config that has none.

namespace agentcore::locking {

inline constexpr std::string_view readme = "README, Stacks that grow";

inline constexpr RuleInfo unreadable{"AC7001",
                                     "lock-unreadable",
                                     Severity::error,
                                     "The lock beside a config can be read.",
                                     "make it a readable file again, such as by `git checkout` of it",
                                     "POSIX",
                                     "The lock says in which stack every runtime lives. Without it, what is "
                                     "deployed would be placed anew, and a runtime "
                                     "that changes its stack is deleted and made again."};
inline constexpr RuleInfo no_lock{
    "AC7002",
    "lock-foreign",
    Severity::error,
    "The file beside the config with the ending .lock is a lock of agentcore-synth.",
    "restore it, such as by `git checkout` of it; if it is something else, rename it",
    readme,
    "Its first line says what the file is. Another tool's file of that name must not be overwritten, and a "
    "lock whose "
    "head was cut off may lack more than that."};
inline constexpr RuleInfo unknown_format{
    "AC7003",
    "lock-format-unknown",
    Severity::error,
    "The lock is of a format that this version knows.",
    "use the version of agentcore-synth that wrote the lock, or a newer one",
    readme,
    "A newer version may have written placements that this one would lose, and with them the runtimes."};
inline constexpr RuleInfo conflict{"AC7004",
                                   "lock-merge-conflict",
                                   Severity::error,
                                   "The lock has no conflict of a merge in it.",
                                   "keep the lines of both sides and remove the markers; of two lines for "
                                   "one name, keep the one that is deployed",
                                   readme,
                                   "Both sides of a merge say where something is deployed. `*.lock "
                                   "merge=union` in .gitattributes lets git keep both."};
inline constexpr RuleInfo other_config{"AC7005",
                                       "lock-of-another-config",
                                       Severity::error,
                                       "The lock was written for this project and this config.",
                                       "if the config was renamed, write its new names into this line; if "
                                       "the lock was copied along with a config, delete "
                                       "it: the copy has deployed nothing yet",
                                       readme,
                                       "Two configs that share a lock would drop each other's lines, and "
                                       "with them the knowledge of what is deployed "
                                       "where."};
inline constexpr RuleInfo line_form{"AC7006",
                                    "lock-line-form",
                                    Severity::error,
                                    "A line of the lock has the form: environment, stack, kind, name.",
                                    "write it like `prod agentcore-2 runtime my-agent`, or restore the lock",
                                    readme,
                                    "A line that cannot be read is a thing that would be placed anew: "
                                    "deleted where it is deployed, and made again."};
inline constexpr RuleInfo placed_twice{"AC7007",
                                       "lock-name-twice",
                                       Severity::error,
                                       "The lock places each name once.",
                                       "keep the line of the stack in which it is deployed",
                                       readme,
                                       "A merge of two branches that added the same runtime can leave it in "
                                       "two stacks. Names are unique in an account, so "
                                       "only one of them can be deployed."};
inline constexpr RuleInfo lock_needed{"AC7008",
                                      "lock-needed",
                                      Severity::error,
                                      "A config that takes more than one stack of a kind is a file.",
                                      "save the config to a file, so that its lock can stand beside it",
                                      readme,
                                      "Which runtime lives in which stack has to be written down, and beside "
                                      "standard input there is no place for it."};
inline constexpr RuleInfo placed_without_lock{
    "AC7009",
    "placed-without-lock",
    Severity::warning,
    "A config that takes more than one stack of a kind has its lock beside it.",
    "run `agentcore-synth build` and commit the lock; if there was one, restore it first",
    readme,
    "Without a lock the first of the file go to the first stack and the rest behind it. That is right for "
    "what is not "
    "deployed yet. What is deployed in another stack would be deleted there and made again."};
inline constexpr RuleInfo outdated{"AC7010",
                                   "lock-outdated",
                                   Severity::error,
                                   "With --frozen, the lock says already where everything lives.",
                                   "run `agentcore-synth build` without --frozen and commit the lock",
                                   readme,
                                   "CI has no place to keep what it decides. If it placed things itself, the "
                                   "next run might place them otherwise, "
                                   "which deletes and re-creates them."};
inline constexpr RuleInfo unwritable{"AC7011",
                                     "lock-unwritable",
                                     Severity::error,
                                     "The lock can be written beside the config.",
                                     "give permission to write in the folder of the config, or build with "
                                     "--frozen where the lock is up to date; nothing "
                                     "was changed",
                                     "POSIX",
                                     "The lock is written before the templates: templates without a record "
                                     "of what lives where could be deployed and then "
                                     "forgotten."};

}  // namespace agentcore::locking
