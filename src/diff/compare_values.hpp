#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "agentcore/diff.hpp"
#include "diff/shape.hpp"

namespace agentcore::diffing {

/// A value that changed, and the dotted path by which the facts know its place.
struct FoundChange {
  ValueChange change;
  std::string fact_path;
};

/// The smallest parts that differ in meaning. `path` and `shape` are the place of the two.
void compare_values(const Json& before, const Json& after, const ValuePath& path, const Shape& shape,
                    std::vector<FoundChange>& found);

/// The same for two lists.
void compare_lists(const Json& before, const Json& after, const ValuePath& path, const Shape& shape,
                   std::vector<FoundChange>& found);

/// The same for two objects that are no intrinsic functions; nullptr stands for one without members.
void compare_members(const Json* before, const Json* after, const ValuePath& path, const Shape& shape,
                     std::vector<FoundChange>& found);

/// Members by name, in time that does not grow with each one asked for.
class Members {
 public:
  explicit Members(const Json* object);
  [[nodiscard]] const Json* find(std::string_view name) const;

 private:
  std::unordered_map<std::string_view, const Json*> by_name_;
};

}  // namespace agentcore::diffing
