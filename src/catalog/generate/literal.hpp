#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace agentcore::generate {

/// A string literal of C++. Octal escapes, since a hexadecimal one would swallow digits that follow.
inline std::string text_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      literal += '\\';
      literal += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      literal += fmt::format("\\{:03o}", byte);
    } else {
      literal += c;
    }
  }
  return literal + '"';
}

}  // namespace agentcore::generate
