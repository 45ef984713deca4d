#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agentcore {

inline constexpr std::string_view manifest_name = "manifest.json";

/// What a manifest of ours lists; none of the names leads into another folder.
struct Listed {
  std::vector<std::string> templates;  ///< file names
  std::vector<std::string> regions;    ///< folders that have a manifest of their own
};

/// Nothing: it is not ours.
std::optional<Listed> read_manifest(const std::string& text);

}  // namespace agentcore
