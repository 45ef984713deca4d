#include "place/placer.hpp"

#include <algorithm>

#include "place/quota.hpp"
#include "place/report.hpp"

namespace agentcore::placing {

Placer::Placer(const ToPlace& wanted, Diagnostics& diagnostics)
    : wanted_(wanted),
      diagnostics_(diagnostics),
      hard_(hard_limit()),
      fill_(fill_limit(wanted.max_resources)),
      part_of_(wanted.items.size()),
      callers_(wanted.items.size()) {}

std::optional<Parts> Placer::run() {
  if (wanted_.items.empty()) return Parts{};
  const Reporter reporter(wanted_, diagnostics_);
  if (!reporter.expect_each_fits(hard_)) return std::nullopt;
  settle();
  for (std::size_t part = 0; part < parts_.size(); ++part) reporter.expect_within(part, parts_[part], hard_);
  if (diagnostics_.has_errors()) return std::nullopt;
  const DeploymentOrder order = sorted();
  reporter.expect_no_cycle(order.cycle());
  if (diagnostics_.has_errors()) return std::nullopt;
  rank_as(order.parts());
  limit_by_callers(order);
  find_least(order.new_items());
  for (const std::size_t item : order.new_items()) put(item);
  return result();
}

void Placer::add_part() {
  Weight frame = wanted_.frame;
  if (parts_.empty()) frame += wanted_.first_frame;
  open_.push_back(parts_.size());
  parts_.emplace_back(frame);
}

void Placer::add(std::size_t part, std::size_t item) {
  parts_[part].add(item, wanted_.items[item]);
  part_of_[item] = part;
}

/// What lives somewhere already.
void Placer::settle() {
  std::size_t count = 1;
  for (const Item& item : wanted_.items) count = std::max(count, item.lives_in);
  for (std::size_t part = 0; part < count; ++part) add_part();
  for (std::size_t i = 0; i < wanted_.items.size(); ++i) {
    lives_in_.push_back(wanted_.items[i].lives_in);
    if (lives_in_[i] > 0) add(lives_in_[i] - 1, i);
  }
}

DeploymentOrder Placer::sorted() {
  while (true) {
    DeploymentOrder order(wanted_.items, lives_in_, parts_.size());
    if (!bind(order.cycle())) return order;
  }
}

/// What is new, refers to something in a part and is referred to from there can live in that part only.
/// False: the cycle is none of this kind.
bool Placer::bind(const std::vector<Dependency>& cycle) {
  std::vector<std::size_t> parts;
  for (const Dependency& wait : cycle) {
    if (lives_in_[wait.from] > 0) parts.push_back(lives_in_[wait.from] - 1);
  }
  if (parts.size() != 1) return false;
  for (const auto& [item, to] : cycle) {
    if (lives_in_[item] > 0) continue;
    if (!fits(parts_[parts[0]].with(wanted_.items[item]), hard_))
      Reporter(wanted_, diagnostics_).no_room(item, parts[0], parts_[parts[0]]);
    lives_in_[item] = parts[0] + 1;
    add(parts[0], item);
  }
  return true;
}

void Placer::rank_as(std::vector<std::size_t> order) {
  order_ = std::move(order);
  rank_.resize(order_.size());
  for (std::size_t rank = 0; rank < order_.size(); ++rank) rank_[order_[rank]] = rank;
}

/// What is new must not come behind the parts that wait for it, be it through other new items.
void Placer::limit_by_callers(const DeploymentOrder& order) {
  const auto limit = [&](std::size_t item, std::optional<std::size_t> part) {
    std::optional<std::size_t>& first = callers_[item];
    if (part && (!first || rank_[*part] < rank_[*first])) first = part;
  };
  for (std::size_t i = 0; i < wanted_.items.size(); ++i) {
    if (lives_in_[i] == 0) continue;
    for (const std::size_t to : wanted_.items[i].refers_to) limit(to, part_of_[i]);
  }
  const std::vector<std::size_t>& items = order.new_items();
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    for (const std::size_t to : wanted_.items[*item].refers_to) limit(to, callers_[*item]);
  }
}

void Placer::find_least(const std::vector<std::size_t>& new_items) {
  least_ = hard_;
  for (const std::size_t item : new_items) {
    const Weight& weight = wanted_.items[item].weight;
    for (const Quota& quota : all_quotas)
      least_.*quota.count = std::min(least_.*quota.count, weight.*quota.count);
  }
  least_.parameters = 0;  // they may be there already
  std::erase_if(open_, [&](std::size_t part) { return is_full(part); });
}

/// Not even the least of the new items has room in it.
bool Placer::is_full(std::size_t part) const {
  Weight weight = parts_[part].weight();
  weight += least_;
  return !parts_[part].items().empty() && !fits(weight, fill_);
}

void Placer::put(std::size_t item) {
  const Span span = span_of(item);
  std::optional<std::size_t> part = part_with_room(item, span);
  if (!part && span.highest) part = part_with_reserve(item, span);
  if (!part) part = make_part(span);
  add(*part, item);
  if (is_full(*part)) std::erase(open_, *part);
}

Placer::Span Placer::span_of(std::size_t item) const {
  Span span{std::nullopt, callers_[item]};
  for (const std::size_t to : wanted_.items[item].refers_to) {
    if (!span.lowest || rank_[part_of_[to]] > rank_[*span.lowest]) span.lowest = part_of_[to];
  }
  return span;
}

bool Placer::is_within(std::size_t part, const Span& span) const {
  return (!span.lowest || rank_[part] >= rank_[*span.lowest]) &&
         (!span.highest || rank_[part] <= rank_[*span.highest]);
}

std::optional<std::size_t> Placer::part_with_room(std::size_t item, const Span& span) const {
  for (const std::size_t part : open_) {
    const bool is_empty = parts_[part].items().empty();
    const Weight& limit = is_empty ? hard_ : fill_;
    if (is_within(part, span) && fits(parts_[part].with(wanted_.items[item]), limit)) return part;
  }
  return std::nullopt;
}

/// Rather than behind a part that waits for it, an item goes into the room that is kept for growth.
std::optional<std::size_t> Placer::part_with_reserve(std::size_t item, const Span& span) const {
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    if (is_within(part, span) && fits(parts_[part].with(wanted_.items[item]), hard_)) return part;
  }
  return std::nullopt;
}

/// Right before the part that waits for the item, or behind all.
std::size_t Placer::make_part(const Span& span) {
  const std::size_t part = parts_.size();
  add_part();
  std::vector<std::size_t> order = std::move(order_);
  const std::size_t rank = span.highest ? rank_[*span.highest] : order.size();
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(rank), part);
  rank_as(std::move(order));
  return part;
}

Parts Placer::result() const {
  Parts parts;
  for (const std::size_t part : part_of_) parts.part_of.push_back(part + 1);
  for (const std::size_t part : order_) {
    if (!parts_[part].items().empty()) parts.order.push_back(part + 1);
  }
  const auto is_half_full = [&](const Part& part) {
    return std::any_of(all_quotas.begin(), all_quotas.end(), [&](const Quota& quota) {
      return part.weight().*quota.count * 2 > fill_.*quota.count;
    });
  };
  parts.half_full = std::any_of(parts_.begin(), parts_.end(), is_half_full);
  return parts;
}

}  // namespace agentcore::placing

namespace agentcore {

std::optional<Parts> place(const ToPlace& wanted, Diagnostics& diagnostics) {
  Diagnostics own;  // errors of other stacks must not stop this one
  std::optional<Parts> parts = placing::Placer(wanted, own).run();
  diagnostics.take(own);
  return parts;
}

}  // namespace agentcore
