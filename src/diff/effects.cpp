#include "diff/effects.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agentcore/change_facts.hpp"
#include "diff/intrinsics.hpp"
#include "diff/normalise.hpp"

namespace agentcore::diffing {
namespace {

bool is_below(std::string_view path, std::string_view ancestor) {
  return path.size() > ancestor.size() && path.starts_with(ancestor) && path[ancestor.size()] == '.';
}

/// Whether the part of a whole object that came, went or changed holds something at `dotted`.
bool holds(const std::optional<Json>& value, std::string_view dotted) {
  return value && value_at(*value, dotted) != nullptr;
}

/// Whether a change at `path` is one of a property listed in `paths`.
bool concerns(const catalog::TypeChanges::Paths& paths, std::string_view path, const ValueChange& change) {
  return std::ranges::any_of(paths, [&](std::string_view listed) {
    if (path == listed || is_below(path, listed)) return true;
    if (!is_below(listed, path)) return false;
    const std::string_view inner = listed.substr(path.size() + 1);
    return holds(change.before, inner) || holds(change.after, inner);
  });
}

Action worse(Action one, Action other) { return std::max(one, other); }

void add_reason(ResourceChange& resource, const ValueChange& change) {
  if (change.effect == ChangeEffect::replace) {
    resource.because.push_back(
        fmt::format("{} is set when the resource is made, and cannot change", to_string(change.path)));
  } else if (change.effect == ChangeEffect::may_replace) {
    resource.because.push_back(
        fmt::format("whether {} can change in place depends on its value", to_string(change.path)));
  }
}

void judge_exchange(ResourceChange& resource) {
  const catalog::ExclusiveMembers& fact = *catalog::find_exclusive_members(resource.type);
  for (ValueChange& change : resource.properties) {
    if (change.path.front().key == fact.property) change.effect = ChangeEffect::replace;
  }
  resource.action = Action::replace;
  resource.because.push_back(fmt::format("{} {}", fact.property, fact.consequence));
}

/// The exclusive member that is set.
std::string_view member_set(const catalog::ExclusiveMembers& fact, const Json& properties) {
  const Json* property = member(properties, fact.property);
  if (property == nullptr) return {};
  const auto set = std::ranges::find_if(
      fact.members, [&](std::string_view name) { return member(*property, name) != nullptr; });
  return set == fact.members.end() ? std::string_view{} : *set;
}

bool changes(const ResourceChange& resource, std::string_view path) {
  return std::ranges::any_of(resource.properties, [&](const ValueChange& change) {
    return change.path.front().key == path.substr(0, path.find('.'));
  });
}

}  // namespace

const catalog::TypeChanges* Facts::of(const std::string& type) {
  const auto [known, is_new] = known_.try_emplace(type);
  if (is_new) {
    known->second = catalog::find_type_changes(type);
    const catalog::Identity* identity = catalog::find_identity(type);
    if (known->second && identity != nullptr)
      known->second->fixed_names.assign(identity->properties.begin(), identity->properties.end());
  }
  return known->second ? &*known->second : nullptr;
}

const Json* value_at(const Json& value, std::string_view dotted) {
  const Json* at = &value;
  while (at != nullptr && !dotted.empty()) {
    const std::size_t dot = std::min(dotted.find('.'), dotted.size());
    const std::string_view name = dotted.substr(0, dot);
    at = name != "*" ? member(*at, name) : at->is_array() && !at->empty() ? &at->front() : nullptr;
    dotted.remove_prefix(std::min(dot + 1, dotted.size()));
  }
  return at;
}

ChangeEffect effect_of(const catalog::TypeChanges* facts, const std::string& fact_path,
                       const ValueChange& change) {
  if (facts == nullptr) return ChangeEffect::update;
  if (concerns(facts->create_only, fact_path, change)) return ChangeEffect::replace;
  if (concerns(facts->conditional_create_only, fact_path, change)) return ChangeEffect::may_replace;
  return ChangeEffect::update;
}

Action action_of(ChangeEffect effect) {
  if (effect == ChangeEffect::replace) return Action::replace;
  return effect == ChangeEffect::may_replace ? Action::may_replace : Action::update;
}

void judge_existence(ResourceChange& resource) {
  if (resource.action != Action::update && resource.action != Action::may_replace) return;
  const auto is_condition = [](const ValueChange& change) {
    return !change.path.empty() && change.path.front().key == "Condition";
  };
  if (std::ranges::none_of(resource.attributes, is_condition)) return;
  resource.action = Action::may_create_or_delete;
  resource.because.emplace_back("it is there only while its Condition holds");
}

bool exchanges_members(const std::string& type, const Json& before, const Json& after) {
  const catalog::ExclusiveMembers* fact = catalog::find_exclusive_members(type);
  if (fact == nullptr) return false;
  const std::string_view old_member = member_set(*fact, before);
  const std::string_view new_member = member_set(*fact, after);
  return !old_member.empty() && !new_member.empty() && old_member != new_member;
}

bool keeps_fixed_name(const ResourceChange& resource, const Json& before, const Json& after,
                      const catalog::TypeChanges* facts) {
  if (facts == nullptr || facts->delete_first || !resource.type_before.empty()) return false;
  return !facts->fixed_names.empty() && std::ranges::all_of(facts->fixed_names, [&](std::string_view path) {
    if (changes(resource, path)) return false;
    const Json* old_name = value_at(before, path);
    const Json* new_name = value_at(after, path);
    return old_name != nullptr && new_name != nullptr && same(*old_name, *new_name, {});
  });
}

std::string_view name_among(const catalog::TypeChanges::Paths& fixed_names) {
  const auto is_name = [](std::string_view path) { return path.ends_with("Name"); };
  const auto named = std::ranges::find_if(fixed_names, is_name);
  return named == fixed_names.end() ? fixed_names.front() : *named;
}

void judge(ResourceChange& resource, const Json& before, const Json& after, std::vector<FoundChange> found,
           const catalog::TypeChanges* facts) {
  for (FoundChange& each : found) {
    each.change.effect = effect_of(facts, each.fact_path, each.change);
    resource.action = worse(resource.action, action_of(each.change.effect));
    add_reason(resource, each.change);
    resource.properties.push_back(std::move(each.change));
  }
  if (exchanges_members(resource.type, before, after)) judge_exchange(resource);
  if (facts == nullptr && !resource.properties.empty()) {
    resource.because.push_back(
        fmt::format("which properties of {} can change in place is not known", resource.type));
  }
}

}  // namespace agentcore::diffing
