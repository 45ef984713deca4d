// Changed properties with what stands around them.

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "diff/intrinsics.hpp"
#include "diff/text_parts.hpp"

namespace agentcore::diffing {
namespace {

constexpr std::string_view indent = "    ";

/// A value that is shown or folded as one: what changed in it, or, if nothing did, its text.
struct Unit {
  std::vector<const ValueChange*> changes;
  std::string name;
  std::string path;
  const Json* value = nullptr;
};

/// Where a change stands among the members of objects. A list is one place, since an index may count in BASE.
std::string place_of(const ValuePath& path) {
  ValuePath place;
  for (const PathStep& step : path) {
    if (step.index) break;
    place.push_back(step);
  }
  return to_string(place);
}

/// NEW's members in their order, and after each those that stood behind it in BASE and are gone.
std::vector<std::string> merged_keys(const Json& before, const Json& after) {
  std::unordered_map<std::string, std::vector<std::string>> gone;
  std::string previous;
  for (const auto& [key, value] : before.items()) {
    if (member(after, key) != nullptr) {
      previous = key;
    } else {
      gone[previous].push_back(key);
    }
  }
  std::vector<std::string> merged = gone[""];
  for (const auto& [key, value] : after.items()) {
    merged.push_back(key);
    const std::vector<std::string>& behind = gone[key];
    merged.insert(merged.end(), behind.begin(), behind.end());
  }
  return merged;
}

/// The units of a resource's properties, in the order in which they are written.
class Layout {
 public:
  explicit Layout(const ResourceChange& change) {
    for (const ValueChange& value : change.properties) changed_[place_of(value.path)].push_back(&value);
    walk(change.old_properties, change.new_properties);
  }

  [[nodiscard]] std::vector<Unit> take() && { return std::move(units_); }

 private:
  void walk(const Json& before, const Json& after) {
    for (const std::string& key : merged_keys(before, after)) {
      path_.push_back({key, {}});
      add(key, member(before, key), member(after, key));
      path_.pop_back();
    }
  }

  void add(const std::string& key, const Json* before, const Json* after) {
    const std::string place = to_string(path_);
    if (auto changed = changed_.extract(place)) {
      units_.push_back({std::move(changed.mapped()), key, place, nullptr});
    } else if (after != nullptr && after->is_object() && !after->empty() && intrinsic_of(*after) == nullptr) {
      static const Json nothing = Json::object();
      walk(before != nullptr && before->is_object() ? *before : nothing, *after);
    } else if (after != nullptr) {
      units_.push_back({{}, key, place, after});
    }
  }

  std::unordered_map<std::string, std::vector<const ValueChange*>> changed_;
  ValuePath path_;
  std::vector<Unit> units_;
};

/// Which units stand no more than `context` away from a changed one.
std::vector<bool> near_changes(const std::vector<Unit>& units, std::size_t context) {
  std::vector<bool> near(units.size());
  const std::size_t reach = std::min(context, units.size());
  for (std::size_t i = 0, from = 0; i < units.size(); ++i) {
    if (units[i].changes.empty()) continue;
    const std::size_t end = std::min(units.size(), i + 1 + reach);
    for (std::size_t j = std::max(from, i - std::min(i, reach)); j < end; ++j) near[j] = true;
    from = end;  // so that wide contexts that overlap are not gone through again
  }
  return near;
}

std::string folded_text(std::size_t count, std::string_view one, std::string_view many,
                        const Painter& painter) {
  if (count == 0) return {};
  return indent.data() + painter.faint(fmt::format("# {} {} unchanged", count, count == 1 ? one : many)) +
         "\n";
}

std::string unit_text(const Unit& unit, const Painter& painter) {
  constexpr std::size_t longest = 72;
  if (unit.changes.empty()) {
    return fmt::format("{}  {}: {}\n", indent, unit.path, short_text(unit.name, *unit.value, longest));
  }
  std::string text;
  for (const ValueChange* change : unit.changes) text += value_line(*change, indent, "", painter);
  return text;
}

std::string with_context(const std::vector<Unit>& units, std::size_t context, const Painter& painter) {
  const std::vector<bool> near = near_changes(units, context);
  std::string text;
  std::size_t folded = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!near[i]) {
      ++folded;
      continue;
    }
    text += folded_text(std::exchange(folded, 0), "value", "values", painter) + unit_text(units[i], painter);
  }
  return text + folded_text(folded, "value", "values", painter);
}

std::size_t count_unchanged(const ResourceChange& change) {
  std::unordered_set<std::string_view> changed;
  for (const ValueChange& value : change.properties) {
    if (value.after && !value.path.empty()) changed.insert(value.path.front().key);
    if (value.path.size() > 1) changed.insert(value.path.front().key);
  }
  return change.new_properties.size() - std::min(change.new_properties.size(), changed.size());
}

}  // namespace

std::string properties_text(const ResourceChange& change, std::size_t context, const Painter& painter) {
  const std::vector<Unit> units = Layout(change).take();
  if (context > 0) return with_context(units, context, painter);
  std::string text;
  for (const Unit& unit : units) {
    if (!unit.changes.empty()) text += unit_text(unit, painter);
  }
  return text + folded_text(count_unchanged(change), "property", "properties", painter);
}

}  // namespace agentcore::diffing
