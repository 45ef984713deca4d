#pragma once

#include "agentcore/diagnostic.hpp"

// What cannot be placed in the parts of a stack.

namespace agentcore::placing {

inline constexpr std::string_view quotas =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html";

inline constexpr RuleInfo too_large{"AC7101",
                                    "too-large-for-a-stack",
                                    Severity::error,
                                    "A runtime, a role or a repository fits into a stack of its own.",
                                    "take something of it away, or give it to two of them",
                                    quotas,
                                    "What belongs to one runtime lives in one stack. CloudFormation refuses "
                                    "a template that passes a quota, and AWS "
                                    "does not raise it."};
inline constexpr RuleInfo outgrown{
    "AC7102",
    "stack-outgrown",
    Severity::error,
    "What lives in a stack fits into it.",
    "take something away, or delete lines of the lock to have what they name placed anew",
    quotas,
    "Nothing moves by itself, since a move deletes a runtime and makes another one in its place: new id, new "
    "ARN, its "
    "sessions ended. So when what lives in a stack grows past a quota, somebody has to choose what goes."};
inline constexpr RuleInfo stack_cycle{
    "AC7103",
    "stacks-wait-for-each-other",
    Severity::error,
    "The parts of a stack do not wait for each other in a circle.",
    "remove one of the references, or delete the line of one of the runtimes from the lock to have it placed "
    "anew, "
    "which deletes and re-creates it",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
    "A stack that imports is deployed behind the one that exports. With a circle there is no order in which "
    "the stacks "
    "could be deployed, although no runtime waits for itself."};

}  // namespace agentcore::placing
