#include "agentcore/change_facts.hpp"

#include <algorithm>

#include "catalog/tables.hpp"

namespace agentcore::catalog {
namespace {

template <class T>
const T* find(std::span<const T> table, std::string_view type) {
  const auto found = std::ranges::lower_bound(table, type, {}, &T::type);
  return found != table.end() && found->type == type ? &*found : nullptr;
}

}  // namespace

const DeletionFact* find_deletion_fact(std::string_view type) { return find(tables::deletion_facts, type); }

const UpdatedAttributes* find_updated_attributes(std::string_view type) {
  return find(tables::updated_attributes, type);
}

const Identity* find_identity(std::string_view type) { return find(tables::identities, type); }

const ExclusiveMembers* find_exclusive_members(std::string_view type) {
  return find(tables::exclusive_members, type);
}

const LingeringInterfaces* find_lingering_interfaces(std::string_view type) {
  return find(tables::lingering_interfaces, type);
}

Names interface_holders() { return tables::interface_holders; }

}  // namespace agentcore::catalog
