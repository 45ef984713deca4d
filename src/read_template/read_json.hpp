#pragma once

#include <optional>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

namespace agentcore::reading {

/// The JSON of a source, with its keys in order. Bad syntax, a key that is there twice and nesting beyond the
/// limit are findings (AC6001, or those of document/).
std::optional<Json> read_json(const Source& source, Diagnostics& diagnostics);

/// Whether the text is JSON by its syntax, whatever it says.
bool is_json(const Source& source);

}  // namespace agentcore::reading
