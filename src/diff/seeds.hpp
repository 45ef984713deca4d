#pragma once

#include <string>
#include <vector>

#include "diff/causes.hpp"
#include "diff/compare_templates.hpp"

namespace agentcore::diffing {

/// Something beside the resources that changed, by the key its users are found by (uses.hpp).
struct SectionSeed {
  std::string key;
  bool certain;
  Cause cause;
};

/// The changed defaults of parameters, conditions and entries of mappings. What is on one side only is no
/// seed: the text of its users has to change with it. `stack` is the index of the pair.
std::vector<SectionSeed> seeds_of_sections(const StackPair& pair, std::size_t stack,
                                           const StackDifference& difference);

}  // namespace agentcore::diffing
