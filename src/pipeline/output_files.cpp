#include "agentcore/pipeline.hpp"
#include "agentcore/rollout.hpp"

namespace agentcore {
namespace {

using TakeFile = std::function<void(const OutputFile&)>;

/// `folder` is empty, or ends with a slash.
void take_stacks(const std::string& folder, const Build& build, const TakeFile& take) {
  for (const EmittedStack& emitted : build.stacks) take(to_file(emitted, folder));
  take({folder + build.manifest.name, build.manifest.text});
}

void take_regions(const std::vector<Config>& configs, const std::vector<Build>& builds,
                  const TakeFile& take) {
  std::vector<RegionalStacks> rolled_out;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    take_stacks(*configs[i].project->region + "/", builds[i], take);
    rolled_out.push_back({&*configs[i].project, &builds[i].stacks});
  }
  take(manifest_of_regions(configs.front().overlaid.regions()));
  for (const OutputFile& file : rollout_files(rolled_out)) take(file);
}

}  // namespace

EachFile output_files(const std::vector<Config>& configs, const std::vector<Build>& builds) {
  return [&](const TakeFile& take) {
    const bool regional = !configs.front().overlaid.regions().empty();
    regional ? take_regions(configs, builds, take) : take_stacks("", builds.front(), take);
  };
}

}  // namespace agentcore
