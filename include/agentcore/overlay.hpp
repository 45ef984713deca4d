#pragma once

// Document -> the mapping that is decoded: the overlay of the chosen environment merged in, that of the
// chosen target, and on top of that the values of the command line. Every node keeps the place that wrote it,
// so a finding points at the overlay's line or at the argument.

#include <deque>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "agentcore/limits.hpp"

namespace agentcore {

/// What the command line says over the file.
struct Overrides {
  std::optional<std::string> environment;  ///< `--env NAME`
  std::vector<std::string> values;         ///< `--set path=value`, each as "path=value"
  std::optional<std::string> region = {};  ///< `--region NAME`: which of the targets
  /// `--max-resources N`: to which new things fill a stack. It is no part of the config, and is not merged
  /// in.
  std::size_t max_resources = static_cast<std::size_t>(limits::budget_resources);

  /// Whether any of them stands against what the file says.
  [[nodiscard]] bool any() const { return environment || region || !values.empty(); }
};

/// The merged nodes, and what they refer to beside the Document.
class Overlaid {
 public:
  [[nodiscard]] const Node& root() const { return *root_; }
  /// The arguments as sources: "--set runtimes[0].artifact.tag=v2".
  [[nodiscard]] const std::deque<Source>& arguments() const { return arguments_; }
  /// Those of the targets, each once, in their order; the tree is that of the chosen one, or of the first.
  /// Empty: the config has no targets.
  [[nodiscard]] const std::vector<std::string>& regions() const { return regions_; }

 private:
  friend class Overlayer;
  using Memory = std::pmr::monotonic_buffer_resource;

  std::unique_ptr<Memory> memory_ = std::make_unique<Memory>();
  std::deque<Source> arguments_;
  std::deque<Document> values_;  // arguments that are lists or mappings
  std::vector<std::string> regions_;
  const Node* root_ = nullptr;
};

/// Merges and sets as README, "Environments and overrides" says. Findings are AC15xx; the result counts only
/// without errors, and refers to `document`.
Overlaid overlay(const Document& document, const Overrides& overrides, Diagnostics& diagnostics);

/// The names under `environments`, in the file's order. None: the file has no overlays.
std::vector<std::string> environment_names(const Document& document);

/// What the file writes as `environment`. Empty: it leaves that to `--env`.
std::string own_environment(const Document& document);

/// What it writes as `project`. Empty: it leaves that to overlays or `--set`.
std::string own_project(const Document& document);

std::vector<const RuleInfo*> overlay_rules();

}  // namespace agentcore
