#include <fmt/format.h>

#include <algorithm>

#include "diff/intrinsics.hpp"
#include "diff/normalise.hpp"
#include "diff/readable.hpp"
#include "diff/security/security.hpp"

namespace agentcore::diffing {
namespace {

/// By what two statements are equal. A Sid says nothing of what is allowed.
std::string statement_key(const StatementChange& statement) {
  const Shape conditions{nullptr, {}, Shape::Kind::conditions};
  const auto text = [](const StatementTargets& targets) {
    return fmt::format("{}{}", targets.negated ? "not " : "", fmt::join(targets.values, "\x1f"));
  };
  // `*` of an endpoint's policy is what is reached through that endpoint.
  const bool is_of_endpoint = statement.kind == StatementChange::Kind::endpoint;
  return fmt::format("{} {}\n{}\n{}\n{}\n{}\n{}", static_cast<int>(statement.kind),
                     is_of_endpoint ? statement.logical_id : "", statement.effect, text(statement.actions),
                     text(statement.resources), text(statement.principals),
                     key_of(normalised(statement.condition, conditions)));
}

std::vector<StatementChange> all_statements(const std::vector<ChangedResource>& resources,
                                            const Json* ChangedResource::*side) {
  std::vector<StatementChange> all;
  for (const ChangedResource& resource : resources) {
    if (resource.*side == nullptr) continue;
    std::ranges::move(statements_of(resource.logical_id, *(resource.*side)), std::back_inserter(all));
  }
  return all;
}

/// Statements by the resource that they are written in.
using ByResource = std::unordered_map<std::string, std::vector<const StatementChange*>>;

ByResource by_resource(const std::vector<StatementChange>& statements) {
  ByResource found;
  for (const StatementChange& statement : statements) found[statement.logical_id].push_back(&statement);
  return found;
}

bool is_covered(const StatementChange& statement, const ByResource& others) {
  const auto found = others.find(statement.logical_id);
  return found != others.end() && std::ranges::any_of(found->second, [&](const StatementChange* other) {
           return covers(*other, statement);
         });
}

void add_policies(const Json* resource, const std::string& logical_id,
                  std::vector<ManagedPolicyChange>& policies) {
  const Json& properties = properties_of(resource);
  if (const Json* arns = member(properties, "ManagedPolicyArns")) {
    const Json plain = readable(*arns);
    for (const Json& arn : plain.is_array() ? plain : Json::array({plain})) {
      policies.push_back({false, {}, logical_id, readable_text(arn), false});
    }
  }
  const Json* boundary = member(properties, "PermissionsBoundary");
  if (boundary != nullptr) policies.push_back({false, {}, logical_id, readable_text(*boundary), true});
}

std::string policy_key(const ManagedPolicyChange& change) {
  return fmt::format("{}\n{}\n{}", change.logical_id, change.policy, change.boundary);
}

template <class T>
void put(std::vector<T>& changes, bool added, const std::string& stack, std::vector<T>& into) {
  for (T& change : changes) {
    change.added = added;
    change.stack = stack;
    into.push_back(std::move(change));
  }
}

}  // namespace

void find_statement_changes(const std::vector<ChangedResource>& resources, const std::string& stack,
                            Difference& difference) {
  const std::vector<StatementChange> old_ones = all_statements(resources, &ChangedResource::before);
  const std::vector<StatementChange> new_ones = all_statements(resources, &ChangedResource::after);
  std::vector<StatementChange> removed = old_ones;
  std::vector<StatementChange> added = new_ones;
  keep_unequal(removed, added, statement_key);
  if (removed.empty() && added.empty()) return;
  const ByResource before = by_resource(old_ones);
  const ByResource after = by_resource(new_ones);
  for (StatementChange& statement : added) {
    statement.broadens = statement.effect != "Deny" && !is_covered(statement, before);
  }
  // With its resource, what a statement of it denied goes, too.
  std::unordered_set<std::string_view> staying;
  for (const ChangedResource& resource : resources) {
    if (resource.after != nullptr) staying.insert(resource.logical_id);
  }
  for (StatementChange& statement : removed) {
    statement.broadens =
        statement.effect == "Deny" && staying.contains(statement.logical_id) && !is_covered(statement, after);
  }
  put(added, true, stack, difference.statements);
  put(removed, false, stack, difference.statements);
}

void find_managed_policy_changes(const std::vector<ChangedResource>& resources, const std::string& stack,
                                 Difference& difference) {
  std::vector<ManagedPolicyChange> removed;
  std::vector<ManagedPolicyChange> added;
  for (const ChangedResource& resource : resources) {
    add_policies(resource.before, resource.logical_id, removed);
    add_policies(resource.after, resource.logical_id, added);
  }
  keep_unequal(removed, added, policy_key);
  put(added, true, stack, difference.managed_policies);
  put(removed, false, stack, difference.managed_policies);
}

}  // namespace agentcore::diffing
