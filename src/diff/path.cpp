#include <fmt/format.h>

#include <algorithm>

#include "agentcore/diff.hpp"

namespace agentcore {
namespace {

bool is_plain(const std::string& key) {
  return !key.empty() && key.find_first_of(".[]\"") == std::string::npos &&
         std::ranges::none_of(key, [](unsigned char c) { return c <= ' ' || c == 0x7f; });
}

}  // namespace

std::string to_string(const ValuePath& path) {
  std::string text;
  for (const PathStep& step : path) {
    if (step.index) {
      text += fmt::format("[{}]", *step.index);
    } else if (is_plain(step.key)) {
      text += (text.empty() ? "" : ".") + step.key;
    } else {
      text += fmt::format("[{}]", Json(step.key).dump(-1, ' ', false, Json::error_handler_t::replace));
    }
  }
  return text;
}

}  // namespace agentcore
