#include "agentcore/pipeline.hpp"
#include "agentcore/rollout.hpp"

namespace agentcore {
namespace {

/// `folder` is empty, or ends with a slash.
void add_stacks(const std::string& folder, const Build& build, std::vector<OutputFile>& files) {
  for (const EmittedStack& emitted : build.stacks)
    files.push_back({folder + emitted.file.name, emitted.file.text});
  files.push_back({folder + build.manifest.name, build.manifest.text});
}

}  // namespace

std::vector<OutputFile> output_files(const std::vector<Config>& configs, const std::vector<Build>& builds) {
  std::vector<OutputFile> files;
  const std::vector<std::string>& regions = configs.front().overlaid.regions();
  if (regions.empty()) {
    add_stacks("", builds.front(), files);
    return files;
  }
  std::vector<RegionalStacks> rolled_out;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    add_stacks(*configs[i].project->region + "/", builds[i], files);
    rolled_out.push_back({&*configs[i].project, &builds[i].stacks});
  }
  files.push_back(manifest_of_regions(regions));
  for (OutputFile& file : rollout_files(rolled_out)) files.push_back(std::move(file));
  return files;
}

}  // namespace agentcore
