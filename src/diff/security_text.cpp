#include <fmt/format.h>

#include <algorithm>

#include "diagnostic/text.hpp"
#include "diff/readable.hpp"
#include "diff/text_parts.hpp"

namespace agentcore::diffing {
namespace {

using Kind = StatementChange::Kind;

/// How lines are written.
struct Style {
  const Painter& painter;
  bool names_stacks;  ///< of a single stack it would say nothing, and "(new)" in a line mislead

  [[nodiscard]] std::string in_color(bool added, const std::string& text) const {
    return added ? painter.comes(text) : painter.goes(text);
  }
  /// The end of what stands in a stack.
  [[nodiscard]] std::string in(const std::string& stack) const {
    return names_stacks ? fmt::format(" ({})", stack) : std::string{};
  }
  /// The end of a line on what is allowed.
  [[nodiscard]] std::string mark_of_broadening(bool broadens) const {
    return broadens ? painter.strong("  ! broadens") + "\n" : "\n";
  }
};

std::string targets_text(const StatementTargets& targets) {
  return text::printable(
      fmt::format("{}{}", targets.negated ? "all but " : "", fmt::join(targets.values, ", ")));
}

std::string_view where(Kind kind) {
  switch (kind) {
    case Kind::trust:
      return "trust policy of ";
    case Kind::resource:
      return "resource policy of ";
    case Kind::endpoint:
      return "endpoint policy of ";
    default:
      return "";
  }
}

std::string statement_text(const StatementChange& statement, const Style& style) {
  std::string text =
      fmt::format("{} {} {}", statement.added ? '+' : '-', statement.effect, targets_text(statement.actions));
  text = style.in_color(statement.added, text) + style.mark_of_broadening(statement.broadens);
  std::string rest;
  const auto line = [&](std::string_view word, const std::string& value) {
    if (!value.empty()) rest += fmt::format("    {:<4} {}\n", word, value);
  };
  line("on", targets_text(statement.resources));
  line("for", targets_text(statement.principals));
  if (!statement.condition.empty()) line("if", text::printable(readable_text(statement.condition)));
  line("in", fmt::format("{}{}{}", where(statement.kind), statement.logical_id, style.in(statement.stack)));
  return text + style.in_color(statement.added, rest);
}

std::string policy_text(const ManagedPolicyChange& change, const Style& style) {
  const std::string line =
      fmt::format("{} {} {} {}{}", change.added ? '+' : '-', text::printable(change.policy),
                  change.added ? "on" : "off", change.logical_id, style.in(change.stack));
  const bool broadens = change.added != change.boundary;
  return style.in_color(change.added, line) + style.mark_of_broadening(broadens);
}

std::string ports_text(const RuleChange& rule) {
  if (rule.protocol == "-1") return "every protocol";
  if (rule.from_port == "-1" || rule.from_port.empty()) return rule.protocol;
  if (rule.from_port == rule.to_port) return fmt::format("{} {}", rule.protocol, rule.from_port);
  return fmt::format("{} {}-{}", rule.protocol, rule.from_port, rule.to_port);
}

std::string peer_text(const RuleChange& rule) {
  if (rule.peer == "0.0.0.0/0" || rule.peer == "::/0") return "everyone (" + rule.peer + ")";
  return rule.peer.empty() ? "nobody that is named" : rule.peer;
}

std::string rule_text(const RuleChange& rule, const Style& style) {
  const std::string line =
      fmt::format("{} {} {} {} {}{}", rule.added ? '+' : '-', text::printable(rule.group),
                  rule.ingress ? "takes in" : "lets out", ports_text(rule),
                  (rule.ingress ? "from " : "to ") + text::printable(peer_text(rule)), style.in(rule.stack));
  return style.in_color(rule.added, line) + style.mark_of_broadening(rule.added && rule.broadens);
}

template <class T>
void add_part(std::string& text, const std::string& title, const std::vector<T>& items, const Style& style,
              std::string (*render)(const T&, const Style&)) {
  if (items.empty()) return;
  text += fmt::format("{}{}\n", text.empty() ? "" : "\n", style.painter.strong(title));
  for (const T& item : items) text += render(item, style);
}

}  // namespace

std::string security_text(const Difference& difference, const Painter& painter) {
  const Style style{painter, difference.stacks.size() > 1};
  std::string text;
  add_part(text, "Security: statements of policies", difference.statements, style, statement_text);
  add_part(text, "Security: managed policies", difference.managed_policies, style, policy_text);
  add_part(text, "Security: rules of security groups", difference.security_group_rules, style, rule_text);
  return text;
}

std::string hazards_text(const Difference& difference, const Painter& painter) {
  std::string text;
  for (std::size_t i = 0; i < difference.hazards.size(); ++i) {
    const Hazard& hazard = difference.hazards[i];
    text += fmt::format("{} {}\n", painter.goes("!"), text::printable(hazard.headline));
    const bool is_said_below =
        i + 1 < difference.hazards.size() && difference.hazards[i + 1].help == hazard.help;
    if (!is_said_below) text += fmt::format("  help: {}\n", text::printable(hazard.help));
  }
  return text.empty() ? text : painter.strong("Hazards") + "\n" + text;
}

}  // namespace agentcore::diffing
