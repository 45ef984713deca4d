#include "diff/compare_values.hpp"

#include "diff/intrinsics.hpp"
#include "diff/normalise.hpp"

namespace agentcore::diffing {
namespace {

bool is_plain_object(const Json& value) { return value.is_object() && intrinsic_of(value) == nullptr; }

void add(std::vector<FoundChange>& found, const ValuePath& path, const Shape& shape, const Json* before,
         const Json* after) {
  FoundChange change{{.path = path}, shape.path};
  if (before != nullptr) change.change.before = *before;
  if (after != nullptr) change.change.after = *after;
  found.push_back(std::move(change));
}

}  // namespace

Members::Members(const Json* object) {
  if (object == nullptr || !object->is_object()) return;
  by_name_.reserve(object->size());
  for (const auto& [key, value] : object->get_ref<const Json::object_t&>()) by_name_.emplace(key, &value);
}

const Json* Members::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

void compare_members(const Json* before, const Json* after, const ValuePath& path, const Shape& shape,
                     std::vector<FoundChange>& found) {
  static const Json none = Json::object();
  const Json& old_object = before == nullptr ? none : *before;
  const Json& new_object = after == nullptr ? none : *after;
  const Members old_members(&old_object);
  const Members new_members(&new_object);
  ValuePath below = path;
  below.emplace_back();
  for (const auto& [key, value] : old_object.get_ref<const Json::object_t&>()) {
    below.back().key = key;
    const Shape inner = shape.member(old_object, key);
    const Json* other = new_members.find(key);
    if (other == nullptr) {
      add(found, below, inner, &value, nullptr);
    } else {
      compare_values(value, *other, below, inner, found);
    }
  }
  for (const auto& [key, value] : new_object.get_ref<const Json::object_t&>()) {
    below.back().key = key;
    if (old_members.find(key) == nullptr) {
      add(found, below, shape.member(new_object, key), nullptr, &value);
    }
  }
}

void compare_values(const Json& before, const Json& after, const ValuePath& path, const Shape& shape,
                    std::vector<FoundChange>& found) {
  if (same(before, after, shape)) return;
  if (is_plain_object(before) && is_plain_object(after)) {
    compare_members(&before, &after, path, shape, found);
  } else if (before.is_array() && after.is_array()) {
    compare_lists(before, after, path, shape, found);
  } else {
    add(found, path, shape, &before, &after);
  }
}

}  // namespace agentcore::diffing
