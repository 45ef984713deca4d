#pragma once

#include "agentcore/diagnostic.hpp"

namespace agentcore::decoding {

inline constexpr std::string_view reference = "the config reference, agentcore-synth reference";

inline constexpr RuleInfo wrong_kind{"AC2001",
                                     "wrong-kind",
                                     Severity::error,
                                     "Each key has a value of its kind.",
                                     "see the config reference for the key",
                                     reference};
inline constexpr RuleInfo unknown_key{"AC2002",
                                      "unknown-key",
                                      Severity::error,
                                      "Only known keys are written.",
                                      "remove it; agentcore-synth reference lists the keys",
                                      reference};
inline constexpr RuleInfo missing_key{
    "AC2003", "missing-key", Severity::error, "Required keys are written.", "add the key", reference};
inline constexpr RuleInfo unknown_value{"AC2004",
                                        "unknown-value",
                                        Severity::error,
                                        "A key with a list of values has one of them.",
                                        "write one of the values",
                                        reference};
inline constexpr RuleInfo malformed_value{"AC2005",
                                          "malformed-value",
                                          Severity::error,
                                          "Ids, ARNs, IP ranges and image URIs have their form.",
                                          "write the value in its form",
                                          reference};
inline constexpr RuleInfo assigned_attribute{"AC2006",         "assigned-attribute",
                                             Severity::error,  "What AWS assigns is not written.",
                                             "remove the key", reference};
inline constexpr RuleInfo no_value{"AC2007",
                                   "no-value",
                                   Severity::error,
                                   "Entries of lists and free maps have a value.",
                                   "write a value; an empty text is \"\"",
                                   reference};
inline constexpr RuleInfo no_reference{"AC2008",
                                       "reference-not-here",
                                       Severity::error,
                                       "A reference stands where its value can be used.",
                                       "write the value itself",
                                       reference};

}  // namespace agentcore::decoding
