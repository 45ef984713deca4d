// Which items of two lists are the same ones. Linear in their length.

#include <algorithm>
#include <numeric>

#include "diff/compare_values.hpp"
#include "diff/normalise.hpp"

namespace agentcore::diffing {
namespace {

using Indices = std::vector<std::size_t>;

/// Items of both lists that have no equal in the other.
struct Unequal {
  Indices before;
  Indices after;
};

std::vector<std::string> keys_of(const Json& list, const Shape& item) {
  std::vector<std::string> keys;
  for (const Json& value : list) keys.push_back(key_of(normalised(value, item)));
  return keys;
}

/// Of sets, items are the same wherever they stand.
Unequal unequal_in_sets(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::unordered_map<std::string_view, Indices> open;
  for (std::size_t i = before.size(); i-- > 0;) open[before[i]].push_back(i);
  Unequal unequal;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto equal = open.find(after[i]);
    if (equal == open.end() || equal->second.empty()) {
      unequal.after.push_back(i);
    } else {
      equal->second.pop_back();
    }
  }
  for (const auto& [key, indices] : open) {
    unequal.before.insert(unequal.before.end(), indices.begin(), indices.end());
  }
  std::ranges::sort(unequal.before);
  return unequal;
}

/// Of ordered lists, what lies between the equal front and the equal end.
Unequal unequal_in_lists(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t front = 0;
  while (front < shorter && before[front] == after[front]) ++front;
  std::size_t end = 0;
  while (end < shorter - front && before[before.size() - 1 - end] == after[after.size() - 1 - end]) ++end;
  Unequal unequal{Indices(before.size() - front - end), Indices(after.size() - front - end)};
  std::iota(unequal.before.begin(), unequal.before.end(), front);
  std::iota(unequal.after.begin(), unequal.after.end(), front);
  return unequal;
}

/// For each unequal item of `before`, the item of `after` that it became: of the same name, or in the same
/// place. Of ordered lists, items that became others keep their order.
class Pairs {
 public:
  Pairs(const Json& before, const Json& after, const Unequal& unequal, bool ordered) {
    if (ordered && unequal.before.size() == unequal.after.size()) {
      for (std::size_t i = 0; i < unequal.before.size(); ++i) add(unequal.before[i], unequal.after[i]);
      return;
    }
    std::unordered_map<std::string, std::size_t> named;
    for (const std::size_t i : unequal.after) named.emplace(item_name(after[i]), i);
    named.erase("");
    std::size_t least = 0;
    for (const std::size_t i : unequal.before) {
      const auto other = named.find(item_name(before[i]));
      if (other == named.end() || (ordered && other->second < least)) continue;
      add(i, other->second);
      least = other->second + 1;
      named.erase(other);
    }
  }

  [[nodiscard]] const std::size_t* find(std::size_t before) const {
    const auto found = of_before_.find(before);
    return found == of_before_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] bool has(std::size_t after) const { return after_.contains(after); }

 private:
  void add(std::size_t before, std::size_t after) {
    of_before_.emplace(before, after);
    after_.emplace(after, before);
  }

  std::unordered_map<std::size_t, std::size_t> of_before_;
  std::unordered_map<std::size_t, std::size_t> after_;
};

FoundChange whole_item(const ValuePath& path, const Shape& item) { return {{.path = path}, item.path}; }

}  // namespace

void compare_lists(const Json& before, const Json& after, const ValuePath& path, const Shape& shape,
                   std::vector<FoundChange>& found) {
  const bool ordered = !(shape.is_set(before) && shape.is_set(after));
  const Shape item = shape.item();
  const auto old_keys = keys_of(before, item);
  const auto new_keys = keys_of(after, item);
  const Unequal unequal =
      ordered ? unequal_in_lists(old_keys, new_keys) : unequal_in_sets(old_keys, new_keys);
  const Pairs pairs(before, after, unequal, ordered);
  ValuePath below = path;
  below.emplace_back();
  for (const std::size_t i : unequal.before) {
    below.back() = {item_name(before[i]), i};
    if (const std::size_t* became = pairs.find(i)) {
      compare_values(before[i], after[*became], below, item, found);
    } else {
      found.push_back(whole_item(below, item));
      found.back().change.before = before[i];
    }
  }
  for (const std::size_t i : unequal.after) {
    if (pairs.has(i)) continue;
    below.back() = {item_name(after[i]), i};
    found.push_back(whole_item(below, item));
    found.back().change.after = after[i];
  }
}

}  // namespace agentcore::diffing
