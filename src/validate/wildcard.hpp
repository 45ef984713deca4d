#pragma once

#include <string_view>

namespace agentcore {

/// Whether `text` matches a pattern of IAM: `*` stands for any characters, `?` for one. `fold` ignores case,
/// as IAM does for actions. Steps back to the last `*` only, so it needs no more than pattern x text.
bool matches_wildcard(std::string_view pattern, std::string_view text, bool fold = false);

}  // namespace agentcore
