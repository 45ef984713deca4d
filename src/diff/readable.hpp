#pragma once

#include <string>

#include "agentcore/template.hpp"

namespace agentcore::diffing {

/// The value with `${X}` and `${X.Attribute}` for references and the text for texts that are put together.
/// Ref of AWS::NoValue is null.
Json readable(const Json& value);

/// The same as one line of text.
std::string readable_text(const Json& value);

}  // namespace agentcore::diffing
