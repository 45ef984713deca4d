#include <fmt/format.h>

#include <deque>

#include "diff/compare_templates.hpp"
#include "diff/normalise.hpp"

namespace agentcore::diffing {
namespace {

/// Equal for resources of one type whose properties mean the same.
std::string content_key(const ResourceChange& change, const catalog::TypeChanges* known) {
  Json properties = Json::object();
  for (const ValueChange& property : change.properties) {
    properties[property.path.front().key] = property.after ? *property.after : *property.before;
  }
  return change.type + '\n' + key_of(normalised(properties, {known, {}, Shape::Kind::plain}));
}

void mark(ResourceChange& old_one, ResourceChange& new_one) {
  old_one.renamed = new_one.logical_id;
  new_one.renamed = old_one.logical_id;
  old_one.because.push_back(fmt::format("only its logical id changed, to {}", new_one.logical_id));
  new_one.because.push_back(fmt::format("only its logical id changed, from {}", old_one.logical_id));
}

}  // namespace

void mark_renames(StackDifference& difference, Facts& facts) {
  std::unordered_map<std::string, std::deque<ResourceChange*>> gone;
  std::vector<ResourceChange*> made;
  for (ResourceChange& change : difference.resources) {
    if (change.properties.empty()) continue;
    if (change.action == Action::create) made.push_back(&change);
    if (change.action == Action::remove || change.action == Action::retain) {
      gone[content_key(change, facts.of(change.type))].push_back(&change);
    }
  }
  if (gone.empty()) return;
  for (ResourceChange* change : made) {
    const auto found = gone.find(content_key(*change, facts.of(change->type)));
    if (found == gone.end() || found->second.empty()) continue;
    mark(*found->second.front(), *change);
    found->second.pop_front();
  }
}

}  // namespace agentcore::diffing
