#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

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

  StackView(const std::vector<Stack>& stacks, Range where);

  [[nodiscard]] Range where() const { return where_; }

  /// Every resource of a CloudFormation type.
  [[nodiscard]] std::vector<Member> of_type(std::string_view type) const;

  /// What `value` in `stack` refers to by Ref, GetAtt or ImportValue. Nothing: a literal, or not in the
  /// stacks.
  [[nodiscard]] Member target(const Stack& stack, const Json& value) const;

  /// The targets of a list, those that are not in the stacks left out.
  [[nodiscard]] std::vector<Member> targets(const Stack& stack, const Json& list) const;

  /// A property by its path; null where it is absent.
  static const Json& property(const Json& object, std::initializer_list<std::string_view> path);

 private:
  struct Export {
    const Stack* stack;
    const Json* value;
  };

  const std::vector<Stack>& stacks_;
  Range where_;
  std::unordered_map<std::string_view, Export> exports_;
  std::unordered_map<const Stack*, std::unordered_map<std::string_view, const Resource*>> resources_;
};

}  // namespace agentcore
