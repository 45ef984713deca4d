#include "agentcore/diff.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "diff/hazards.hpp"
#include "diff/propagate.hpp"
#include "diff/security/security.hpp"

namespace agentcore {
namespace {

/// In NEW's order, then what goes, in BASE's.
void put_in_order(const diffing::StackPair& pair, StackDifference& difference) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (const auto& [id, resource] : diffing::section(pair.next, "Resources").items()) {
    places.emplace(id, places.size());
  }
  const auto place = [&](const ResourceChange& change) {
    const auto found = places.find(change.logical_id);
    return found == places.end() ? places.size() : found->second;
  };
  std::ranges::stable_sort(difference.resources, {}, place);
}

template <class T>
void keep_stack(std::vector<T>& items, const std::string& stack) {
  std::erase_if(items, [&](const T& item) { return item.stack != stack; });
}

std::vector<std::string> all_of(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::string> all = one;
  for (const std::string& text : other) {
    if (std::ranges::find(all, text) == all.end()) all.push_back(text);
  }
  return all;
}

bool is_in_another_region(const TemplateSet& base, const TemplateSet& next) {
  return !base.region.empty() && !next.region.empty() && base.region != next.region;
}

/// Where NEW is deployed beside BASE instead of over it, a sentence on that; else an empty text.
std::string beside(const TemplateSet& base, const TemplateSet& next,
                   const std::vector<diffing::StackPair>& pairs) {
  const auto sentence = [](std::string_view what, const std::string& then, const std::string& now) {
    return fmt::format(
        "the {} differ ({} in NEW, {} in BASE): CloudFormation makes new stacks and leaves the old ones; "
        "what is shown is how they differ",
        what, then, now);
  };
  const auto other = std::ranges::find_if(pairs, diffing::is_another_stack);
  if (other != pairs.end()) {
    return sentence("names of the stacks", other->next->stack_name, other->base->stack_name);
  }
  return is_in_another_region(base, next) ? sentence("regions", next.region, base.region) : std::string{};
}

void find_hazards(const diffing::Compared& compared, std::vector<Hazard>& hazards) {
  const std::vector<diffing::TakenName> taken = diffing::find_taken_names(compared);
  diffing::find_export_hazards(compared, taken, hazards);
  diffing::find_replacement_hazards(compared, hazards);
  diffing::add_name_hazards(compared, taken, hazards);
  diffing::find_deletion_hazards(compared, hazards);
  diffing::find_image_hazards(compared, hazards);
}

}  // namespace

bool StackDifference::empty() const {
  return resources.empty() && depends_on.empty() && outputs.empty() && parameters.empty() &&
         conditions.empty() && mappings.empty() && metadata.empty() && other.empty();
}

bool Difference::empty() const {
  return std::ranges::all_of(stacks, [](const StackDifference& stack) { return stack.empty(); });
}

std::array<std::size_t, action_count> Difference::counts() const {
  std::array<std::size_t, action_count> counted{};
  for (const StackDifference& stack : stacks) {
    for (const ResourceChange& change : stack.resources) ++counted[static_cast<std::size_t>(change.action)];
  }
  return counted;
}

Difference diff(const TemplateSet& base, const TemplateSet& next) {
  const std::vector<diffing::StackPair> pairs = diffing::pair_stacks(base, next);
  diffing::Facts facts;
  Difference difference;
  for (const diffing::StackPair& pair : pairs) {
    difference.stacks.push_back(diffing::compare_templates(pair, facts));
  }
  diffing::propagate(pairs, facts, difference.stacks);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    std::ranges::for_each(difference.stacks[i].resources, diffing::judge_existence);
    put_in_order(pairs[i], difference.stacks[i]);
  }
  diffing::find_security_changes(pairs, difference);
  // In another region nothing is replaced and nothing goes.
  if (!is_in_another_region(base, next)) find_hazards({pairs, difference.stacks, facts}, difference.hazards);
  difference.not_followed = all_of(base.not_followed, next.not_followed);
  if (std::string sentence = beside(base, next, pairs); !sentence.empty()) {
    difference.not_followed.push_back(std::move(sentence));
  }
  return difference;
}

Difference only_stack(Difference difference, const std::string& stack) {
  std::erase_if(difference.stacks,
                [&](const StackDifference& each) { return each.stack != stack && each.stack_name != stack; });
  const std::string name = difference.stacks.empty() ? stack : difference.stacks.front().stack;
  keep_stack(difference.statements, name);
  keep_stack(difference.managed_policies, name);
  keep_stack(difference.security_group_rules, name);
  keep_stack(difference.hazards, name);
  return difference;
}

}  // namespace agentcore
