#pragma once

#include "diff/compare_templates.hpp"

namespace agentcore::diffing {

struct Compared {
  const std::vector<StackPair>& pairs;
  const std::vector<StackDifference>& differences;  ///< go with `pairs`
  Facts& facts;
};

/// Exports that are removed or changed while another deployed stack imports them.
void find_export_hazards(const Compared& compared, std::vector<Hazard>& hazards);

/// Replacements that take a name that is in use, types that change, artifacts that cannot be exchanged.
void find_replacement_hazards(const Compared& compared, std::vector<Hazard>& hazards);

/// Names that one resource gives up and another one takes, in the same stack or in another.
void find_name_hazards(const Compared& compared, std::vector<Hazard>& hazards);

/// Deletions that lose something, or have to wait for network interfaces.
void find_deletion_hazards(const Compared& compared, std::vector<Hazard>& hazards);

/// Images whose tag stays while it may have been pushed again.
void find_image_hazards(const Compared& compared, std::vector<Hazard>& hazards);

}  // namespace agentcore::diffing
