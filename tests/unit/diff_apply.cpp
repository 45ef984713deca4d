#include "unit/diff_apply.hpp"

#include <algorithm>

namespace agentcore {
namespace {

/// Deeper changes first, since their outer indices count in BASE; then, of one list, what goes from its end,
/// and what comes from its front.
bool is_before(const ValueChange& one, const ValueChange& other) {
  if (one.path.size() != other.path.size()) return one.path.size() > other.path.size();
  const auto rank = [](const ValueChange& change) {
    if (change.path.empty() || !change.path.back().index) return 0;
    if (change.before && change.after) return 0;
    return change.after ? 2 : 1;
  };
  if (rank(one) != rank(other)) return rank(one) < rank(other);
  if (rank(one) == 0) return false;
  const std::size_t first = *one.path.back().index;
  const std::size_t second = *other.path.back().index;
  return rank(one) == 1 ? first > second : first < second;
}

Json& step_into(Json& value, const PathStep& step) {
  return step.index ? value.at(*step.index) : value[step.key];
}

void put_item(Json& list, std::size_t index, const ValueChange& change) {
  const auto at = list.begin() + static_cast<std::ptrdiff_t>(std::min(index, list.size()));
  if (change.before && change.after) {
    *at = *change.after;
  } else if (change.after) {
    list.insert(at, *change.after);
  } else {
    list.erase(at);
  }
}

void put(Json& root, const ValueChange& change) {
  if (change.path.empty()) {
    root = *change.after;
    return;
  }
  Json* at = &root;
  for (std::size_t i = 0; i + 1 < change.path.size(); ++i) at = &step_into(*at, change.path[i]);
  const PathStep& last = change.path.back();
  if (last.index) {
    put_item(*at, *last.index, change);
  } else if (change.after) {
    (*at)[last.key] = *change.after;
  } else {
    at->erase(last.key);
  }
}

void put_all(Json& root, std::vector<ValueChange> changes) {
  std::ranges::stable_sort(changes, is_before);
  for (const ValueChange& change : changes) put(root, change);
}

void put_resource(Json& resources, const ResourceChange& change) {
  if (change.action == Action::remove || change.action == Action::retain) {
    resources.erase(change.logical_id);
    return;
  }
  Json& resource = resources[change.logical_id];
  resource["Type"] = change.type;
  put_all(resource["Properties"], change.properties);
  if (resource["Properties"].empty()) resource.erase("Properties");
  put_all(resource, change.attributes);
}

void put_entries(Json& root, const std::string& section, const std::vector<EntryChange>& entries) {
  for (const EntryChange& entry : entries) {
    Json& object = section.empty() ? root : root[section];
    const bool goes = entry.values.front().path.empty() && !entry.values.front().after;
    if (goes) {
      object.erase(entry.name);
    } else {
      put_all(object[entry.name], entry.values);
    }
  }
}

}  // namespace

Json apply(Json base, const StackDifference& difference) {
  for (const ResourceChange& change : difference.resources) put_resource(base["Resources"], change);
  for (const EntryChange& entry : difference.depends_on) put_all(base["Resources"][entry.name], entry.values);
  put_entries(base, "Outputs", difference.outputs);
  put_entries(base, "Parameters", difference.parameters);
  put_entries(base, "Conditions", difference.conditions);
  put_entries(base, "Mappings", difference.mappings);
  put_entries(base, "Metadata", difference.metadata);
  put_entries(base, "", difference.other);
  return base;
}

}  // namespace agentcore
