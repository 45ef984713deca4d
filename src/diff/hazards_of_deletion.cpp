#include <fmt/format.h>

#include <algorithm>

#include "agentcore/change_facts.hpp"
#include "diff/hazards.hpp"
#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

/// What holds network interfaces now, and how long they stay: the first such resource of BASE.
struct Holder {
  std::string logical_id;
  std::string_view duration;
};

std::optional<Holder> find_holder(const std::vector<StackPair>& pairs) {
  for (const StackPair& pair : pairs) {
    for (const auto& [id, resource] : section(pair.base, "Resources").items()) {
      const auto* fact = catalog::find_lingering_interfaces(text_of(&resource, "Type"));
      if (fact != nullptr && value_at(properties_of(&resource), fact->property) != nullptr) {
        return Holder{id, fact->duration};
      }
    }
  }
  return std::nullopt;
}

bool is_replaced(const ResourceChange& change) {
  return change.action == Action::replace || change.action == Action::may_replace;
}

bool goes(const ResourceChange& change) {
  return change.action == Action::remove || is_replaced(change) ||
         change.action == Action::may_create_or_delete;
}

bool stays_outside(const ResourceChange& change, const Members& new_resources) {
  if (change.action == Action::remove) return false;  // it would be said to be retained
  const char* policy =
      change.action == Action::may_create_or_delete ? "DeletionPolicy" : "UpdateReplacePolicy";
  return text_of(new_resources.find(change.logical_id), policy) == "Retain";
}

void add_loss(const ResourceChange& change, const std::string& type, const std::string& stack,
              std::vector<Hazard>& hazards) {
  const catalog::DeletionFact* fact = catalog::find_deletion_fact(type);
  if (fact == nullptr) return;
  const std::string_view what = is_replaced(change) ? "deleting the old" : "deleting";
  hazards.push_back({"deletion", stack, change.logical_id,
                     fmt::format("{} {} {}", what, change.logical_id, fact->consequence),
                     std::string(fact->help)});
}

void add_wait(const ResourceChange& change, const std::string& stack, const Holder& holder,
              std::vector<Hazard>& hazards) {
  hazards.push_back(
      {"lingering-interfaces", stack, change.logical_id,
       fmt::format(
           "{} cannot be deleted while network interfaces of {} are in it: {} after the runtime has left",
           change.logical_id, holder.logical_id, holder.duration),
       fmt::format("first deploy the change that takes the runtime out or away, wait until `aws ec2 "
                   "describe-network-interfaces` shows none in it, then {} it; or keep {} with {}: Retain",
                   is_replaced(change) ? "replace" : "delete", is_replaced(change) ? "the old one" : "it",
                   is_replaced(change) ? "UpdateReplacePolicy" : "DeletionPolicy")});
}

}  // namespace

void find_deletion_hazards(const Compared& compared, std::vector<Hazard>& hazards) {
  const catalog::Names holding = catalog::interface_holders();
  std::optional<std::optional<Holder>> holder;  // looked for when it is needed
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
    const Members new_resources(&section(compared.pairs[i].next, "Resources"));
    const std::string& stack = compared.differences[i].stack;
    for (const ResourceChange& change : compared.differences[i].resources) {
      if (!goes(change) || stays_outside(change, new_resources)) continue;
      const std::string& type = change.type_before.empty() ? change.type : change.type_before;
      add_loss(change, type, stack, hazards);
      if (std::ranges::find(holding, type) == holding.end()) continue;
      if (!holder) holder = find_holder(compared.pairs);
      if (*holder) add_wait(change, stack, **holder, hazards);
    }
  }
}

}  // namespace agentcore::diffing
