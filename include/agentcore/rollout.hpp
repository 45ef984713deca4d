#pragma once

// The stacks of a config with targets -> the calls of CloudFormation StackSets that bring them there, and a
// script that makes these calls in order.

#include <string>
#include <string_view>
#include <vector>

#include "agentcore/emit.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// What is rolled out to one target.
struct RegionalStacks {
  const Project* project;  ///< resolved for that target
  const std::vector<EmittedStack>* stacks;
};

/// One stack set: a stack of one region, with an instance for each account. The members that are JSON are the
/// input of the call of that name (`--cli-input-json`), without the template and its parameters.
struct PlannedStackSet {
  std::string region;
  std::string stack;                    ///< "network"
  std::string name;                     ///< "<project>-<stack>-<environment>-<region>"
  std::string template_file;            ///< "us-east-1/network.template.json"
  std::vector<std::string> parameters;  ///< those without a default
  Json create_stack_set;
  Json update_stack_set;
  Json create_stack_instances;
};

/// In the order in which they are made: the targets as written, and in each what others import before them.
std::vector<PlannedStackSet> plan_rollout(const std::vector<RegionalStacks>& regions);

/// The folder `rollout/`: a file for each call, and rollout.sh. None for a config without targets.
std::vector<OutputFile> rollout_files(const std::vector<RegionalStacks>& regions);

/// The names of the files that a stack of a region has in that folder.
std::vector<std::string> rollout_file_names(std::string_view region, std::string_view stack);
inline constexpr std::string_view rollout_script = "rollout/rollout.sh";

}  // namespace agentcore
