#include <array>
#include <string_view>

#include "agentcore/render_diff.hpp"

namespace agentcore {
namespace {

constexpr std::array<std::string_view, action_count> actions = {
    "create", "update", "may_replace", "replace", "may_create_or_delete", "delete", "retain"};
constexpr std::array<std::string_view, 4> effects = {"none", "update", "may_replace", "replace"};
constexpr std::array<std::string_view, 4> kinds = {"identity", "trust", "resource", "endpoint"};
constexpr std::array<std::string_view, 3> presences = {"both", "new", "base"};

template <class Names, class Enum>
std::string name_of(const Names& names, Enum value) {
  return std::string(names[static_cast<std::size_t>(value)]);
}

Json json_of(const ValueChange& change);
Json json_of(const ResourceChange& change);
Json json_of(const EntryChange& entry);
Json json_of(const StackDifference& stack);
Json json_of(const StatementChange& statement);
Json json_of(const RuleChange& rule);
Json json_of(const Hazard& hazard);

template <class T>
Json list(const std::vector<T>& items) {
  Json made = Json::array();
  for (const T& item : items) made.push_back(json_of(item));
  return made;
}

Json json_of(const ValueChange& change) {
  Json json = {{"path", to_string(change.path)}};
  if (change.before) json["before"] = *change.before;
  if (change.after) json["after"] = *change.after;
  json["effect"] = name_of(effects, change.effect);
  if (change.by_reference) json["by_reference"] = true;
  if (change.uncertain) json["uncertain"] = true;
  return json;
}

Json json_of(const ResourceChange& change) {
  Json json = {{"logical_id", change.logical_id}, {"type", change.type}};
  if (!change.type_before.empty()) json["type_before"] = change.type_before;
  json["action"] = name_of(actions, change.action);
  if (!change.renamed.empty()) {
    json[change.action == Action::create ? "renamed_from" : "renamed_to"] = change.renamed;
  }
  json["properties"] = list(change.properties);
  json["attributes"] = list(change.attributes);
  json["because"] = change.because;
  return json;
}

Json json_of(const EntryChange& entry) {
  return {{"name", entry.name}, {"values", list(entry.values)}, {"because", entry.because}};
}

Json json_of(const StackDifference& stack) {
  return {{"stack", stack.stack},
          {"stack_name", stack.stack_name},
          {"in", name_of(presences, stack.presence)},
          {"changes", list(stack.resources)},
          {"depends_on", list(stack.depends_on)},
          {"outputs", list(stack.outputs)},
          {"parameters", list(stack.parameters)},
          {"conditions", list(stack.conditions)},
          {"mappings", list(stack.mappings)},
          {"metadata", list(stack.metadata)},
          {"other", list(stack.other)}};
}

void add_targets(Json& json, const std::string& name, const StatementTargets& targets) {
  json[targets.negated ? "not_" + name : name] = targets.values;
}

Json json_of(const StatementChange& statement) {
  Json json = {{"change", statement.added ? "added" : "removed"},
               {"kind", name_of(kinds, statement.kind)},
               {"stack", statement.stack},
               {"logical_id", statement.logical_id},
               {"sid", statement.sid},
               {"effect", statement.effect}};
  add_targets(json, "actions", statement.actions);
  add_targets(json, "resources", statement.resources);
  add_targets(json, "principals", statement.principals);
  json["condition"] = statement.condition.is_null() ? Json::object() : statement.condition;
  json["broadens"] = statement.broadens;
  return json;
}

Json json_of(const ManagedPolicyChange& change) {
  return {{"change", change.added ? "added" : "removed"},
          {"kind", change.boundary ? "permissions_boundary" : "managed_policy"},
          {"stack", change.stack},
          {"logical_id", change.logical_id},
          {"policy", change.policy},
          {"broadens", change.added != change.boundary}};
}

Json json_of(const RuleChange& rule) {
  return {{"change", rule.added ? "added" : "removed"},
          {"stack", rule.stack},
          {"logical_id", rule.logical_id},
          {"group", rule.group},
          {"direction", rule.ingress ? "ingress" : "egress"},
          {"protocol", rule.protocol},
          {"from_port", rule.from_port},
          {"to_port", rule.to_port},
          {"peer", rule.peer},
          {"broadens", rule.added && rule.broadens}};
}

Json json_of(const Hazard& hazard) {
  return {{"kind", hazard.kind},
          {"stack", hazard.stack},
          {"logical_id", hazard.logical_id},
          {"headline", hazard.headline},
          {"help", hazard.help}};
}

Json summary(const Difference& difference) {
  Json json = Json::object();
  const auto counts = difference.counts();
  for (std::size_t i = 0; i < action_count; ++i) json[std::string(actions[i])] = counts[i];
  json["differs"] = !difference.empty();
  return json;
}

Json iam(const Difference& difference) {
  Json json = list(difference.statements);
  for (const ManagedPolicyChange& change : difference.managed_policies) json.push_back(json_of(change));
  return json;
}

}  // namespace

std::string render_diff_json(const Difference& difference, const DiffView& view) {
  Json json = {{"version", 1}};
  if (!view.security_only) json["stacks"] = list(difference.stacks);
  json["iam"] = iam(difference);
  json["security_groups"] = list(difference.security_group_rules);
  if (!view.security_only) json["hazards"] = list(difference.hazards);
  json["not_followed"] = difference.not_followed;
  json["summary"] = summary(difference);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace agentcore
