#include <fmt/format.h>

#include "agentcore/change_facts.hpp"
#include "diff/hazards.hpp"
#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

struct Sides {
  const Json& before;  ///< properties
  const Json& after;
};

std::string fixed_name(const catalog::TypeChanges& facts, const Json& properties) {
  for (const std::string_view path : facts.fixed_names) {
    if (value_at(properties, path) != nullptr) return std::string(path);
  }
  return {};
}

std::string shown(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

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
  const std::string path = fixed_name(facts, sides.after);
  const std::string_view may = change.action == Action::replace ? "is" : "may be";
  hazards.push_back(
      {"fixed-name", stack, change.logical_id,
       fmt::format("{} {} replaced and keeps the name {}", change.logical_id, may,
                   shown(*value_at(sides.after, path))),
       fmt::format(
           "CloudFormation makes the new resource before it deletes the old one, whose name is taken. "
           "Change {} in the same edit, or leave it out so that CloudFormation makes one",
           path)});
}

void add_rename(const ResourceChange& change, const std::string& stack, const catalog::TypeChanges* facts,
                std::vector<Hazard>& hazards) {
  if (facts == nullptr || catalog::find_name_scope(change.type) != nullptr) return;
  for (const ValueChange& property : change.properties) {
    const std::string path = to_string(property.path);
    if (std::ranges::find(facts->fixed_names, path) == facts->fixed_names.end()) continue;
    hazards.push_back(
        {"fixed-name", stack, change.logical_id,
         fmt::format("{} takes the name {} while {} has it", change.logical_id, shown(*property.after),
                     change.renamed),
         fmt::format("a logical id cannot be renamed: CloudFormation makes {} before it deletes {}. Keep the "
                     "logical id, or change {} as well",
                     change.logical_id, change.renamed, path)});
    return;
  }
}

}  // namespace

void find_replacement_hazards(const Compared& compared, std::vector<Hazard>& hazards) {
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
    const Members old_resources(&section(compared.pairs[i].base, "Resources"));
    const Members new_resources(&section(compared.pairs[i].next, "Resources"));
    const std::string& stack = compared.differences[i].stack;
    for (const ResourceChange& change : compared.differences[i].resources) {
      const catalog::TypeChanges* facts = compared.facts.of(change.type);
      if (change.action == Action::create && !change.renamed.empty())
        add_rename(change, stack, facts, hazards);
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
