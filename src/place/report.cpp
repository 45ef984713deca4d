#include "place/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "place/codes.hpp"

namespace agentcore::placing {
namespace {

constexpr std::size_t most_notes = 10;

std::string_view kind_of_item(StackKind kind) {
  if (kind == StackKind::security) return "role";
  return kind == StackKind::storage ? "repository" : "runtime";
}

std::size_t count_of(const Item& item, const Quota& quota) {
  return quota.count == &Weight::parameters ? item.parameters.size() : item.weight.*quota.count;
}

const Quota* passed(const Weight& weight, const Weight& limit) {
  const auto* quota = std::find_if(all_quotas.begin(), all_quotas.end(),
                                   [&](const Quota& each) { return weight.*each.count > limit.*each.count; });
  return quota == all_quotas.end() ? nullptr : quota;
}

}  // namespace

bool Reporter::expect_each_fits(const Weight& limit) const {
  bool all_fit = true;
  for (std::size_t i = 0; i < wanted_.items.size(); ++i) {
    const Item& item = wanted_.items[i];
    const Weight alone = Part(wanted_.frame).with(item);  // parameters and all
    const Quota* quota = passed(alone, limit);
    if (quota == nullptr) continue;
    all_fit = false;
    diagnostics_.report(
        too_large, item.place,
        fmt::format("the {} `{}` takes {} {}; CloudFormation takes {} in a template",
                    kind_of_item(wanted_.kind), item.name, alone.*quota->count, quota->what, quota->most));
  }
  return all_fit;
}

std::vector<std::size_t> Reporter::biggest(const Part& part, const Quota& quota) const {
  std::vector<std::size_t> items = part.items();
  std::stable_sort(items.begin(), items.end(), [&](std::size_t a, std::size_t b) {
    return count_of(wanted_.items[a], quota) > count_of(wanted_.items[b], quota);
  });
  return items;
}

/// The biggest, until the rest is within the quota.
void Reporter::add_lines_to_delete(const Part& part, const Quota& quota, Diagnostic& finding) const {
  std::size_t left = part.weight().*quota.count;
  for (const std::size_t index : biggest(part, quota)) {
    if (left <= quota.most || finding.notes.size() == most_notes) return;
    const Item& item = wanted_.items[index];
    left -= std::min(left, count_of(item, quota));
    finding.add_note(
        fmt::format("delete this line to have `{}` ({} {}) placed anew, which deletes and re-creates it",
                    item.name, count_of(item, quota), quota.what),
        item.lock_line);
  }
}

void Reporter::expect_within(std::size_t index, const Part& part, const Weight& limit) const {
  const Quota* quota = passed(part.weight(), limit);
  if (quota == nullptr) return;
  const Item& first = wanted_.items[biggest(part, *quota).front()];
  Diagnostic& finding = diagnostics_.report(
      outgrown, first.place,
      fmt::format("what lives in stack {} has {} {}; CloudFormation takes {}", stack(index),
                  part.weight().*quota->count, quota->what, quota->most),
      fmt::format(
          "take something away, such as of `{}`, the biggest with {} {}, or delete the lines named here from "
          "the lock",
          first.name, count_of(first, *quota), quota->what));
  add_lines_to_delete(part, *quota, finding);
}

void Reporter::no_room(std::size_t item, std::size_t index, const Part& part) const {
  Weight weight = part.with(wanted_.items[item]);
  const Quota* quota = passed(weight, hard_limit());
  diagnostics_.report(
      outgrown, wanted_.items[item].place,
      fmt::format("`{}` refers to what lives in stack {} and is referred to from there, and the stack has no "
                  "room: it "
                  "would have {} {}; CloudFormation takes {}",
                  wanted_.items[item].name, stack(index), weight.*quota->count, quota->what, quota->most),
      "remove one of the references, or take something away from what lives in that stack");
}

void Reporter::expect_no_cycle(const std::vector<Dependency>& cycle) const {
  if (cycle.empty()) return;
  const auto where = [&](const Item& item) {
    return item.lives_in == 0 ? std::string("new") : fmt::format("in {}", stack(item.lives_in - 1));
  };
  std::string chain;
  for (const Dependency& wait : cycle) {
    const Item& from = wanted_.items[wait.from];
    const Item& to = wanted_.items[wait.to];
    chain += fmt::format("{}`{}` ({}) refers to `{}` ({})", chain.empty() ? "" : ", ", from.name, where(from),
                         to.name, where(to));
  }
  Diagnostic& finding = diagnostics_.report(stack_cycle, wanted_.items[cycle.front().from].place,
                                            fmt::format("stacks would wait for each other: {}", chain));
  for (const Dependency& wait : cycle) {
    const Item& from = wanted_.items[wait.from];
    if (from.lock_line) finding.add_note(fmt::format("`{}` lives there", from.name), from.lock_line);
  }
}

}  // namespace agentcore::placing

namespace agentcore {

std::vector<const RuleInfo*> place_rules() {
  using namespace placing;
  return {&too_large, &outgrown, &stack_cycle};
}

}  // namespace agentcore
