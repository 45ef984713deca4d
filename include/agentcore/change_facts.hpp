#pragma once

// What a change of some resource types means beyond their schemas, as data. Source: config/change_facts.json.

#include "agentcore/catalog.hpp"

namespace agentcore::catalog {

/// A resource whose deletion loses something, or fails.
struct DeletionFact {
  std::string_view type;
  std::string_view consequence;  ///< follows "deleting X "
  std::string_view help;
};
const DeletionFact* find_deletion_fact(std::string_view type);

/// Attributes that get a new value with every update in place.
struct UpdatedAttributes {
  std::string_view type;
  Names attributes;
};
const UpdatedAttributes* find_updated_attributes(std::string_view type);

/// What tells a resource from others where its schema has no name for it: a second one with the same
/// collides.
struct Identity {
  std::string_view type;
  Names properties;
};
const Identity* find_identity(std::string_view type);

/// A property that holds one of several members, which cannot be exchanged in place.
struct ExclusiveMembers {
  std::string_view type;
  Names members;
  std::string_view property;
  std::string_view consequence;
  std::string_view help;
};
const ExclusiveMembers* find_exclusive_members(std::string_view type);

/// A resource whose network interfaces outlive it, for hours.
struct LingeringInterfaces {
  std::string_view type;
  std::string_view property;  ///< dotted; where it is set, the resource has such interfaces
  std::string_view duration;  ///< "up to 8 hours"
};
const LingeringInterfaces* find_lingering_interfaces(std::string_view type);
/// Types that cannot be deleted while an interface is in them.
Names interface_holders();

}  // namespace agentcore::catalog
