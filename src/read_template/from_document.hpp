#pragma once

#include <optional>

#include "agentcore/document.hpp"
#include "agentcore/template.hpp"

namespace agentcore::reading {

/// The value of a document that was parsed with LocalTags::as_keys: tags become the long forms that they
/// stand for (`!Sub` the mapping with `Fn::Sub`, `!GetAtt A.B` with a list), plain scalars what YAML 1.1
/// reads.
std::optional<Json> to_json(const Document& document, Diagnostics& diagnostics);

}  // namespace agentcore::reading
