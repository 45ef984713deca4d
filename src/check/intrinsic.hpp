#pragma once

#include <string>
#include <string_view>

#include "agentcore/template.hpp"

namespace agentcore::checking {

/// The name of the intrinsic function that CloudFormation would call here, or nullptr: the value stands for
/// itself.
inline const std::string* intrinsic_name(const Json& value) {
  if (!value.is_object() || value.size() != 1) return nullptr;
  const std::string& key = value.begin().key();
  return key == "Ref" || key.starts_with("Fn::") ? &key : nullptr;
}

}  // namespace agentcore::checking
