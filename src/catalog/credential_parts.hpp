#pragma once

#include "agentcore/catalog.hpp"

namespace agentcore::catalog {

/// For each of the value_patterns of secret_signs(): a text that matches holds one of these parts, such as
/// "AKIA" or "ASIA". Source: config/secrets.json.
std::span<const Names> credential_parts();

}  // namespace agentcore::catalog
