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

bool comes_before(const Range& a, const Range& b) {
  if (a.source != b.source) return std::less<>()(a.source, b.source);
  return std::tuple(a.begin, a.end) < std::tuple(b.begin, b.end);
}

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

std::shared_ptr<const Scope> Scope::find(const Node& root, std::string_view path) {
  const std::string argument = std::string(path) + "=";
  std::uint32_t end = 0;
  const auto steps = overlaying::parse_path(argument, 0, end);
  if (!steps || end + 1 != argument.size()) return nullptr;
  auto scope = std::make_shared<Scope>();
  const Node* node = &root;
  std::string_view list;
  Range place;
  for (const Step& step : *steps) {
    node = follow(*node, step, list, place);
    if (node == nullptr) return nullptr;
  }
  scope->places_.push_back(place);
  scope->add(*node);
  std::sort(scope->places_.begin(), scope->places_.end(), comes_before);
  return scope;
}

void Scope::add(const Node& written) {
  const Node& node = structure_of(written);
  const bool holds_others = node.kind == Node::Kind::sequence || node.kind == Node::Kind::mapping;
  places_.push_back(holds_others ? Range{node.range.source, node.range.begin, node.range.begin + 1}
                                 : node.range);
  for (const Node* item : node.items) {
    places_.push_back(item_header(*item));
    add(*item);
  }
  for (const Entry& entry : node.entries) {
    places_.push_back(entry.key->range);
    add(*entry.value);
  }
}

bool Scope::holds(const Range& range) const {
  if (!range) return false;
  const Range last{range.source, range.begin, static_cast<std::uint32_t>(-1)};
  const auto behind = std::upper_bound(places_.begin(), places_.end(), last, comes_before);
  if (behind == places_.begin()) return false;
  const Range& place = *std::prev(behind);
  return place.source == range.source && range.begin < std::max(place.end, place.begin + 1);
}

}  // namespace agentcore
