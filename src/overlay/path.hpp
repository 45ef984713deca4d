#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace agentcore::overlaying {

/// One step of a path such as `runtimes[planner].artifact.tag`.
struct Step {
  bool bracketed = false;   ///< [0], [planner]
  std::string_view text;    ///< without brackets and quotes
  std::uint32_t begin = 0;  ///< bytes from the argument's first
  std::uint32_t end = 0;
};

/// The steps of the part of `argument` from `begin` up to its `=`. Nothing: it is no path, or there is no
/// `=`. `end` is set to the place of the `=`.
std::optional<std::vector<Step>> parse_path(std::string_view argument, std::uint32_t begin,
                                            std::uint32_t& end);

}  // namespace agentcore::overlaying
