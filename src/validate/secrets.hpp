#pragma once

#include <string_view>

namespace agentcore::secrets {

/// Why a literal value must be taken for a secret, as the end of "the value of `X` ...". Empty: it need not.
/// Judged by known shapes of credentials, and by the variable's name. Source: config/secrets.json.
std::string_view why_secret(std::string_view name, std::string_view value);

}  // namespace agentcore::secrets
