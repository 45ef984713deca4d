#pragma once

// To add a rule: write `void name(const Project&, const Report&)` in the file of its topic and a row in the
// table at that file's end, then a folder tests/rules/<CODE>-<name>/. To add a topic: declare its table here.

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"
#include "validate/stack_view.hpp"

namespace agentcore {

/// Reports findings of one rule.
class Report {
 public:
  Report(const RuleInfo& rule, Diagnostics& diagnostics) : rule_(rule), diagnostics_(diagnostics) {}

  /// `help` empty: the rule's own.
  Diagnostic& operator()(Range range, std::string headline, std::string help = {}) const {
    return diagnostics_.report(rule_, range, std::move(headline), std::move(help));
  }

  /// One half of a conflict, and what it is called: "cidr".
  struct Half {
    Range range;
    std::string_view name;
  };
  /// A finding at the later half, with a note at the earlier.
  Diagnostic& conflict(Half one, Half other, std::string headline, std::string help = {}) const {
    if (other.range.begin < one.range.begin) std::swap(one, other);
    Diagnostic& finding = (*this)(other.range, std::move(headline), std::move(help));
    finding.add_note(std::string(one.name) + " is here", one.range);
    return finding;
  }

  /// Whether further findings are only counted, so that their help need not be found.
  [[nodiscard]] bool is_full() const { return diagnostics_.is_full(); }

  void conceal(Range range) const { diagnostics_.conceal(range); }

 private:
  const RuleInfo& rule_;
  Diagnostics& diagnostics_;
};

struct ProjectRule {
  RuleInfo info;
  void (*check)(const Project&, const Report&);
};

struct TemplateRule {
  RuleInfo info;
  void (*check)(const StackView&, const Report&);
};

namespace rules {
std::span<const ProjectRule> project();
std::span<const ProjectRule> region();
std::span<const ProjectRule> target();
std::span<const ProjectRule> tags();
std::span<const ProjectRule> runtime();
std::span<const ProjectRule> artifact();
std::span<const ProjectRule> container_size();
std::span<const ProjectRule> environment_variables();
std::span<const ProjectRule> code();
std::span<const ProjectRule> runtime_options();
std::span<const ProjectRule> authorizer();
std::span<const ProjectRule> observability();
std::span<const ProjectRule> execution_role();
std::span<const ProjectRule> secret();
std::span<const ProjectRule> statement();
std::span<const ProjectRule> action();
std::span<const ProjectRule> denial();
std::span<const ProjectRule> network_config();
std::span<const ProjectRule> vpc();
std::span<const ProjectRule> subnets();
std::span<const ProjectRule> vpc_endpoint();
std::span<const ProjectRule> endpoint_reach();
std::span<const ProjectRule> endpoint_policy();
std::span<const ProjectRule> egress();
std::span<const ProjectRule> repository();
std::span<const ProjectRule> reference();
std::span<const TemplateRule> role_template();
std::span<const TemplateRule> network_template();
std::span<const TemplateRule> parameter_template();
}  // namespace rules

}  // namespace agentcore
