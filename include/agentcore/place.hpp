#pragma once

// Things with their weights -> the part of its stack that each lives in: agentcore, agentcore-2, ...
//
// What lives somewhere already stays there, since a move is a deletion; what is new goes to the first part
// that has room. Pure: knows of things only what weighs and what refers to what.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// What CloudFormation bounds in a template.
struct Weight {
  std::size_t resources = 0;
  std::size_t outputs = 0;
  std::size_t parameters = 0;
  std::size_t dynamic_references = 0;
  std::size_t bytes = 0;

  Weight& operator+=(const Weight& other);
};

/// A runtime with its endpoints, a role, a repository.
struct Item {
  /// A parameter of its template, which counts once for all who use it.
  struct Parameter {
    std::string name;
    std::size_t bytes;
  };

  std::string_view name;  ///< the config's
  Range place;            ///< in the config
  Weight weight;          ///< without the parameters
  std::vector<Parameter> parameters;
  std::vector<std::size_t> refers_to;  ///< other items, which are deployed before; no cycle
  std::size_t lives_in = 0;            ///< a part, from 1; 0: it is new
  Range lock_line;                     ///< that says so
};

struct ToPlace {
  StackKind kind = StackKind::agentcore;
  std::vector<Item> items;
  Weight frame;        ///< of each part that holds anything
  Weight first_frame;  ///< of the first part, beside that
  std::size_t max_resources = 0;
};

struct Parts {
  std::vector<std::size_t> part_of;  ///< by item; from 1
  std::vector<std::size_t> order;    ///< the parts that hold something, each behind those that it refers to
  bool half_full = false;            ///< some part holds more than half of what new things may fill
};

/// Places the items: `lives_in` stays, up to CloudFormation's quotas; a new one goes into the first part that
/// has room below `max_resources` and 80% of every other quota, and from which no part comes to wait for
/// itself. Nothing: an error (AC71xx).
std::optional<Parts> place(const ToPlace& wanted, Diagnostics& diagnostics);

std::vector<const RuleInfo*> place_rules();

}  // namespace agentcore
