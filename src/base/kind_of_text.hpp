#pragma once

#include <cstdint>
#include <string_view>

namespace agentcore::base {

enum class TextKind : std::uint8_t { config, cloudformation, neither };

/// What a file is meant to be, by the keys at its top level. Looks at the text, since one with a mistake in
/// its syntax has no tree.
TextKind kind_of_text(std::string_view text);

}  // namespace agentcore::base
