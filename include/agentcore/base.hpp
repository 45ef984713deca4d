#pragma once

// What `diff NEW [BASE]` accepts as a side, resolved to templates.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/overlay.hpp"
#include "agentcore/pipeline.hpp"
#include "agentcore/process.hpp"
#include "agentcore/read_template.hpp"

namespace agentcore {

/// What findings about a side point at. Must outlive the sink that holds them.
struct SideTexts {
  std::vector<Config> configs;  ///< for path_finder()
  std::vector<std::unique_ptr<Source>> sources;
};

struct SideOptions {
  Overrides overrides;  ///< of a config
  /// The other side: `git:REV` without a path reads the same path, `aws` the stacks of the same names.
  /// nullptr: none is known.
  const TemplateSet* other = nullptr;
  SideTexts& texts;
  ProcessRunner& processes = system_processes();
};

/// Reads a side: a config, a folder of templates (a cloud assembly with its manifest.json, or loose ones),
/// one template, `-`, `git:REV[:PATH]` (PATH from the working directory, as above), or `aws`. Nothing: there
/// are errors. Findings on a config are reported like those of `validate`.
std::optional<TemplateSet> read_side(const std::string& named, const SideOptions& options,
                                     Diagnostics& diagnostics);

std::vector<const RuleInfo*> base_rules();

}  // namespace agentcore
