#include "synth/stack_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agentcore/resolve.hpp"
#include "synth/resources/runtime.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

/// IAM does not tell tag keys apart by upper and lower case, so neither do we.
const Pair* find(const Pairs& tags, std::string_view key) {
  for (const Pair& tag : tags) {
    if (equal_ignoring_case(*tag.key, key)) return &tag;
  }
  return nullptr;
}

/// Calls `take(key, value)` for each tag that a resource gets: own, project's, added.
template <class Take>
void for_each_tag(StackBuilder& builder, std::string_view name, const Pairs& own, Take take) {
  const Project& project = builder.project();
  for (const Pair& tag : own) take(*tag.key, builder.value(tag.value));
  for (const Pair& tag : project.tags) {
    if (find(own, *tag.key) == nullptr) take(*tag.key, builder.value(tag.value));
  }
  const auto add = [&](std::string_view key, std::string_view value) {
    if (find(own, key) == nullptr && find(project.tags, key) == nullptr) take(key, value);
  };
  add("Project", *project.project);
  add("Environment", *project.environment);
  add("Name", name);
}

/// "/hackathon/prod/network/VpcId"
std::string ssm_name(const Project& project, StackKind kind, std::string_view output) {
  return fmt::format("/{}/{}/{}/{}", *project.project, *project.environment, to_string(kind), output);
}

}  // namespace

Resource& StackBuilder::add(std::string logical_id, std::string_view type, Json properties) {
  Resource& resource = piece_.resources.emplace_back();
  resource.logical_id = std::move(logical_id);
  resource.type = type;
  resource.properties = std::move(properties);
  return resource;
}

void StackBuilder::output(std::string name, std::string_view description, Json value) {
  Output output{std::move(name), std::string(description), std::move(value), {}};
  if (uses_ssm()) {
    publish(output);
  } else {
    output.export_name = fmt::format("{}-{}", project_.stack_name(to_string(kind_)), output.name);
  }
  piece_.outputs.push_back(std::move(output));
}

void StackBuilder::publish(const Output& output) {
  const std::string name = ssm_name(project_, kind_, output.name);
  add(output.name + "Parameter", "AWS::SSM::Parameter",
      json_object({{"Name", name},
                   {"Type", "String"},
                   {"Description", output.description},
                   {"Value", output.value},
                   {"Tags", tag_map(*this, name)}}));
}

Piece StackBuilder::take() {
  declared_.clear();
  return std::exchange(piece_, {});
}

Json StackBuilder::from_stack(StackKind kind, std::string_view name, std::string_view type) {
  const std::string_view stack = to_string(kind);
  if (!uses_ssm()) return import_value(fmt::format("{}-{}", project_.stack_name(stack), name));
  TemplateParameter parameter;
  parameter.name = pascal_case(stack) + std::string(name);
  parameter.type = fmt::format("AWS::SSM::Parameter::Value<{}>", type);
  parameter.description = fmt::format("Published by {}", project_.stack_name(stack));
  parameter.default_value = ssm_name(project_, kind, name);
  Json value = agentcore::ref(parameter.name);
  declare(piece_.parameters, std::move(parameter));
  return value;
}

Json StackBuilder::value(const Value<std::string>& value) {
  return value.literal() != nullptr ? literal(*value.literal()) : reference(*value.reference());
}

std::string StackBuilder::display_name(std::string_view what) const {
  return fmt::format("{}-{}-{}", *project_.project, *project_.environment, what);
}

void declare(std::vector<TemplateParameter>& parameters, TemplateParameter parameter) {
  // Another one of the same name is kept, for AC5301 to find.
  const auto same = [&](const TemplateParameter& other) {
    return other.name == parameter.name && other.type == parameter.type &&
           other.default_value == parameter.default_value;
  };
  if (std::none_of(parameters.begin(), parameters.end(), same)) parameters.push_back(std::move(parameter));
}

void StackBuilder::declare_written(std::size_t index) {
  if (!declared_.insert(index).second) return;
  const Parameter& written = project_.parameters[index];
  TemplateParameter parameter{written.name, written.type, {}, {}, {}, written.no_echo, written.place};
  if (written.description) parameter.description = **written.description;
  if (written.default_value) parameter.default_value = **written.default_value;
  for (const Located<std::string>& allowed : written.allowed_values)
    parameter.allowed_values.push_back(*allowed);
  declare(piece_.parameters, std::move(parameter));
}

Json StackBuilder::reference(const Reference& reference) {
  switch (reference.kind) {
    case ReferenceKind::parameter:
      declare_written(*reference.index);
      return agentcore::ref(*reference.name);
    case ReferenceKind::import:
      piece_.foreign_imports.insert(*reference.name);
      return import_value(*reference.name);
    case ReferenceKind::ssm:
      return dynamic_reference(reference);
    case ReferenceKind::runtime:
    case ReferenceKind::role:
    case ReferenceKind::repository:
      return of_config(reference);
  }
  return nullptr;
}

Json StackBuilder::dynamic_reference(const Reference& reference) {
  const std::string version = reference.version ? fmt::format(":{}", **reference.version) : "";
  std::string text = fmt::format("{{{{resolve:ssm:{}{}}}}}", *reference.name, version);
  ++piece_.dynamic_references;
  return text;
}

Json StackBuilder::of_config(const Reference& reference) {
  if (reference.kind == ReferenceKind::role) {
    return from_stack(StackKind::security, role_output(project_.execution_roles[*reference.index]));
  }
  if (reference.kind == ReferenceKind::repository) {
    return from_stack(StackKind::storage, repository_output(project_.repositories[*reference.index]));
  }
  return runtime_attribute(project_.runtimes[*reference.index], *reference.attribute);
}

Json StackBuilder::list_reference(const Reference& reference, std::string_view type) {
  if (reference.kind == ReferenceKind::import) return split(this->reference(reference));
  if (reference.kind == ReferenceKind::parameter) return this->reference(reference);
  // Fn::Split sees a dynamic reference before it is resolved; a parameter of an SSM type is a list already.
  TemplateParameter parameter;
  parameter.type = fmt::format("AWS::SSM::Parameter::Value<List<{}>>", type);
  // The hash tells names apart that keep no difference in letters and digits.
  parameter.name =
      fmt::format("Ssm{}{}", logical_part(*reference.name), short_hash(*reference.name + parameter.type));
  parameter.default_value = *reference.name;
  parameter.place = reference.name.range;
  Json value = agentcore::ref(parameter.name);
  declare(piece_.parameters, std::move(parameter));
  return value;
}

Json tag_list(StackBuilder& builder, std::string_view name, const Pairs& own) {
  Json tags = Json::array();
  for_each_tag(builder, name, own, [&](std::string_view key, Json value) {
    tags.push_back(json_object({{"Key", key}, {"Value", std::move(value)}}));
  });
  return tags;
}

Json tag_map(StackBuilder& builder, std::string_view name, const Pairs& own) {
  constexpr std::size_t added = 3;
  Json tags = Json::object();
  // An object that grows copies all it has.
  tags.get_ref<Json::object_t&>().reserve(own.size() + builder.project().tags.size() + added);
  for_each_tag(builder, name, own,
               [&](std::string_view key, Json value) { tags[std::string(key)] = std::move(value); });
  return tags;
}

}  // namespace agentcore
