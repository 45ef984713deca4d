#pragma once

#include <string_view>

#include "agentcore/diagnostic.hpp"

namespace agentcore::secrets {

/// Why a literal value must be taken for a secret, as the end of "the value of `X` ...". Empty: it need not.
/// Judged by known shapes of credentials, and by the variable's name. Source: config/secrets.json.
std::string_view why_secret(std::string_view name, std::string_view value);

/// Conceals, in every line that a finding shows, what looks like a secret. Works on the text, so that it
/// holds where a config has no tree, or a secret stands under a key that nobody knows.
void conceal_shown(Diagnostics& diagnostics);

}  // namespace agentcore::secrets
