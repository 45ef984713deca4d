#pragma once

#include <memory>
#include <string>

#include "agentcore/base.hpp"

namespace agentcore::base {

/// Where the readers of a side put texts and findings.
class Reporter {
 public:
  Reporter(SideTexts& texts, Diagnostics& diagnostics) : texts_(texts), diagnostics_(diagnostics) {}

  [[nodiscard]] SideTexts& texts() const { return texts_; }
  [[nodiscard]] Diagnostics& diagnostics() const { return diagnostics_; }

  const Source& keep(std::unique_ptr<Source> source) const {
    texts_.sources.push_back(std::move(source));
    return *texts_.sources.back();
  }

  /// A finding on a side as the user named it, of which there is no text.
  void report(const RuleInfo& rule, const std::string& named, std::string headline,
              std::string help = {}) const {
    const Source& source = keep(std::make_unique<Source>(named, ""));
    diagnostics_.report(rule, {&source, 0, 0}, std::move(headline), std::move(help));
  }

 private:
  SideTexts& texts_;
  Diagnostics& diagnostics_;
};

}  // namespace agentcore::base
