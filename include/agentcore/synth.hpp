#pragma once

// Project -> the four stacks. Cannot fail on a project that was resolved and validated.

#include <string>
#include <vector>

#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

struct Synthesis {
  /// A stack with nothing in it is not made.
  struct LeftOut {
    std::string name;  ///< "network"
    std::string why;   ///< "no runtime uses VPC mode"
  };

  std::vector<Stack> stacks;  ///< network, security, storage, agentcore; each after those it depends on
  std::vector<LeftOut> left_out;
};

Synthesis synth(const Project& project);

}  // namespace agentcore
