#include <fmt/format.h>

#include "agentcore/change_facts.hpp"
#include "diff/hazards.hpp"
#include "diff/intrinsics.hpp"
#include "diff/readable.hpp"

namespace agentcore::diffing {
namespace {

struct Sides {
  const Json& before;  ///< properties
  const Json& after;
};

void add_type_change(const ResourceChange& change, const std::string& stack, std::vector<Hazard>& hazards) {
  // https://github.com/aws/aws-sam-cli/issues/6786 quotes the refusal.
  hazards.push_back(
      {"type-change", stack, change.logical_id,
       fmt::format("{} changes its type from {} to {}", change.logical_id, change.type_before, change.type),
       "CloudFormation refuses it (\"Update of resource type is not permitted\"). Give the new resource "
       "another "
       "logical id"});
}

void add_exchange(const ResourceChange& change, const std::string& stack, std::vector<Hazard>& hazards) {
  const catalog::ExclusiveMembers& fact = *catalog::find_exclusive_members(change.type);
  hazards.push_back({"artifact-switch", stack, change.logical_id,
                     fmt::format("{} of {} {}", fact.property, change.logical_id, fact.consequence),
                     std::string(fact.help)});
}

void add_collision(const ResourceChange& change, const std::string& stack, const Sides& sides,
                   const catalog::TypeChanges& facts, std::vector<Hazard>& hazards) {
  const std::string_view path = name_among(facts.fixed_names);
  const std::string_view otherwise =
      path.ends_with("Name") ? ", or leave it out so that CloudFormation makes one" : "";
  const std::string_view may = change.action == Action::replace ? "is" : "may be";
  hazards.push_back(
      {"fixed-name", stack, change.logical_id,
       fmt::format("{} {} replaced and keeps its {} {}", change.logical_id, may, path,
                   readable_text(*value_at(sides.after, path))),
       fmt::format(
           "CloudFormation makes the new resource before it deletes the old one, which still has that. "
           "Change {} in the same edit{}",
           path, otherwise)});
}

}  // namespace

void find_replacement_hazards(const Compared& compared, std::vector<Hazard>& hazards) {
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
    const Members old_resources(&section(compared.pairs[i].base, "Resources"));
    const Members new_resources(&section(compared.pairs[i].next, "Resources"));
    const std::string& stack = compared.differences[i].stack;
    for (const ResourceChange& change : compared.differences[i].resources) {
      const catalog::TypeChanges* facts = compared.facts.of(change.type);
      if (change.action != Action::replace && change.action != Action::may_replace) continue;
      const Sides sides{properties_of(old_resources.find(change.logical_id)),
                        properties_of(new_resources.find(change.logical_id))};
      if (!change.type_before.empty()) {
        add_type_change(change, stack, hazards);
      } else if (exchanges_members(change.type, sides.before, sides.after)) {
        add_exchange(change, stack, hazards);
      } else if (keeps_fixed_name(change, sides.before, sides.after, facts)) {
        add_collision(change, stack, sides, *facts, hazards);
      }
    }
  }
}

}  // namespace agentcore::diffing
