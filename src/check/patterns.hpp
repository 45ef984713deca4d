#pragma once

#include <string_view>

namespace agentcore::checking {

/// Whether the whole text matches a pattern of the catalog, which must outlive the program's checks.
/// A pattern is compiled when it is first used.
bool matches(std::string_view pattern, std::string_view text);

}  // namespace agentcore::checking
