#include "accept/scope.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>
#include <tuple>

#include "overlay/named_lists.hpp"
#include "overlay/path.hpp"

namespace agentcore {
namespace {

using overlaying::Step;

/// The item that a step in brackets chooses by number or name. nullptr: none.
const Node* find_item(const Node& sequence, const Step& step, std::string_view list) {
  std::size_t index = 0;
  const char* end = step.text.data() + step.text.size();
  const auto [stopped, error] = std::from_chars(step.text.data(), end, index);
  if (error == std::errc{} && stopped == end) {
    return index < sequence.items.size() ? sequence.items[index] : nullptr;
  }
  const overlaying::NamedList* named = overlaying::find_named_list(list);
  for (const Node* item : sequence.items) {
    const Node* name = named == nullptr ? nullptr : overlaying::name_of_item(*item, *named);
    if (name != nullptr && name->text == step.text) return item;
  }
  return nullptr;
}

/// What a step leads to, and the place that opens it. nullptr: nothing.
const Node* follow(const Node& written, const Step& step, std::string_view& list, Range& place) {
  const Node& node = structure_of(written);
  if (node.kind == Node::Kind::sequence) {
    const Node* item = step.bracketed ? find_item(node, step, list) : nullptr;
    if (item != nullptr) place = item_header(*item);
    return item;
  }
  const Entry* entry = overlaying::find_entry(node, step.text);
  if (entry == nullptr || entry->value->removed) return nullptr;
  list = step.text;
  place = entry->key->range;
  return entry->value;
}

}  // namespace

bool Scopes::comes_before(const Place& a, const Place& b) {
  if (a.range.source != b.range.source) return std::less<>()(a.range.source, b.range.source);
  return std::tuple(a.range.begin, a.range.end, a.scope) < std::tuple(b.range.begin, b.range.end, b.scope);
}

std::optional<std::size_t> Scopes::find(std::string_view path) {
  const auto [known, fresh] = known_.emplace(path, std::nullopt);
  if (!fresh) return known->second;
  const std::string argument = std::string(path) + "=";
  std::uint32_t end = 0;
  const auto steps = overlaying::parse_path(argument, 0, end);
  if (!steps || end + 1 != argument.size()) return std::nullopt;
  if (uses_.empty()) count_all_uses();
  const Node* node = &root_;
  std::string_view list;
  Range place;
  bool is_shared = false;
  for (const Step& step : *steps) {
    node = follow(*node, step, list, place);
    if (node == nullptr) return std::nullopt;
    is_shared |= uses_of(*node) > 1;
  }
  Uses met;
  if (!is_shared) add_child(*node, place, count_, met);
  return known->second = count_++;
}

void Scopes::count_all_uses() {
  for (const Entry& entry : structure_of(root_).entries) {
    if (entry.key->text == "environments") continue;  // what of it holds here is merged in
    if (++uses_[entry.value] == 1) count_uses(*entry.value);
  }
}

std::uint32_t Scopes::uses_of(const Node& node) const {
  const auto found = uses_.find(&node);
  return found == uses_.end() ? 1 : found->second;
}

void Scopes::count_uses(const Node& written) {
  const Node& node = structure_of(written);
  const auto count = [&](const Node* child) {
    if (++uses_[child] == 1) count_uses(*child);
  };
  for (const Node* item : node.items) count(item);
  for (const Entry& entry : node.entries) {
    count(entry.key);
    count(entry.value);
  }
}

/// Whether all that names a node was met within a part.
bool Scopes::is_whole(const Node& node, Uses& met) const {
  const std::uint32_t uses = uses_of(node);
  return uses == 1 || ++met[&node] == uses;
}

void Scopes::add_child(const Node& child, const Range& header, std::size_t scope, Uses& met) {
  if (!is_whole(child, met)) return;
  places_.push_back({header, scope});
  add(child, scope, met);
}

void Scopes::add(const Node& written, std::size_t scope, Uses& met) {
  const Node& node = structure_of(written);
  const bool holds_others = node.kind == Node::Kind::sequence || node.kind == Node::Kind::mapping;
  const std::uint32_t end = holds_others ? node.range.begin + 1 : node.range.end;
  places_.push_back({{node.range.source, node.range.begin, end}, scope});
  for (const Node* item : node.items) add_child(*item, item_header(*item), scope, met);
  for (const Entry& entry : node.entries) {
    if (is_whole(*entry.key, met)) places_.push_back({entry.key->range, scope});
    if (is_whole(*entry.value, met)) add(*entry.value, scope, met);
  }
}

void Scopes::close() { std::sort(places_.begin(), places_.end(), comes_before); }

std::vector<std::size_t> Scopes::holding(const Range& range) const {
  std::vector<std::size_t> scopes;
  if (!range) return scopes;
  constexpr std::uint32_t last = static_cast<std::uint32_t>(-1);
  const Place behind{{range.source, range.begin, last}, last};
  auto place = std::upper_bound(places_.begin(), places_.end(), behind, comes_before);
  const std::uint32_t begin = place == places_.begin() ? 0 : std::prev(place)->range.begin;
  while (place != places_.begin()) {
    --place;
    if (place->range.source != range.source || place->range.begin != begin) break;
    if (range.begin < std::max(place->range.end, begin + 1)) scopes.push_back(place->scope);
  }
  return scopes;
}

}  // namespace agentcore
