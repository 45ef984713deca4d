// A name that one resource gives up and another one takes, in one stack or in two.

#include <fmt/format.h>

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

std::string help_for(const ResourceChange& taker, const Owner& owner, const std::string& owner_stack,
                     bool is_same_stack, std::string_view path) {
  const std::string& old = owner.change->logical_id;
  if (owner.change->action == Action::retain) {
    return fmt::format("{} stays when it leaves its stack. Change {} as well, or import it into the stack",
                       old, path);
  }
  if (is_same_stack) {
    return fmt::format(
        "CloudFormation makes {} before it deletes {}, and knows no renaming. Keep the logical id, or change "
        "{} as well",
        taker.logical_id, old, path);
  }
  return fmt::format("deploy {} first, which deletes the old one, or change {} as well", owner_stack, path);
}

class Names {
 public:
  explicit Names(const Compared& compared) : compared_(compared) {
    for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
      const Members resources(&section(compared.pairs[i].base, "Resources"));
      for (const ResourceChange& change : compared.differences[i].resources) {
        if (goes(change)) owners_.emplace(key(change, resources), Owner{i, &change});
      }
    }
    owners_.erase("");
  }

  void find_takers(std::vector<Hazard>& hazards) const {
    if (owners_.empty()) return;
    for (std::size_t i = 0; i < compared_.pairs.size(); ++i) {
      const Members resources(&section(compared_.pairs[i].next, "Resources"));
      for (const ResourceChange& change : compared_.differences[i].resources) {
        if (change.action != Action::create) continue;
        const auto owner = owners_.find(key(change, resources));
        if (owner == owners_.end()) continue;
        hazards.push_back(hazard(change, i, owner->second, properties_of(resources.find(change.logical_id))));
      }
    }
  }

 private:
  std::string key(const ResourceChange& change, const Members& resources) const {
    return identity_key(change, properties_of(resources.find(change.logical_id)),
                        compared_.facts.of(change.type));
  }

  Hazard hazard(const ResourceChange& taker, std::size_t stack, const Owner& owner,
                const Json& properties) const {
    const std::string_view path = name_among(compared_.facts.of(taker.type)->fixed_names);
    const std::string& owner_stack = compared_.differences[owner.stack].stack;
    const bool is_same_stack = owner.stack == stack;
    const std::string of = is_same_stack ? "" : fmt::format(" ({})", owner_stack);
    return {"fixed-name", compared_.differences[stack].stack, taker.logical_id,
            fmt::format("{} takes the {} {} while {}{} has it", taker.logical_id, path,
                        readable_text(*value_at(properties, path)), owner.change->logical_id, of),
            help_for(taker, owner, owner_stack, is_same_stack, path)};
  }

  const Compared& compared_;
  std::map<std::string, Owner> owners_;
};

}  // namespace

void find_name_hazards(const Compared& compared, std::vector<Hazard>& hazards) {
  Names(compared).find_takers(hazards);
}

}  // namespace agentcore::diffing
