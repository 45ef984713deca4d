#include "overlay/put.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "overlay/codes.hpp"
#include "overlay/named_lists.hpp"

namespace agentcore::overlaying {
namespace {

/// "0", "-1", and numbers that no list is long enough for.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool has_item(const Node& sequence, std::string_view key, std::string_view name) {
  const NamedList* list = find_named_list(key);
  return list != nullptr && std::any_of(sequence.items.begin(), sequence.items.end(), [&](const Node* item) {
           const Node* own = name_of_item(*item, *list);
           return own != nullptr && own->text == name;
         });
}

class Putter {
 public:
  Putter(const Source& argument, NodeMaker& nodes, Diagnostics& diagnostics)
      : argument_(argument), nodes_(nodes), diagnostics_(diagnostics) {}

  /// `base` (nullptr: not there) with `value` (of a list: removed, it is taken out) at the end of `steps`;
  /// `list` is the key that `base` stands under. nullptr: a step leads nowhere, which is reported.
  const Node* put(const Node* base, std::span<const Step> steps, const Node* value, std::string_view list) {
    const Step& step = steps.front();
    const Range place{&argument_, step.begin, step.end};
    if (base != nullptr) base = &structure_of(*base);
    if (base != nullptr && base->kind == Node::Kind::sequence) {
      return put_item(*base, steps, value, list);
    }
    if (base == nullptr || base->kind == Node::Kind::null) {
      if (step.bracketed && (find_named_list(list) != nullptr || is_number(step.text))) {
        return nowhere(place, fmt::format("the config has no list `{}`", list),
                       fmt::format("write the list: `{}=[{{...}}]`", list));
      }
      Node empty;
      empty.kind = Node::Kind::mapping;
      empty.range = place;
      return put_entry(empty, steps, value);
    }
    if (base->kind == Node::Kind::scalar)
      return nowhere(place, fmt::format("`{}` has no keys: it is text", list));
    return put_entry(*base, steps, value);
  }

 private:
  const Node* put_entry(const Node& base, std::span<const Step> steps, const Node* value) {
    const Step& step = steps.front();
    const Entry* old = find_entry(base, step.text);
    const Node* child = value;
    if (steps.size() > 1) {
      child = put(old == nullptr ? nullptr : old->value, steps.subspan(1), value, step.text);
      if (child == nullptr) return nullptr;
    }
    const Entry fresh{nodes_.scalar({&argument_, step.begin, step.end}, step.text), child};
    std::vector<Entry> entries;
    for (const Entry& entry : base.entries) entries.push_back(&entry == old ? fresh : entry);
    if (old == nullptr) entries.push_back(fresh);
    return nodes_.with_entries(base, entries);
  }

  const Node* put_item(const Node& base, std::span<const Step> steps, const Node* value,
                       std::string_view list) {
    const std::optional<std::size_t> index = item_index(base, steps.front(), list);
    if (!index) return nullptr;
    const Node* child = value;
    if (steps.size() > 1) {
      child = put(base.items[*index], steps.subspan(1), value, list);
      if (child == nullptr) return nullptr;
    }
    std::vector<const Node*> items(base.items.begin(), base.items.end());
    if (child->removed) {
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(*index));
    } else {
      items[*index] = child;
    }
    return nodes_.with_items(base, items);
  }

  std::optional<std::size_t> item_index(const Node& base, const Step& step, std::string_view list) {
    const Range place{&argument_, step.begin, step.end};
    if (!step.bracketed) {
      nowhere(place, fmt::format("`{}` is a list: choose an entry, such as {}[0]", list, list),
              has_item(base, list, step.text) ? fmt::format("did you mean `{}[{}]`?", list, step.text) : "");
      return std::nullopt;
    }
    if (is_number(step.text)) return numbered_item(base, step, list);
    const NamedList* named = find_named_list(list);
    for (std::size_t i = 0; named != nullptr && i < base.items.size(); ++i) {
      const Node* name = name_of_item(*base.items[i], *named);
      if (name != nullptr && name->text == step.text) return i;
    }
    if (named != nullptr) {
      report_target(place, step.text, base, *named, diagnostics_);
    } else {
      nowhere(place, fmt::format("the entries of `{}` have no names: write a number", list));
    }
    return std::nullopt;
  }

  std::optional<std::size_t> numbered_item(const Node& base, const Step& step, std::string_view list) {
    std::size_t index = 0;
    const char* end = step.text.data() + step.text.size();
    const auto [stopped, error] = std::from_chars(step.text.data(), end, index);
    if (error == std::errc{} && stopped == end && index < base.items.size()) return index;
    const std::size_t count = base.items.size();
    nowhere({&argument_, step.begin, step.end},
            fmt::format("`{}` has {} {}, counted from 0", list, count, count == 1 ? "entry" : "entries"));
    return std::nullopt;
  }

  const Node* nowhere(Range place, std::string headline, std::string help = {}) {
    diagnostics_.report(overlaying::set_path, place, std::move(headline), std::move(help));
    return nullptr;
  }

  const Source& argument_;
  NodeMaker& nodes_;
  Diagnostics& diagnostics_;
};

}  // namespace

const Node* put(const Node& root, const Source& argument, std::span<const Step> steps, const Node* value,
                NodeMaker& nodes, Diagnostics& diagnostics) {
  return Putter(argument, nodes, diagnostics).put(&root, steps, value, {});
}

}  // namespace agentcore::overlaying
