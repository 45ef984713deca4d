// A name that one resource gives up and another one takes, in one stack or in two.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "diff/hazards.hpp"
#include "diff/intrinsics.hpp"
#include "diff/normalise.hpp"
#include "diff/readable.hpp"

namespace agentcore::diffing {
namespace {

/// A resource that goes.
struct Owner {
  std::size_t stack;
  const ResourceChange* change;
};

/// Equal for two resources of which only one can be there at a time. Empty: the template gives it no name.
std::string identity_key(const ResourceChange& change, const Json& properties,
                         const catalog::TypeChanges* facts) {
  if (facts == nullptr || facts->fixed_names.empty()) return {};
  std::string key = change.type;
  for (const std::string_view path : facts->fixed_names) {
    const Json* value = value_at(properties, path);
    if (value == nullptr) return {};
    key += '\n' + key_of(normalised(*value, {}));
  }
  return key;
}

bool goes(const ResourceChange& change) {
  return change.action == Action::remove || change.action == Action::retain;
}

/// Whether the old resource could become the new one without being replaced.
bool could_stay(const Json& before, const Json& after, const catalog::TypeChanges& facts) {
  return std::ranges::all_of(facts.create_only, [&](std::string_view path) {
    const Json* old_value = value_at(before, path);
    const Json* new_value = value_at(after, path);
    if (old_value == nullptr || new_value == nullptr) return old_value == new_value;
    return same(*old_value, *new_value, {});
  });
}

std::string help_for(const TakenName& name, const std::string& owner_stack, bool could_stay) {
  const std::string& old = name.owner->logical_id;
  if (name.owner->action == Action::retain) {
    return fmt::format("{} stays when it leaves its stack. Change {} as well, or import it into the stack",
                       old, name.path);
  }
  if (name.owner_stack != name.taker_stack) {
    return fmt::format("deploy {} first, which deletes the old one, or change {} as well", owner_stack,
                       name.path);
  }
  const std::string order =
      fmt::format("CloudFormation makes {} before it deletes {}", name.taker->logical_id, old);
  return could_stay ? fmt::format("{}, and knows no renaming. Keep the logical id, or change {} as well",
                                  order, name.path)
                    : fmt::format("{}. Change {} as well", order, name.path);
}

std::vector<Members> resources_of(const Compared& compared, const TemplateFile* StackPair::*side) {
  std::vector<Members> resources;
  for (const StackPair& pair : compared.pairs) resources.emplace_back(&section(pair.*side, "Resources"));
  return resources;
}

/// Those that go, by what they are known by.
std::map<std::string, Owner> find_owners(const Compared& compared) {
  std::map<std::string, Owner> owners;
  const std::vector<Members> resources = resources_of(compared, &StackPair::base);
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
    for (const ResourceChange& change : compared.differences[i].resources) {
      if (!goes(change)) continue;
      const Json& properties = properties_of(resources[i].find(change.logical_id));
      owners.emplace(identity_key(change, properties, compared.facts.of(change.type)), Owner{i, &change});
    }
  }
  owners.erase("");
  return owners;
}

}  // namespace

std::vector<TakenName> find_taken_names(const Compared& compared) {
  std::vector<TakenName> taken;
  const std::map<std::string, Owner> owners = find_owners(compared);
  if (owners.empty()) return taken;
  const std::vector<Members> resources = resources_of(compared, &StackPair::next);
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
    for (const ResourceChange& change : compared.differences[i].resources) {
      if (change.action != Action::create) continue;
      const catalog::TypeChanges* facts = compared.facts.of(change.type);
      const Json& properties = properties_of(resources[i].find(change.logical_id));
      const auto owner = owners.find(identity_key(change, properties, facts));
      if (owner == owners.end()) continue;
      taken.push_back(
          {owner->second.stack, owner->second.change, i, &change, name_among(facts->fixed_names)});
    }
  }
  return taken;
}

void add_name_hazards(const Compared& compared, const std::vector<TakenName>& taken,
                      std::vector<Hazard>& hazards) {
  if (taken.empty()) return;
  const std::vector<Members> before = resources_of(compared, &StackPair::base);
  const std::vector<Members> after = resources_of(compared, &StackPair::next);
  for (const TakenName& name : taken) {
    const Json& old_one = properties_of(before[name.owner_stack].find(name.owner->logical_id));
    const Json& new_one = properties_of(after[name.taker_stack].find(name.taker->logical_id));
    const std::string& owner_stack = compared.differences[name.owner_stack].stack;
    const std::string of = name.owner_stack == name.taker_stack ? "" : fmt::format(" ({})", owner_stack);
    const bool stays = could_stay(old_one, new_one, *compared.facts.of(name.taker->type));
    hazards.push_back({"fixed-name", compared.differences[name.taker_stack].stack, name.taker->logical_id,
                       fmt::format("{} takes the {} {} while {}{} has it", name.taker->logical_id, name.path,
                                   readable_text(*value_at(new_one, name.path)), name.owner->logical_id, of),
                       help_for(name, owner_stack, stays)});
  }
}

}  // namespace agentcore::diffing
