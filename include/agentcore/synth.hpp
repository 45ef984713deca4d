#pragma once

// Project -> its stacks: the network, and of security, storage and agentcore as many parts as it takes.

#include <functional>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// What a project becomes, beside its stacks.
struct Synthesis {
  /// A stack with nothing in it is not made.
  struct LeftOut {
    std::string name;  ///< "network"
    std::string why;   ///< "no runtime uses VPC mode"
  };

  /// Where a runtime, a role or a repository lives.
  struct Placement {
    StackKind kind;
    std::size_t part;       ///< from 1
    std::string_view name;  ///< the config's
    Range place;            ///< of the name
  };

  std::vector<LeftOut> left_out;
  std::vector<Placement> placements;  ///< refer to the project
  bool grows_large = false;  ///< some part is more than half full: from here on it counts what lives where
};

/// Takes a stack as soon as it is made. The next is made after that: of many, not all need be held at once.
using TakeStack = std::function<void(Stack)>;

/// Makes the stacks: network, security, storage, agentcore, each after those it depends on. Errors: something
/// cannot be placed in the parts (AC71xx). Nothing else can fail on a project that was resolved and
/// validated.
Synthesis synth(const Project& project, const TakeStack& take, Diagnostics& diagnostics);

}  // namespace agentcore
