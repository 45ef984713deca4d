#include "diff/compare_templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diff/intrinsics.hpp"
#include "diff/normalise.hpp"

namespace agentcore::diffing {
namespace {

const Json none = Json::object();

bool is_attribute(std::string_view key) { return key != "Type" && key != "Properties" && key != "DependsOn"; }

/// Every member as one that came or went.
void list_members(const Json& object, bool comes, std::vector<ValueChange>& changes) {
  for (const auto& [key, value] : object.items()) {
    ValueChange change{.path = {{key, {}}}};
    (comes ? change.after : change.before) = value;
    changes.push_back(std::move(change));
  }
}

/// A resource that is on one side only. What Fn::ForEach makes is one value.
ResourceChange one_sided(const std::string& id, const Json& resource, bool comes) {
  ResourceChange change{.logical_id = id, .type = text_of(&resource, "Type")};
  change.action = comes ? Action::create : Action::remove;
  if (!resource.is_object()) {
    ValueChange whole;
    (comes ? whole.after : whole.before) = resource;
    change.attributes.push_back(std::move(whole));
    return change;
  }
  list_members(properties_of(&resource), comes, change.properties);
  Json rest = resource;
  rest.erase("Type");
  rest.erase("Properties");
  list_members(rest, comes, change.attributes);
  return change;
}

void judge_removal(ResourceChange& change, const Json& resource) {
  const std::string policy = text_of(&resource, "DeletionPolicy");
  if (policy == "Retain" || policy == "RetainExceptOnCreate") {
    change.action = Action::retain;
    change.because.push_back(fmt::format("its DeletionPolicy is {}: it stays, outside the stack", policy));
  } else if (policy == "Snapshot") {
    change.because.emplace_back("its DeletionPolicy is Snapshot: a snapshot of it stays");
  }
}

std::vector<ValueChange> changes_of(std::vector<FoundChange> found) {
  std::vector<ValueChange> changes;
  for (FoundChange& each : found) changes.push_back(std::move(each.change));
  return changes;
}

/// What differs beside the properties and DependsOn.
std::vector<ValueChange> attribute_changes(const Json& before, const Json& after) {
  std::vector<FoundChange> found;
  if (!before.is_object() || !after.is_object()) {
    compare_values(before, after, {}, {}, found);
    return changes_of(std::move(found));
  }
  Json old_rest = Json::object();
  Json new_rest = Json::object();
  for (const auto& [key, value] : before.items()) {
    if (is_attribute(key)) old_rest[key] = value;
  }
  for (const auto& [key, value] : after.items()) {
    if (is_attribute(key)) new_rest[key] = value;
  }
  compare_members(&old_rest, &new_rest, {}, {}, found);
  return changes_of(std::move(found));
}

ResourceChange compare_resource(const std::string& id, const Json& before, const Json& after, Facts& facts) {
  ResourceChange change{.logical_id = id, .type = text_of(&after, "Type")};
  change.attributes = attribute_changes(before, after);
  const std::string old_type = text_of(&before, "Type");
  const bool type_stays = old_type == change.type;
  const catalog::TypeChanges* known = type_stays ? facts.of(change.type) : nullptr;
  std::vector<FoundChange> found;
  compare_members(&properties_of(&before), &properties_of(&after), {}, {known, {}, Shape::Kind::plain},
                  found);
  change.old_properties = properties_of(&before);
  change.new_properties = properties_of(&after);
  if (type_stays) {
    judge(change, properties_of(&before), properties_of(&after), std::move(found), known);
  } else {
    change.type_before = old_type;
    change.action = Action::replace;
    change.properties = changes_of(std::move(found));
    for (ValueChange& each : change.properties) each.effect = ChangeEffect::replace;
    change.because.push_back(fmt::format("its type was {}", old_type));
  }
  if (change.action == Action::replace && text_of(&after, "UpdateReplacePolicy") == "Retain") {
    change.because.emplace_back("its UpdateReplacePolicy is Retain: the old one stays, outside the stack");
  }
  return change;
}

bool says_something(const ResourceChange& change) {
  return !change.properties.empty() || !change.attributes.empty() || !change.type_before.empty();
}

void compare_depends_on(const std::string& id, const Json& before, const Json& after,
                        StackDifference& difference) {
  const Json* old_value = member(before, "DependsOn");
  const Json* new_value = member(after, "DependsOn");
  if (old_value == nullptr && new_value == nullptr) return;
  const Shape shape{nullptr, {}, Shape::Kind::waits_for};
  static const Json nothing = Json::array();
  if (same(old_value == nullptr ? nothing : *old_value, new_value == nullptr ? nothing : *new_value, shape)) {
    return;
  }
  ValueChange change{.path = {{"DependsOn", {}}}, .effect = ChangeEffect::none};
  if (old_value != nullptr) change.before = *old_value;
  if (new_value != nullptr) change.after = *new_value;
  difference.depends_on.push_back({id, {std::move(change)}, {}});
}

void compare_resources(const Json& before, const Json& after, Facts& facts, StackDifference& difference) {
  const Members old_resources(&before);
  const Members new_resources(&after);
  for (const auto& [id, resource] : after.items()) {
    const Json* old_resource = old_resources.find(id);
    if (old_resource == nullptr) {
      difference.resources.push_back(one_sided(id, resource, true));
    } else if (*old_resource != resource) {
      ResourceChange change = compare_resource(id, *old_resource, resource, facts);
      if (says_something(change)) difference.resources.push_back(std::move(change));
      compare_depends_on(id, *old_resource, resource, difference);
    }
  }
  for (const auto& [id, resource] : before.items()) {
    if (new_resources.find(id) != nullptr) continue;
    difference.resources.push_back(one_sided(id, resource, false));
    judge_removal(difference.resources.back(), resource);
  }
}

/// Changes of a section, gathered by the entry that they are in.
std::vector<EntryChange> compare_entries(const Json& before, const Json& after) {
  std::vector<FoundChange> found;
  if (before != after) compare_members(&before, &after, {}, {}, found);
  std::vector<EntryChange> entries;
  for (FoundChange& each : found) {
    const std::string name = each.change.path.front().key;
    if (entries.empty() || entries.back().name != name) entries.push_back({name, {}, {}});
    each.change.path.erase(each.change.path.begin());
    entries.back().values.push_back(std::move(each.change));
  }
  return entries;
}

bool is_masked(const StackPair& pair, const std::string& parameter) {
  return std::ranges::any_of(std::array{pair.base, pair.next}, [&](const TemplateFile* file) {
    const Json* found = member(section(file, "Parameters"), parameter);
    const Json* no_echo = found == nullptr ? nullptr : member(*found, "NoEcho");
    return no_echo != nullptr && (*no_echo == true || *no_echo == "true");
  });
}

/// The template without the sections that are compared one by one.
Json rest_of(const TemplateFile* file) {
  static constexpr std::array<const char*, 6> sections = {"Resources",  "Outputs",  "Parameters",
                                                          "Conditions", "Mappings", "Metadata"};
  Json rest = Json::object();
  if (file == nullptr) return rest;
  for (const auto& [key, value] : file->body.items()) {
    if (std::ranges::find(sections, key) == sections.end()) rest[key] = value;
  }
  return rest;
}

bool is_deployed(const TemplateFile* file) { return file != nullptr && !file->body.empty(); }

}  // namespace

const Json& section(const TemplateFile* file, std::string_view name) {
  const Json* found = file == nullptr ? nullptr : member(file->body, name);
  return found != nullptr && found->is_object() ? *found : none;
}

const Json& properties_of(const Json* resource) {
  const Json* found = resource == nullptr ? nullptr : member(*resource, "Properties");
  return found != nullptr && found->is_object() ? *found : none;
}

std::string text_of(const Json* resource, std::string_view name) {
  const Json* found = resource == nullptr ? nullptr : member(*resource, name);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

std::vector<StackPair> pair_stacks(const TemplateSet& base, const TemplateSet& next) {
  if (base.templates.size() == 1 && next.templates.size() == 1) {
    return {{&base.templates.front(), &next.templates.front()}};
  }
  std::vector<StackPair> pairs;
  std::unordered_map<std::string_view, const TemplateFile*> old_files;
  for (const TemplateFile& file : base.templates) old_files.emplace(file.stack, &file);
  for (const TemplateFile& file : next.templates) {
    const auto found = old_files.find(file.stack);
    pairs.push_back({found == old_files.end() ? nullptr : found->second, &file});
    if (found != old_files.end()) found->second = nullptr;
  }
  for (const TemplateFile& file : base.templates) {
    if (old_files.at(file.stack) != nullptr) pairs.push_back({&file, nullptr});
  }
  return pairs;
}

bool is_another_stack(const StackPair& pair) {
  if (pair.base == nullptr || pair.next == nullptr) return false;
  const std::string& before = pair.base->stack_name;
  const std::string& after = pair.next->stack_name;
  return !before.empty() && !after.empty() && before != after;
}

StackDifference compare_templates(const StackPair& pair, Facts& facts) {
  const TemplateFile& shown = pair.next != nullptr ? *pair.next : *pair.base;
  StackDifference difference{.stack = shown.stack, .stack_name = shown.stack_name};
  if (difference.stack_name.empty() && pair.base != nullptr) difference.stack_name = pair.base->stack_name;
  if (!is_deployed(pair.base)) difference.presence = StackDifference::Presence::new_only;
  if (!is_deployed(pair.next)) difference.presence = StackDifference::Presence::base_only;
  const auto entries = [&](std::string_view name) {
    return compare_entries(section(pair.base, name), section(pair.next, name));
  };
  compare_resources(section(pair.base, "Resources"), section(pair.next, "Resources"), facts, difference);
  difference.outputs = entries("Outputs");
  difference.parameters = entries("Parameters");
  for (EntryChange& parameter : difference.parameters) parameter.no_echo = is_masked(pair, parameter.name);
  difference.conditions = entries("Conditions");
  difference.mappings = entries("Mappings");
  difference.metadata = entries("Metadata");
  difference.other = compare_entries(rest_of(pair.base), rest_of(pair.next));
  mark_renames(difference, facts);
  return difference;
}

}  // namespace agentcore::diffing
