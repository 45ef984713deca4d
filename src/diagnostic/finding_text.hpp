#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// What a terminal is made to show. All empty: no terminal, or one without colours. Red, magenta and blue can
/// be read on a dark and on a light ground; yellow and cyan vanish on white.
struct Palette {
  std::string_view error, warning, note, frame, bold, reset;

  [[nodiscard]] std::string_view of(Severity severity) const {
    return severity == Severity::error ? error : severity == Severity::warning ? warning : note;
  }
};

inline constexpr Palette plain{};
inline constexpr Palette colored{"\x1b[1;31m", "\x1b[1;35m", "\x1b[1;34m",
                                 "\x1b[1;34m", "\x1b[1m",    "\x1b[0m"};

/// One finding as text for people. `columns`: of the terminal; 0: none.
std::string finding_text(const Diagnostic& diagnostic, const std::vector<Range>& concealed,
                         const Palette& palette, std::size_t columns);

}  // namespace agentcore
