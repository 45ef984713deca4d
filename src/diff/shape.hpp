#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "agentcore/catalog.hpp"
#include "agentcore/template.hpp"

namespace agentcore::diffing {

/// What is known of the place in which a value stands: how CloudFormation, or the service behind it, reads
/// it.
struct Shape {
  enum class Kind : std::uint8_t {
    plain,
    statements,  ///< of a policy: one or a list, whose order says nothing
    statement,
    one_or_many,  ///< actions, resources, values of a condition: one or a set
    principals,   ///< by kind, each one or a set; or `*`
    conditions,   ///< by operator
    operands,     ///< of one operator, by key
    waits_for,    ///< DependsOn
  };

  const catalog::TypeChanges* facts = nullptr;  ///< of the resource's type; nullptr: none, or no property
  std::string path;                             ///< dotted, `*` for an item
  Kind kind = Kind::plain;

  /// The shape of a member of `of`, which has this one.
  [[nodiscard]] Shape member(const Json& of, std::string_view name) const;
  [[nodiscard]] Shape item() const;

  /// Whether the order of this list says nothing.
  [[nodiscard]] bool is_set(const Json& list) const;
};

/// Whether this is a policy document: an object whose statements all have an effect.
bool is_policy(const Json& value);

/// What names an item of a list: a tag's key, a statement's Sid, a policy's name. Empty: nothing does.
std::string item_name(const Json& item);

}  // namespace agentcore::diffing
