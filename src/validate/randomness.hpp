#pragma once

#include <string_view>

namespace agentcore::secrets {

/// Whether a text holds a run of 24 characters or more that chance made: letters of both cases and digits,
/// mixed as words, names, ids, hashes, versions and paths never are. Misses some secrets rather than suspect
/// one harmless value.
bool looks_random(std::string_view value);

}  // namespace agentcore::secrets
