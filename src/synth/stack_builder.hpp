#pragma once

#include <string>
#include <string_view>

#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// Collects the resources and outputs of one stack.
class StackBuilder {
 public:
  StackBuilder(const Project& project, std::string_view name, std::string_view description);

  /// Adds a resource; the reference is valid until the next is added.
  Resource& add(std::string logical_id, std::string_view type, Json properties);

  /// Adds an output, exported as "<stack name>-<name>".
  void output(std::string name, std::string_view description, Json value);

  /// "<project>-<environment>-<what>": the Name tag of a resource that has no name of its own.
  [[nodiscard]] std::string display_name(std::string_view what) const;

  [[nodiscard]] const Project& project() const { return project_; }
  Stack take() { return std::move(stack_); }

 private:
  const Project& project_;
  Stack stack_;
};

/// Reads, in another stack, what `stack` (a short name) exports from output `name`.
Json import_from(const Project& project, std::string_view stack, std::string_view name);

/// Tags in the form of most types: a list of Key and Value. `own` wins over the project's tags; Project,
/// Environment and Name are added where neither has them.
Json tag_list(const Project& project, std::string_view name, const Pairs& own = {});

/// The same in the form of AgentCore's types: a map.
Json tag_map(const Project& project, std::string_view name, const Pairs& own = {});

}  // namespace agentcore
