#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"
#include "agentcore/validate.hpp"

namespace agentcore {

/// The templates of a deployment with their references followed, within a stack and from stack to stack.
class StackView {
 public:
  struct Member {
    const Stack* stack = nullptr;
    const Resource* resource = nullptr;
    explicit operator bool() const { return resource != nullptr; }
    bool operator==(const Member&) const = default;
  };

  /// `where`: the place of what has none in `places`.
  StackView(const std::vector<Stack>& stacks, Range where, const ResourcePlaces& places);

  [[nodiscard]] const std::vector<Stack>& stacks() const { return stacks_; }
  [[nodiscard]] Range where() const { return where_; }
  /// Where a finding about a resource points.
  [[nodiscard]] Range place_of(const Member& member) const;

  /// Every resource of a CloudFormation type.
  [[nodiscard]] std::vector<Member> of_type(std::string_view type) const;

  /// What `value` in `stack` refers to by Ref, GetAtt, ImportValue or an SSM parameter. Nothing: a literal,
  /// or not in the stacks.
  [[nodiscard]] Member target(const Stack& stack, const Json& value) const;

  /// The targets of a list, those that are not in the stacks left out.
  [[nodiscard]] std::vector<Member> targets(const Stack& stack, const Json& list) const;

  /// A property by its path; null where it is absent.
  static const Json& property(const Json& object, std::initializer_list<std::string_view> path);

 private:
  /// What a stack hands to others, by the name of the export or of the SSM parameter.
  struct Published {
    const Stack* stack;
    const Json* value;
  };
  using Names = std::unordered_map<std::string_view, Published>;

  void publish(const Stack& stack, const Resource& parameter);
  [[nodiscard]] Member published(const Names& names, const std::string& name) const;
  [[nodiscard]] Member of_parameter(const Stack& stack, std::string_view id) const;

  const std::vector<Stack>& stacks_;
  Range where_;
  const ResourcePlaces& places_;
  Names exports_;
  Names parameters_;
  std::unordered_map<const Stack*, std::unordered_map<std::string_view, const Resource*>> resources_;
};

}  // namespace agentcore
