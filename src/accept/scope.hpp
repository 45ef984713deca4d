#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "agentcore/document.hpp"

namespace agentcore {

/// The parts of a config that paths stand for: all that is written at a path and below it, and nothing that
/// an alias elsewhere stands for, too.
class Scopes {
 public:
  explicit Scopes(const Node& root) : root_(root) {}

  /// Number of the part at a path as of `--set`: `runtimes[0].artifact`, `runtimes[planner]`. Nothing: it
  /// leads nowhere.
  std::optional<std::size_t> find(std::string_view path);

  /// To be called behind the last find().
  void close();

  /// Numbers of the parts that hold a place.
  [[nodiscard]] std::vector<std::size_t> holding(const Range& range) const;

 private:
  struct Place {
    Range range;  // of a key, a scalar, or what opens a list or a mapping
    std::size_t scope;
  };

  using Uses = std::unordered_map<const Node*, std::uint32_t>;

  static bool comes_before(const Place& a, const Place& b);
  void count_all_uses();
  void count_uses(const Node& node);
  [[nodiscard]] std::uint32_t uses_of(const Node& node) const;
  bool is_whole(const Node& node, Uses& met) const;
  void add(const Node& node, std::size_t scope, Uses& met);
  void add_child(const Node& child, const Range& header, std::size_t scope, Uses& met);

  const Node& root_;
  std::map<std::string, std::optional<std::size_t>, std::less<>> known_;
  std::size_t count_ = 0;
  Uses uses_;  // how often lists and mappings name each node
  std::vector<Place> places_;
};

}  // namespace agentcore
