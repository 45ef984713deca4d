#pragma once

#include <string_view>
#include <vector>

namespace agentcore::secrets {

/// Why a literal value must be taken for a secret, as the end of "the value of `X` ...". Empty: it need not.
/// Judged by known shapes of credentials, and by the variable's name. Source: config/secrets.json.
std::string_view why_secret(std::string_view name, std::string_view value);

/// Whether a literal that why_secret() lets pass may be a secret all the same: it is random, and its name
/// does not say that it is an id, a hash or the like.
bool may_be_secret(std::string_view name, std::string_view value);

/// Whether a text holds something of the shape of a known credential.
bool has_credential(std::string_view text);

/// The parts of a text that have the shape of a known credential, by where they begin; two may overlap.
std::vector<std::string_view> find_credentials(std::string_view text);

/// Whether a name says that its value is a secret, and the value can be one.
bool is_named_secret(std::string_view name, std::string_view value);

}  // namespace agentcore::secrets
