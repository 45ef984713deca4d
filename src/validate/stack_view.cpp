#include "validate/stack_view.hpp"

namespace agentcore {

StackView::StackView(const std::vector<Stack>& stacks, Range where, const ResourcePlaces& places)
    : stacks_(stacks), where_(where), places_(places) {
  for (const Stack& stack : stacks) {
    auto& resources = resources_[&stack];
    for (const Resource& resource : stack.body.resources) {
      resources.emplace(resource.logical_id, &resource);
      if (resource.type == "AWS::SSM::Parameter") publish(stack, resource);
    }
    for (const Output& output : stack.body.outputs) {
      if (!output.export_name.empty()) exports_.emplace(output.export_name, Published{&stack, &output.value});
    }
  }
}

Range StackView::place_of(const Member& member) const {
  const auto found = places_.find(place_key(member.stack->kind, member.resource->logical_id));
  return found != places_.end() && found->second ? found->second : where_;
}

void StackView::publish(const Stack& stack, const Resource& parameter) {
  const Json& name = property(parameter.properties, {"Name"});
  const Json& value = property(parameter.properties, {"Value"});
  if (name.is_string()) parameters_.emplace(name.get_ref<const std::string&>(), Published{&stack, &value});
}

StackView::Member StackView::published(const Names& names, const std::string& name) const {
  const auto found = names.find(name);
  return found == names.end() ? Member{} : target(*found->second.stack, *found->second.value);
}

StackView::Member StackView::of_parameter(const Stack& stack, std::string_view id) const {
  for (const TemplateParameter& parameter : stack.body.parameters) {
    const bool of_ssm = parameter.name == id && parameter.type.starts_with("AWS::SSM::Parameter::Value<");
    if (of_ssm && parameter.default_value) return published(parameters_, *parameter.default_value);
  }
  return {};
}

std::vector<StackView::Member> StackView::of_type(std::string_view type) const {
  std::vector<Member> members;
  for (const Stack& stack : stacks_) {
    for (const Resource& resource : stack.body.resources) {
      if (resource.type == type) members.push_back({&stack, &resource});
    }
  }
  return members;
}

StackView::Member StackView::target(const Stack& stack, const Json& value) const {
  if (!value.is_object() || value.size() != 1) return {};
  const auto& [function, argument] = *value.get_ref<const Json::object_t&>().begin();
  if (function == "Fn::ImportValue" && argument.is_string()) {
    return published(exports_, argument.get_ref<const std::string&>());
  }
  const Json* id = function == "Ref" ? &argument : nullptr;
  if (function == "Fn::GetAtt" && argument.is_array() && !argument.empty()) id = &argument[0];
  if (id == nullptr || !id->is_string()) return {};
  const auto& resources = resources_.at(&stack);
  const auto found = resources.find(id->get_ref<const std::string&>());
  return found == resources.end() ? of_parameter(stack, id->get_ref<const std::string&>())
                                  : Member{&stack, found->second};
}

std::vector<StackView::Member> StackView::targets(const Stack& stack, const Json& list) const {
  std::vector<Member> members;
  if (!list.is_array()) return members;
  for (const Json& value : list) {
    if (const Member member = target(stack, value)) members.push_back(member);
  }
  return members;
}

const Json& StackView::property(const Json& object, std::initializer_list<std::string_view> path) {
  static const Json absent = nullptr;
  const Json* found = &object;
  for (const std::string_view key : path) {
    if (!found->is_object()) return absent;
    const auto at = found->find(key);
    if (at == found->end()) return absent;
    found = &*at;
  }
  return *found;
}

}  // namespace agentcore
