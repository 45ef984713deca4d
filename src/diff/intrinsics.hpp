#pragma once

// Intrinsic functions as they are read here: what they refer to, and the texts they put together.

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agentcore/template.hpp"

namespace agentcore::diffing {

/// The intrinsic function that stands in place of a value, or nullptr.
const std::string* intrinsic_of(const Json& value);

/// The logical id and attribute of Fn::GetAtt's argument in either spelling; empty texts: neither.
std::pair<std::string, std::string> get_att_target(const Json& argument);

/// What Fn::Sub's text is made of: texts, and the values that take the place of `${...}` (a Ref, a
/// Fn::GetAtt, or the variable's own).
std::vector<Json> sub_parts(const Json& argument);

/// Something outside the value, on which the value depends.
struct Reference {
  enum class Kind : std::uint8_t { local, import, ssm, condition, mapping };

  Kind kind = Kind::local;
  /// A logical id or parameter, the key of an export's name, an SSM parameter's name, a condition; of a
  /// mapping its name and two keys, `*` for one that is not known: "Regions * Image".
  std::string target;
  std::string attribute;  ///< of Fn::GetAtt; empty: a Ref
};

/// The target of a reference to a mapping.
std::string mapping_entry(std::string_view mapping, std::string_view first, std::string_view second);

/// Calls `visit` for every reference in `value`, at any depth. `export_key` makes of an export's name what
/// exports are found by.
using ExportKey = std::function<std::string(const Json& name)>;
void for_each_reference(const Json& value, const ExportKey& export_key,
                        const std::function<void(const Reference&)>& visit);

/// A member of an object, or nullptr; of anything else nullptr, too.
const Json* member(const Json& value, std::string_view name);

}  // namespace agentcore::diffing
