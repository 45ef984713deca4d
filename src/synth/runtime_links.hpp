#pragma once

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
  void reserve(ToPlace& runtimes) const;

  /// Learns which lie apart.
  void settle(const Parts& parts);

  /// Links the piece of a runtime to those that lie apart from it. To be called once it is settled.
  void link(std::size_t index, Piece& runtime) const;

  /// The parts that a part needs. To be called once it is settled.
  [[nodiscard]] std::set<std::size_t> needs(std::size_t part) const;

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

  // Of what lies apart:
  std::map<std::size_t, std::vector<Call>> calls_of_;      // by who calls
  std::map<std::size_t, std::vector<Call>> published_of_;  // by who is called: calls that it publishes for
  std::map<std::size_t, std::set<std::size_t>> needs_;     // by part
};

}  // namespace agentcore
