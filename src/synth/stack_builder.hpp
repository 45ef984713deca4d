#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// Collects the resources, outputs and parameters of one stack.
class StackBuilder {
 public:
  StackBuilder(const Project& project, std::string_view name, std::string_view description);

  /// Adds a resource; the reference is valid until the next is added.
  Resource& add(std::string logical_id, std::string_view type, Json properties);

  /// Adds an output, published to the other stacks: exported as "<stack name>-<name>", or as an SSM
  /// parameter.
  void output(std::string name, std::string_view description, Json value);

  /// What `stack` (a short name) publishes as output `name`; `type` is CloudFormation's type of a parameter
  /// that would hold it.
  Json from_stack(std::string_view stack, std::string_view name, std::string_view type = "String");

  /// A literal as it arrives on AWS, or what a reference becomes in this stack.
  Json value(const Value<std::string>& value);
  /// The same of ids and ARNs.
  template <class T>
  Json value(const Value<T>& value) {
    return value.literal() != nullptr ? literal(value.literal()->text) : reference(*value.reference());
  }

  /// A list of values, or what a reference to a list becomes. `type`: CloudFormation's, of one item.
  template <class T>
  Json values(const Values<T>& values, std::string_view type = "String") {
    if (values.whole != nullptr) return list_reference(*values.whole, type);
    Json list = Json::array();
    for (const Value<T>& item : values.items) list.push_back(value(item));
    return list;
  }

  /// "<project>-<environment>-<what>": the Name tag of a resource that has no name of its own.
  [[nodiscard]] std::string display_name(std::string_view what) const;

  [[nodiscard]] const Project& project() const { return project_; }
  [[nodiscard]] const std::vector<Resource>& resources() const { return stack_.body.resources; }
  Stack take() { return std::move(stack_); }

 private:
  Json reference(const Reference& reference);
  Json list_reference(const Reference& reference, std::string_view type);
  Json of_config(const Reference& reference);
  Json dynamic_reference(const Reference& reference);
  void declare(TemplateParameter parameter);
  void declare_written(std::size_t index);
  void publish(const Output& output);
  [[nodiscard]] bool uses_ssm() const {
    return *project_.cross_stack_references == CrossStackReferences::ssm;
  }

  const Project& project_;
  Stack stack_;
  std::unordered_set<std::size_t> declared_;  // indices of the project's parameters
};

/// Tags in the form of most types: a list of Key and Value. `own` wins over the project's tags; Project,
/// Environment and Name are added where neither has them.
Json tag_list(StackBuilder& builder, std::string_view name, const Pairs& own = {});

/// The same in the form of AgentCore's types: a map.
Json tag_map(StackBuilder& builder, std::string_view name, const Pairs& own = {});

}  // namespace agentcore
