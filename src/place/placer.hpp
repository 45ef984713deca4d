#pragma once

#include <optional>
#include <vector>

#include "place/deployment_order.hpp"
#include "place/part.hpp"

namespace agentcore::placing {

/// Fills the parts. Every part has a rank, and whatever refers to another part refers to one of a lower rank,
/// so that no parts wait for each other.
class Placer {
 public:
  Placer(const ToPlace& wanted, Diagnostics& diagnostics);

  /// Where each item is, as place() says. Nothing: errors.
  std::optional<Parts> run();

 private:
  /// The parts in which an item does not upset the ranks.
  struct Span {
    std::optional<std::size_t> lowest;   // holds what it refers to
    std::optional<std::size_t> highest;  // holds what refers to it
  };

  void settle();
  DeploymentOrder sorted();
  bool bind(const std::vector<Dependency>& cycle);
  void add(std::size_t part, std::size_t item);
  void add_part();
  void rank_as(std::vector<std::size_t> order);
  void limit_by_callers(const DeploymentOrder& order);
  void find_least(const std::vector<std::size_t>& new_items);
  [[nodiscard]] bool is_full(std::size_t part) const;
  void put(std::size_t item);
  [[nodiscard]] Span span_of(std::size_t item) const;
  [[nodiscard]] bool is_within(std::size_t part, const Span& span) const;
  [[nodiscard]] std::optional<std::size_t> part_with_room(std::size_t item, const Span& span) const;
  [[nodiscard]] std::optional<std::size_t> part_with_reserve(std::size_t item, const Span& span) const;
  std::size_t make_part(const Span& span);
  [[nodiscard]] Parts result() const;

  const ToPlace& wanted_;
  Diagnostics& diagnostics_;
  Weight hard_;
  Weight fill_;
  Weight least_;  // of all new items, by each quota
  std::vector<Part> parts_;
  std::vector<std::size_t> lives_in_;                // by item: the part from 1 that it must be in, or 0
  std::vector<std::size_t> part_of_;                 // by item
  std::vector<std::optional<std::size_t>> callers_;  // by item: of the parts that wait for it, the first
  std::vector<std::size_t> order_;                   // parts by rank
  std::vector<std::size_t> rank_;                    // by part
  std::vector<std::size_t> open_;                    // parts that may have room, by number
};

}  // namespace agentcore::placing
