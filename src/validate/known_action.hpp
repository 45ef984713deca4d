#pragma once

// The actions of IAM that config/iam_actions.json knows.

#include <algorithm>
#include <string_view>

#include "agentcore/catalog.hpp"

namespace agentcore {

/// Calls `check` with every action of a service until it says true. Whether it did.
template <class Check>
bool any_action(const catalog::ServiceActions& service, Check check) {
  std::string_view rest = service.actions;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (check(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

/// Whether `*` or `?` stands in the name of an action.
bool is_action_pattern(std::string_view name);

/// Whether a name, in any case, or a pattern means an action of the service.
bool has_action(const catalog::ServiceActions& service, std::string_view wanted);

/// Whether a text such as "dynamodb:GetItem" or "s3:Get*" means an action of a service.
bool is_known_action(std::string_view written);

}  // namespace agentcore
