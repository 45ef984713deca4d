#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "agentcore/catalog.hpp"
#include "agentcore/diff.hpp"
#include "diff/compare_values.hpp"

namespace agentcore::diffing {

/// The change facts of types, each looked up once.
class Facts {
 public:
  /// nullptr: none are known.
  const catalog::TypeChanges* of(const std::string& type);

 private:
  std::unordered_map<std::string, std::optional<catalog::TypeChanges>> known_;
};

/// What a change at this place does to the resource; `change` tells, where a whole object comes or goes, what
/// is in it.
ChangeEffect effect_of(const catalog::TypeChanges* facts, const std::string& fact_path,
                       const ValueChange& change);

/// Sets the effects, the action and the reasons of a resource that is on both sides. `before` and `after` are
/// its properties, `found` what differs in them.
void judge(ResourceChange& resource, const Json& before, const Json& after, std::vector<FoundChange> found,
           const catalog::TypeChanges* facts);

/// Once all its changes are known: what its Condition, if that changes, makes of the action.
void judge_existence(ResourceChange& resource);

/// Whether the property that may hold one of several members holds another one than before.
bool exchanges_members(const std::string& type, const Json& before, const Json& after);

/// Whether a replacement would take the physical name that the old resource still has. `before` and `after`
/// are the properties.
bool keeps_fixed_name(const ResourceChange& resource, const Json& before, const Json& after,
                      const catalog::TypeChanges* facts);

/// Of the paths that have to be unique together, the one that a reader knows a resource by: a name, where
/// there is one.
std::string_view name_among(const catalog::TypeChanges::Paths& fixed_names);

/// The action that an effect on a property makes of the resource.
Action action_of(ChangeEffect effect);

/// The value at a dotted path, or nullptr.
const Json* value_at(const Json& value, std::string_view dotted);

}  // namespace agentcore::diffing
