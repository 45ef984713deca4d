#pragma once

#include <deque>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "synth/pieces.hpp"

namespace agentcore {

/// The references from runtime to runtime: Fn::GetAtt within a part, and from part to part what goes between
/// stacks.
class RuntimeLinks {
 public:
  explicit RuntimeLinks(const Project& project);

  /// Says which item refers to which, and reckons with the room that it takes if all lie apart.
  void reserve(Pieces& runtimes);

  /// Links those that lie apart.
  void link(const Parts& parts, std::vector<Piece>& runtimes) const;

  /// By part, those that it needs. Shorter where the last ones need none.
  [[nodiscard]] std::vector<std::set<std::size_t>> needs(const Parts& parts) const;

 private:
  struct Call {
    std::size_t from;
    std::size_t to;
    RuntimeAttribute attribute;
    bool operator<(const Call& other) const;
  };

  [[nodiscard]] bool is_published(const Call& call) const;
  [[nodiscard]] Piece publication(const Call& call) const;
  void replace(const Call& call, Piece& caller) const;

  const Project& project_;
  std::map<Call, std::size_t> calls_;  // and at how many places each is
  std::deque<Piece> reserved_;         // whose parameters are reckoned with
};

}  // namespace agentcore
