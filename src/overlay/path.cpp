#include "overlay/path.hpp"

namespace agentcore::overlaying {
namespace {

constexpr std::size_t most_steps = 64;  // no setting of a config is nested that deep
constexpr std::string_view ends_key = ".[=";

/// Takes `[text]` or `["text"]` that begins at `at`. Nothing: it is not closed, or empty.
std::optional<Step> take_bracketed(std::string_view argument, std::uint32_t& at) {
  const bool quoted = argument.substr(at).starts_with("[\"");
  const std::uint32_t begin = at + (quoted ? 2 : 1);
  const std::size_t close = argument.find(quoted ? "\"]" : "]", begin);
  if (close == std::string_view::npos || close == begin) return std::nullopt;
  const auto end = static_cast<std::uint32_t>(close);
  at = end + (quoted ? 2 : 1);
  return Step{true, argument.substr(begin, end - begin), begin, end};
}

std::optional<Step> take_key(std::string_view argument, std::uint32_t& at) {
  const std::size_t found = argument.find_first_of(ends_key, at);
  if (found == std::string_view::npos || found == at) return std::nullopt;
  const Step step{false, argument.substr(at, found - at), at, static_cast<std::uint32_t>(found)};
  at = step.end;
  return step;
}

}  // namespace

std::optional<std::vector<Step>> parse_path(std::string_view argument, std::uint32_t begin,
                                            std::uint32_t& end) {
  std::vector<Step> steps;
  for (std::uint32_t at = begin; at < argument.size();) {
    const char next = argument[at];
    if (next == '=' && !steps.empty()) {
      end = at;
      return steps;
    }
    if (next == '.' && !steps.empty()) ++at;
    const std::optional<Step> step =
        next == '[' && !steps.empty() ? take_bracketed(argument, at) : take_key(argument, at);
    if (!step || steps.size() == most_steps || (next != '.' && next != '[' && !steps.empty()))
      return std::nullopt;
    steps.push_back(*step);
  }
  return std::nullopt;
}

}  // namespace agentcore::overlaying
