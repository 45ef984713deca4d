#pragma once

// The whole of what a user writes. Read this first: each section is an entity with a header of its own.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "agentcore/model/acceptance.hpp"
#include "agentcore/model/execution_role.hpp"
#include "agentcore/model/network.hpp"
#include "agentcore/model/repository.hpp"
#include "agentcore/model/runtime.hpp"
#include "agentcore/model/target.hpp"

namespace agentcore {

class Acceptance;
struct Lock;

enum class RuntimeOutputs : std::uint8_t { all, minimal };

template <>
struct EnumNames<RuntimeOutputs> {
  static constexpr EnumName<RuntimeOutputs> rows[] = {{"all", RuntimeOutputs::all},
                                                      {"minimal", RuntimeOutputs::minimal}};
};

/// How the agentcore stack learns what the others made.
enum class CrossStackReferences : std::uint8_t { exports, ssm };

template <>
struct EnumNames<CrossStackReferences> {
  static constexpr EnumName<CrossStackReferences> rows[] = {{"exports", CrossStackReferences::exports},
                                                            {"ssm", CrossStackReferences::ssm}};
};

/// What says where things live beside the config.
struct Placing {
  std::shared_ptr<const Lock> lock;  ///< nullptr: there is none
  std::string lock_name;  ///< its path for people; empty: the config is no file, so there is no place for one
  std::size_t max_resources =
      static_cast<std::size_t>(limits::budget_resources);  ///< to which a stack is filled
};

struct Project {
  Range place;
  Located<std::string> project;
  Located<std::string> environment;
  Located<std::string> region;  ///< with `targets`, that of the chosen one
  std::vector<Target> targets;
  std::optional<Rollout> rollout;
  std::optional<Located<AccountId>> account_id;
  Pairs tags;
  Located<RuntimeOutputs> outputs{RuntimeOutputs::all, {}, false};
  Located<CrossStackReferences> cross_stack_references{CrossStackReferences::exports, {}, false};
  std::optional<Network> network;
  std::vector<ExecutionRole> execution_roles;
  std::vector<Repository> repositories;
  std::vector<Runtime> runtimes;
  std::vector<Suppression> suppress;
  std::vector<SeverityOverride> severities;

  // Set by resolve().
  std::vector<ReferenceUse> references;  ///< every reference of the config, in the order of describe()
  std::vector<Parameter> parameters;     ///< of the templates, in the order of their first use

  /// Set by load(): what `suppress` and `severities` say, and what of it was met so far.
  std::shared_ptr<Acceptance> acceptance;
  /// Set by load().
  Placing placing;

  /// The target that the stacks of this project are for. nullptr: the config has no targets.
  [[nodiscard]] const Target* target() const {
    const auto at = std::find_if(targets.begin(), targets.end(),
                                 [&](const Target& each) { return *each.region == *region; });
    return at == targets.end() ? nullptr : &*at;
  }

  /// "<project>-<stack>-<environment>"
  [[nodiscard]] std::string stack_name(std::string_view stack) const {
    return project.value + "-" + std::string(stack) + "-" + environment.value;
  }
};

/// What is said of the whole config.
template <class Visitor>
void describe_settings(Visitor& visitor, Project& project) {
  visitor.field({.key = "project",
                 .doc = "Part of every name: a-z, 0-9 and -, at most 32",
                 .required = true,
                 .pattern = "^[a-z][a-z0-9-]*$",
                 .example = "hackathon",
                 .maximum = limits::project_name_max},
                project.project);
  visitor.field({.key = "environment",
                 .doc = "Part of every name: a-z, 0-9 and -, at most 16; --env sets it, too",
                 .required = true,
                 .pattern = "^[a-z][a-z0-9-]*$",
                 .example = "test",
                 .maximum = limits::environment_name_max},
                project.environment);
  visitor.field({.key = "region",
                 .doc = "Region of all four stacks",
                 .required = true,
                 .instead = "targets",
                 .one_of = Facts::regions},
                project.region);
  visitor.field({.key = "targets",
                 .doc = "Regions, in the order of the roll-out, and the accounts that get the stacks there",
                 .fallback = "the one region and account that the stacks are deployed in"},
                project.targets);
  visitor.field({.key = "rollout", .doc = "How the roll-out to `targets` goes on"}, project.rollout);
  visitor.field({.key = "account_id",
                 .doc = "Account the stacks go to",
                 .fallback = "the account that deploys (AWS::AccountId)"},
                project.account_id);
  visitor.field(
      {.key = "tags",
       .doc = "Tags of every resource; Project, Environment and Name are added where they are not written",
       .pattern = "^[A-Za-z0-9 _.:/=+@-]*$",
       .minimum = 1,
       .maximum = limits::ecr_tag_value_max,
       .max_items = limits::tags_max,
       .key_pattern = "^[A-Za-z0-9 _.:/=+@-]+$",
       .max_key_size = limits::ecr_tag_key_max},
      project.tags);
  visitor.field(
      {.key = "outputs", .doc = "all gives five outputs a runtime, minimal just its ARN", .fallback = "all"},
      project.outputs);
  visitor.field(
      {.key = "cross_stack_references",
       .doc = "exports, which cannot change while a stack imports them, or ssm parameters, which can",
       .fallback = "exports"},
      project.cross_stack_references);
}

/// What the stacks are made of.
template <class Visitor>
void describe_sections(Visitor& visitor, Project& project) {
  visitor.field({.key = "network",
                 .doc = "The network stack",
                 .fallback = "made with defaults when a runtime uses VPC mode without ids of its own"},
                project.network);
  visitor.field({.key = "execution_roles",
                 .doc = "Roles of the security stack",
                 .fallback = "one, when a runtime names none"},
                project.execution_roles);
  visitor.field({.key = "repositories",
                 .doc = "ECR repositories of the storage stack",
                 .fallback = "agent-images, when an artifact refers to it"},
                project.repositories);
  visitor.field({.key = "runtimes", .doc = "The agents", .required = true}, project.runtimes);
}

template <class Visitor>
void describe(Visitor& visitor, Project& project) {
  describe_settings(visitor, project);
  describe_sections(visitor, project);
  visitor.field({.key = "suppress", .doc = "Findings that are accepted on purpose", .fallback = "none"},
                project.suppress);
  visitor.field({.key = "severities", .doc = "Another severity for a rule", .fallback = "each rule's own"},
                project.severities);
  visitor.overlays({.key = "environments",
                    .doc =
                        "For each environment by name, what differs there: mappings merge, null takes a key "
                        "away, lists of named things merge by name, other lists are replaced"});
}

}  // namespace agentcore
