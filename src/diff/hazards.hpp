#pragma once

#include "diff/compare_templates.hpp"

namespace agentcore::diffing {

struct Compared {
  const std::vector<StackPair>& pairs;
  const std::vector<StackDifference>& differences;  ///< go with `pairs`
  Facts& facts;
};

/// A name that one resource gives up and another one takes, in the same stack or in another.
struct TakenName {
  std::size_t owner_stack;      ///< index of the pair
  const ResourceChange* owner;  ///< goes
  std::size_t taker_stack;
  const ResourceChange* taker;  ///< comes
  std::string_view path;        ///< of the name among the properties
};
std::vector<TakenName> find_taken_names(const Compared& compared);

/// Exports that are removed or changed while another deployed stack imports them.
void find_export_hazards(const Compared& compared, const std::vector<TakenName>& taken,
                         std::vector<Hazard>& hazards);

/// Replacements that take a name that is in use, types that change, artifacts that cannot be exchanged.
void find_replacement_hazards(const Compared& compared, std::vector<Hazard>& hazards);

void add_name_hazards(const Compared& compared, const std::vector<TakenName>& taken,
                      std::vector<Hazard>& hazards);

/// Deletions that lose something, or have to wait for network interfaces.
void find_deletion_hazards(const Compared& compared, std::vector<Hazard>& hazards);

/// Images whose tag stays while it may have been pushed again.
void find_image_hazards(const Compared& compared, std::vector<Hazard>& hazards);

}  // namespace agentcore::diffing
