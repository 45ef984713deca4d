#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "agentcore/overlay.hpp"

namespace agentcore {

/// A finding on what all environments and targets of a file share is mended only where all of them are
/// checked and have it.
class MendsOfAll {
 public:
  /// `document`: the file's, which outlives this; nullptr: there is none, so nothing is mended.
  /// `overrides` may choose the one environment or target that is checked, where not all are.
  MendsOfAll(const Document* document, const Overrides& overrides);

  /// The findings on one environment.
  void add(const Diagnostics& environment);

  /// Takes away the fixes that some environment has no need of, or is not asked for, but for those of
  /// overlays alone.
  void drop_others(Diagnostics& diagnostics) const;

 private:
  using Key = std::tuple<const RuleInfo*, const Source*, std::uint32_t, std::string>;

  static Key key_of(const Diagnostic& finding);
  [[nodiscard]] bool edits_overlays_only(const Diagnostic& finding) const;

  const Document* document_;
  std::string overlays_ = "environments.";  // the paths of those that may be edited begin so
  bool sees_all_ = true;
  std::map<Key, std::size_t> found_;
  std::size_t environments_ = 0;
};

}  // namespace agentcore
