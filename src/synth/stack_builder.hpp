#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// What lives in one stack as a whole: a runtime with its endpoints, a role, a repository.
struct Piece {
  std::vector<Resource> resources;
  std::vector<Output> outputs;
  std::vector<TemplateParameter> parameters;
  std::set<std::string> foreign_imports;  ///< exports of other projects
  std::size_t dynamic_references = 0;     ///< places that hold a {{resolve:...}}
};

/// Collects the resources, outputs and parameters of one piece after the other. What a piece publishes is
/// named after the kind of its stack, so that neither the piece nor who refers to it hangs on the part it is
/// put in.
class StackBuilder {
 public:
  StackBuilder(const Project& project, StackKind kind) : project_(project), kind_(kind) {}

  /// Adds a resource; the reference is valid until the next is added.
  Resource& add(std::string logical_id, std::string_view type, Json properties);

  /// Adds an output, published to the other stacks: exported as "<stack name of the first part>-<name>", or
  /// as an SSM parameter.
  void output(std::string name, std::string_view description, Json value);

  /// What another stack publishes as output `name`; `type` is CloudFormation's type of a parameter that would
  /// hold it.
  Json from_stack(StackKind kind, std::string_view name, std::string_view type = "String");

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
  /// The piece so far; the next begins.
  Piece take();
  /// Goes on with a piece.
  void resume(Piece piece) { piece_ = std::move(piece); }

 private:
  Json reference(const Reference& reference);
  Json list_reference(const Reference& reference, std::string_view type);
  Json of_config(const Reference& reference);
  Json dynamic_reference(const Reference& reference);
  void declare_written(std::size_t index);
  void publish(const Output& output);
  [[nodiscard]] bool uses_ssm() const {
    return *project_.cross_stack_references == CrossStackReferences::ssm;
  }

  const Project& project_;
  StackKind kind_;
  Piece piece_;
  std::unordered_set<std::size_t> declared_;  // indices of the project's parameters
};

/// Adds a parameter to those of a piece or of a stack, each once.
void declare(std::vector<TemplateParameter>& parameters, TemplateParameter parameter);

/// Tags in the form of most types: a list of Key and Value. `own` wins over the project's tags; Project,
/// Environment and Name are added where neither has them.
Json tag_list(StackBuilder& builder, std::string_view name, const Pairs& own = {});

/// The same in the form of AgentCore's types: a map.
Json tag_map(StackBuilder& builder, std::string_view name, const Pairs& own = {});

}  // namespace agentcore
