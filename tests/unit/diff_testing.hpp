#pragma once

// A small world for tests of differences.

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "agentcore/diff.hpp"

namespace agentcore {

/// A stack of each (name, template), deployed as "test-<name>".
inline TemplateSet templates(const std::vector<std::pair<std::string, Json>>& bodies) {
  TemplateSet set;
  for (const auto& [name, body] : bodies) {
    TemplateFile file;
    file.stack = name;
    file.stack_name = "test-" + name;
    file.body = body;
    set.templates.push_back(std::move(file));
  }
  return set;
}

/// One stack with these resources.
inline TemplateSet resources(const char* json) {
  return templates({{"main", {{"Resources", Json::parse(json)}}}});
}

inline const ResourceChange& change_of(const Difference& difference, const std::string& id) {
  for (const StackDifference& stack : difference.stacks) {
    for (const ResourceChange& change : stack.resources) {
      if (change.logical_id == id) return change;
    }
  }
  FAIL("no change of " << id);
  throw;
}

inline std::vector<std::string> paths_of(const std::vector<ValueChange>& changes) {
  std::vector<std::string> paths;
  for (const ValueChange& change : changes) paths.push_back(to_string(change.path));
  return paths;
}

inline std::vector<std::string> kinds_of(const Difference& difference) {
  std::vector<std::string> kinds;
  for (const Hazard& hazard : difference.hazards) kinds.push_back(hazard.kind + " " + hazard.logical_id);
  return kinds;
}

}  // namespace agentcore
