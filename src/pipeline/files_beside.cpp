#include "agentcore/pipeline.hpp"
#include "agentcore/rollout.hpp"

namespace agentcore {

std::vector<OutputFile> files_beside(const std::vector<Config>& configs, const std::vector<Build>& builds) {
  const std::vector<std::string>& regions = configs.front().overlaid.regions();
  if (regions.empty()) return {builds.front().manifest};
  std::vector<OutputFile> files;
  std::vector<RegionalStacks> rolled_out;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    const Project& project = *configs[i].project;
    files.push_back({*project.region + "/" + builds[i].manifest.name, builds[i].manifest.text});
    rolled_out.push_back({&project, &builds[i].stacks});
  }
  files.push_back(manifest_of_regions(regions));
  for (OutputFile& file : rollout_files(rolled_out)) files.push_back(std::move(file));
  return files;
}

}  // namespace agentcore
