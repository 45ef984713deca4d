#pragma once

// Credentials are shown nowhere: not in a line of the config, and not in words about one.

#include <string>
#include <string_view>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

namespace agentcore::secrets {

/// Conceals what looks like a secret in every line that a finding shows, and masks it in the finding's words.
/// Works on the text, so that it holds where a config has no tree, or a secret stands under a key that nobody
/// knows.
void conceal_shown(Diagnostics& diagnostics);

/// `***` for each text of the shape of a known credential.
std::string masked(std::string_view words);

/// The value without what must be taken for a secret, by its shape or by `name`, that of the key it stands
/// under: what is printed for people to read ends in logs and reviews.
Json concealed(std::string_view name, const Json& value);

}  // namespace agentcore::secrets
