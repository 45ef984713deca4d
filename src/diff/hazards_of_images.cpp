#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "diff/hazards.hpp"
#include "diff/intrinsics.hpp"
#include "diff/readable.hpp"

namespace agentcore::diffing {
namespace {

constexpr std::string_view uri_path = "AgentRuntimeArtifact.ContainerConfiguration.ContainerUri";

/// The tag of an image URI. Empty: none, a digest beside it, or not known here.
std::string tag_of(const Json* properties) {
  const Json* uri = value_at(*properties, uri_path);
  if (uri == nullptr) return {};
  const std::string text = readable_text(*uri);
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || text.find('@') != std::string::npos) return {};
  const std::string tag = text.substr(colon + 1);
  return tag.find_first_of("/${}! ") == std::string::npos ? tag : std::string{};
}

/// A tag without a digit says what stage an image is for, and stays while the image changes.
bool looks_moving(const std::string& tag) {
  return !tag.empty() && std::ranges::none_of(tag, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void find_image_hazards(const Compared& compared, std::vector<Hazard>& hazards) {
  const auto changed = [](const StackDifference& difference) { return !difference.empty(); };
  if (std::ranges::none_of(compared.differences, changed)) return;
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
    std::unordered_set<std::string_view> updated;
    for (const ResourceChange& change : compared.differences[i].resources) updated.insert(change.logical_id);
    for (const auto& [id, resource] : section(compared.pairs[i].next, "Resources").items()) {
      if (updated.contains(id) || text_of(&resource, "Type") != "AWS::BedrockAgentCore::Runtime") continue;
      const std::string tag = tag_of(&properties_of(&resource));
      if (!looks_moving(tag)) continue;
      hazards.push_back(
          {"moving-tag", compared.differences[i].stack, id,
           fmt::format(
               "the image tag `{}` of {} stays, so that a newly pushed image does not reach the runtime", tag,
               id),
           "name the image by its digest, or by a tag that is new with every push"});
    }
  }
}

}  // namespace agentcore::diffing
