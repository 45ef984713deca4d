#include "diff/uses.hpp"

#include <fmt/format.h>

#include "diff/exports.hpp"
#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

class Finder {
 public:
  Finder(const TemplateFile& file, std::size_t stack, Uses& uses)
      : file_(file),
        stack_(stack),
        uses_(uses),
        export_key_([&file](const Json& name) { return export_key(file, name); }) {}

  void find() {
    for (const auto& [name, resource] : section(&file_, "Resources").items()) {
      start(Use::In::resource, name);
      walk_members(properties_of(&resource), {});
      start(Use::In::existence, name);
      find_attribute(resource);
    }
    for (const auto& [name, output] : section(&file_, "Outputs").items()) {
      start(Use::In::output, name);
      walk(output, {});
      find_attribute(output);
    }
    for (const auto& [name, condition] : section(&file_, "Conditions").items()) {
      start(Use::In::condition, name);
      note(condition, {});
      find_conditions(condition);
    }
    for (const auto& [name, parameter] : section(&file_, "Parameters").items())
      find_parameter(name, parameter);
  }

 private:
  void start(Use::In in, const std::string& name) {
    place_ = {};
    place_.in = in;
    place_.stack = stack_;
    place_.name = name;
  }

  /// A parameter whose value CloudFormation reads from the parameter store.
  void find_parameter(const std::string& name, const Json& parameter) {
    const std::string stored = text_of(&parameter, "Default");
    if (stored.empty() || !text_of(&parameter, "Type").starts_with("AWS::SSM::Parameter::Value<")) return;
    start(Use::In::parameter, name);
    place_.value = &parameter;
    uses_[ssm_key(stored)].push_back(place_);
  }

  /// The condition on which a resource or an output is there.
  void find_attribute(const Json& entry) {
    const Json* condition = member(entry, "Condition");
    if (condition == nullptr || !condition->is_string()) return;
    place_.path = {{"Condition", {}}};
    add_condition(*condition, *condition);
  }

  /// The conditions that another one is made of: `{"Condition": NAME}`.
  void find_conditions(const Json& value) {
    const Json* condition = member(value, "Condition");
    if (condition != nullptr && condition->is_string()) return add_condition(*condition, value);
    if (!value.is_structured()) return;
    for (const Json& inner : value) find_conditions(inner);
  }

  void add_condition(const Json& name, const Json& value) {
    place_.value = &value;
    uses_[condition_key(stack_, name.get_ref<const std::string&>())].push_back(place_);
  }

  void walk(const Json& value, const std::string& fact_path) {
    if (value.is_string() || intrinsic_of(value) != nullptr) return note(value, fact_path);
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        place_.path.push_back({{}, i});
        walk(value[i], fact_path + ".*");
        place_.path.pop_back();
      }
    } else if (value.is_object()) {
      walk_members(value, fact_path);
    }
  }

  void walk_members(const Json& object, const std::string& fact_path) {
    for (const auto& [key, inner] : object.items()) {
      place_.path.push_back({key, {}});
      walk(inner, fact_path.empty() ? key : fact_path + "." + key);
      place_.path.pop_back();
    }
  }

  void note(const Json& value, const std::string& fact_path) {
    for_each_reference(value, export_key_, [&](const Reference& reference) {
      Use use = place_;
      use.fact_path = fact_path;
      use.attribute = reference.attribute;
      use.value = &value;
      uses_[key_of_target(reference)].push_back(std::move(use));
    });
  }

  [[nodiscard]] std::string key_of_target(const Reference& reference) const {
    switch (reference.kind) {
      case Reference::Kind::import:
        return import_key(reference.target);
      case Reference::Kind::ssm:
        return ssm_key(reference.target);
      case Reference::Kind::condition:
        return condition_key(stack_, reference.target);
      case Reference::Kind::mapping:
        return mapping_key(stack_, reference.target);
      default:
        return local_key(stack_, reference.target);
    }
  }

  const TemplateFile& file_;
  std::size_t stack_;
  Uses& uses_;
  ExportKey export_key_;
  Use place_;
};

}  // namespace

std::string local_key(std::size_t stack, std::string_view logical_id) {
  return fmt::format("local {} {}", stack, logical_id);
}

std::string import_key(std::string_view export_key) { return fmt::format("import {}", export_key); }

std::string ssm_key(std::string_view parameter_name) { return fmt::format("ssm {}", parameter_name); }

std::string condition_key(std::size_t stack, std::string_view name) {
  return fmt::format("condition {} {}", stack, name);
}

std::string mapping_key(std::size_t stack, std::string_view entry) {
  return fmt::format("mapping {} {}", stack, entry);
}

Uses find_uses(const std::vector<StackPair>& pairs) {
  Uses uses;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].next != nullptr) Finder(*pairs[i].next, i, uses).find();
  }
  return uses;
}

}  // namespace agentcore::diffing
