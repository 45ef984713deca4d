#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

void region_disputed(const Project& project, const Report& report) {
  const catalog::Region* region = catalog::find_region(*project.region);
  if (region == nullptr || !region->disputed) return;
  report(project.region.range,
         fmt::format("sources disagree whether CloudFormation makes runtimes in {}", region->name));
}

constexpr ProjectRule table[] = {
    {{"AC3010", "region-disputed", Severity::warning,
      "The region is one that AWS's page and CloudFormation's schemas agree on.",
      "try it with a small config first, or choose a region that both list",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-regions.html; no "
      "AWS::BedrockAgentCore::Runtime there in the provider schemas of cfn-lint 1.51.0",
      "AWS's page of regions lists it, while the published schemas, which may lag, have no Runtime type "
      "there. If the type is missing, CloudFormation refuses the agentcore stack after the other three were "
      "made; cfn-lint reports E3006 either way."},
     region_disputed},
};

}  // namespace

std::span<const ProjectRule> region() { return table; }

}  // namespace agentcore::rules
