#pragma once

#include "agentcore/diff.hpp"
#include "diff/effects.hpp"

namespace agentcore::diffing {

/// The two versions of one stack's template; nullptr: the stack is not on that side.
struct StackPair {
  const TemplateFile* base = nullptr;
  const TemplateFile* next = nullptr;
};

/// The stacks of both sides, paired by their short names; two single templates are one pair whatever their
/// names. In NEW's order, then those that only BASE has.
std::vector<StackPair> pair_stacks(const TemplateSet& base, const TemplateSet& next);

/// Whether the two are deployed under different names, so that NEW leaves BASE's stack as it is.
bool is_another_stack(const StackPair& pair);

/// What differs between the two, without what follows from it elsewhere.
StackDifference compare_templates(const StackPair& pair, Facts& facts);

/// The section's members; an empty object where there is none.
const Json& section(const TemplateFile* file, std::string_view name);

/// A resource's properties; an empty object where it has none.
const Json& properties_of(const Json* resource);

/// Texts of a resource: its Type, its DeletionPolicy. Empty: none.
std::string text_of(const Json* resource, std::string_view name);

/// Marks resources whose logical id alone changed.
void mark_renames(StackDifference& difference, Facts& facts);

}  // namespace agentcore::diffing
