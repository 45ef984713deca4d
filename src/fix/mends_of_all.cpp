#include "fix/mends_of_all.hpp"

#include <algorithm>

#include "agentcore/overlay.hpp"

namespace agentcore {

MendsOfAll::MendsOfAll(const Document* document, const Overrides& overrides) : document_(document) {
  const std::optional<std::string>& chosen = overrides.environment;
  if (overrides.region) {  // what is wrong there may be right in the other regions
    overlays_ = "targets[";
    sees_all_ = false;
    return;
  }
  if (!chosen || document == nullptr || environment_names(*document).empty()) return;
  overlays_ += *chosen + ".";
  sees_all_ = false;
}

MendsOfAll::Key MendsOfAll::key_of(const Diagnostic& finding) {
  return {finding.rule, finding.range.source, finding.range.begin, finding.headline};
}

bool MendsOfAll::edits_overlays_only(const Diagnostic& finding) const {
  return std::all_of(finding.fix.begin(), finding.fix.end(), [this](const Edit& edit) {
    return document_ != nullptr && document_->path_at(edit.range).starts_with(overlays_);
  });
}

void MendsOfAll::add(const Diagnostics& environment) {
  ++environments_;
  for (const Diagnostic* finding : environment.sorted()) {
    if (!finding->fix.empty()) ++found_[key_of(*finding)];
  }
}

void MendsOfAll::drop_others(Diagnostics& diagnostics) const {
  diagnostics.revise_fixes([this](Diagnostic& finding) {
    const auto found = found_.find(key_of(finding));
    if (sees_all_ && (found == found_.end() || found->second == environments_)) return;
    if (!edits_overlays_only(finding)) finding.fix.clear();
  });
}

}  // namespace agentcore
