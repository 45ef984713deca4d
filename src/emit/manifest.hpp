#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agentcore {

inline constexpr std::string_view manifest_name = "manifest.json";

/// File names of the templates that a manifest lists, none of them with a folder. Nothing: it is not ours.
std::optional<std::vector<std::string>> templates_of_manifest(const std::string& text);

}  // namespace agentcore
