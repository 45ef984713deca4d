#include "diff/seeds.hpp"

#include <set>

#include "diff/intrinsics.hpp"
#include "diff/uses.hpp"

namespace agentcore::diffing {
namespace {

bool is_on_both_sides(const EntryChange& entry) {
  return !entry.values.front().path.empty() || (entry.values.front().before && entry.values.front().after);
}

/// Another value, as far as the template says.
bool changes_value(const EntryChange& parameter) {
  return std::ranges::any_of(parameter.values, [](const ValueChange& change) {
    const std::string& key = change.path.empty() ? std::string() : change.path.front().key;
    return change.before && change.after && (key == "Default" || key == "Type");
  });
}

class Seeds {
 public:
  explicit Seeds(std::size_t stack) : stack_(stack) {}

  void add_parameter(const EntryChange& parameter) {
    if (!changes_value(parameter)) return;
    add(local_key(stack_, parameter.name), false, "parameter ", parameter.name,
        " may change (unless the stack has a value of its own for it)");
  }

  void add_condition(const EntryChange& condition) {
    if (!is_on_both_sides(condition)) return;
    add(condition_key(stack_, condition.name), false, "condition ", condition.name, " may change");
  }

  /// Each changed entry for those that name it, and for those whose keys are known at deployment only.
  void add_mapping(const EntryChange& mapping, const Json& before, const Json& after) {
    std::set<std::pair<std::string, std::string>> changed;
    for (const ValueChange& change : mapping.values) {
      if (change.path.size() >= 2) {
        changed.emplace(change.path[0].key, change.path[1].key);
      } else if (!change.path.empty()) {
        add_keys(change.path[0].key, before, after, changed);
      }
    }
    for (const auto& [first, second] : changed) add_entry(mapping.name, first, second);
  }

  [[nodiscard]] std::vector<SectionSeed> take() && { return std::move(seeds_); }

 private:
  void add(std::string key, bool certain, std::string front, const std::string& name, std::string_view back) {
    seeds_.push_back({std::move(key), certain, {std::move(front), name, back, stack_, no_parent}});
  }

  static void add_keys(const std::string& first, const Json& before, const Json& after,
                       std::set<std::pair<std::string, std::string>>& keys) {
    for (const Json* side : {&before, &after}) {
      const Json* entries = member(*side, first);
      if (entries == nullptr || !entries->is_object()) continue;
      for (const auto& [second, value] : entries->items()) keys.emplace(first, second);
    }
  }

  void add_entry(const std::string& mapping, const std::string& first, const std::string& second) {
    const std::string named = mapping_entry(mapping, first, second);
    for (const bool first_known : {true, false}) {
      for (const bool second_known : {true, false}) {
        const bool certain = first_known && second_known;
        const std::string used =
            mapping_entry(mapping, first_known ? first : "*", second_known ? second : "*");
        add(mapping_key(stack_, used), certain, "mapping ", named, " changes");
      }
    }
  }

  std::size_t stack_;
  std::vector<SectionSeed> seeds_;
};

}  // namespace

std::vector<SectionSeed> seeds_of_sections(const StackPair& pair, std::size_t stack,
                                           const StackDifference& difference) {
  Seeds seeds(stack);
  for (const EntryChange& parameter : difference.parameters) seeds.add_parameter(parameter);
  for (const EntryChange& condition : difference.conditions) seeds.add_condition(condition);
  for (const EntryChange& mapping : difference.mappings) {
    static const Json nothing = Json::object();
    const Json* before = member(section(pair.base, "Mappings"), mapping.name);
    const Json* after = member(section(pair.next, "Mappings"), mapping.name);
    seeds.add_mapping(mapping, before == nullptr ? nothing : *before, after == nullptr ? nothing : *after);
  }
  return std::move(seeds).take();
}

}  // namespace agentcore::diffing
