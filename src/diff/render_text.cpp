#include <fmt/format.h>

#include "agentcore/render_diff.hpp"
#include "diagnostic/text.hpp"
#include "diff/text_parts.hpp"

namespace agentcore {
namespace {

void add_part(std::string& text, const std::string& part) {
  if (part.empty()) return;
  text += part + "\n";
}

}  // namespace

std::string render_diff_text(const Difference& difference, const DiffView& view) {
  const diffing::Painter painter(view.color);
  std::string text;
  add_part(text, diffing::security_text(difference, painter));
  if (view.security_only) return text.empty() ? "No security changes\n" : text.substr(0, text.size() - 1);
  add_part(text, diffing::hazards_text(difference, painter));
  for (const StackDifference& stack : difference.stacks) {
    if (stack.empty()) continue;
    add_part(text, painter.strong(diffing::stack_title(stack)) + "\n" +
                       diffing::resources_text(stack, view, painter) + diffing::entries_text(stack, painter));
  }
  return text + painter.strong(diffing::plan_line(difference)) + "\n";
}

}  // namespace agentcore
