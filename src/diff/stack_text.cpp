#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "diagnostic/text.hpp"
#include "diff/text_parts.hpp"

namespace agentcore::diffing {
namespace {

/// "Tags[Owner].Value": items by their own names, for people.
std::string path_text(const ValuePath& path) {
  ValuePath named = path;
  std::string text;
  for (const PathStep& step : named) {
    if (step.index && !step.key.empty()) {
      text += fmt::format("[{}]", step.key);
    } else {
      const std::string one = to_string(ValuePath{step});
      text += (text.empty() || one.starts_with('[') ? "" : ".") + one;
    }
  }
  return text::printable(text);
}

std::string in_color(char mark, const std::string& text, const Painter& painter) {
  if (mark == '+') return painter.comes(text);
  return mark == '-' ? painter.goes(text) : painter.alters(text);
}

char mark_of(const ValueChange& change) {
  if (!change.before) return '+';
  return change.after ? '~' : '-';
}

std::string_view effect_text(ChangeEffect effect) {
  if (effect == ChangeEffect::replace) return "  # replaces";
  return effect == ChangeEffect::may_replace ? "  # may replace" : "";
}

std::string value_line(const ValueChange& change, std::string_view indent, const std::string& name,
                       const Painter& painter) {
  const char mark = mark_of(change);
  const std::string path = path_text(change.path);
  const std::string label = name.empty() || path.empty() ? name + path : name + "." + path;
  return indent.data() + in_color(mark, fmt::format("{} {}: {}", mark, label, change_text(change)), painter) +
         painter.strong(std::string(effect_text(change.effect))) + "\n";
}

struct Verb {
  std::string_view mark;
  std::string_view says;
};

Verb verb_of(const ResourceChange& change) {
  if (!change.renamed.empty() && change.action == Action::create) return {"+", "is created: renamed"};
  switch (change.action) {
    case Action::create:
      return {"+", "is created"};
    case Action::update:
      return {"~", "is updated in place"};
    case Action::may_replace:
      return {"-/+", "may be replaced"};
    case Action::replace:
      return {"-/+", "is replaced"};
    case Action::remove:
      return {"-", "is deleted"};
    default:
      return {"-", "leaves the stack and stays"};
  }
}

/// Unchanged properties, folded but for `context` on each side of a changed one.
class Unchanged {
 public:
  Unchanged(const ResourceChange& change, std::size_t context) : change_(change) {
    std::unordered_set<std::string_view> changed;
    for (const ValueChange& value : change.properties) {
      if (!value.path.empty()) changed.insert(value.path.front().key);
    }
    std::vector<std::string> names;
    for (const auto& [name, value] : change.new_properties.items()) names.push_back(name);
    std::vector<bool> near(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!changed.contains(names[i])) continue;
      const std::size_t end = std::min(names.size(), i + 1 + std::min(context, names.size()));
      for (std::size_t j = i - std::min(i, context); j < end; ++j) near[j] = true;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (changed.contains(names[i])) continue;
      if (near[i]) shown_.push_back(names[i]);
      if (!near[i]) ++folded_;
    }
  }

  [[nodiscard]] std::string text(const Painter& painter) const {
    constexpr std::size_t longest = 72;
    std::string text;
    for (const std::string& name : shown_) {
      text += fmt::format("      {}: {}\n", name, short_text(name, change_.new_properties[name], longest));
    }
    if (folded_ > 0) {
      const std::string note =
          fmt::format("# {} {} unchanged", folded_, folded_ == 1 ? "property" : "properties");
      text += "    " + painter.faint(note) + "\n";
    }
    return text;
  }

 private:
  const ResourceChange& change_;
  std::vector<std::string> shown_;
  std::size_t folded_ = 0;
};

bool is_on_both_sides(const ResourceChange& change) {
  return change.action == Action::update || change.action == Action::may_replace ||
         change.action == Action::replace;
}

std::string resource_text(const ResourceChange& change, const DiffView& view, const Painter& painter) {
  const Verb verb = verb_of(change);
  const std::string type = change.type.empty() ? "Fn::ForEach" : change.type;
  std::string text = in_color(verb.mark == "-/+" ? '~' : verb.mark.front(),
                              fmt::format("{} {}", verb.mark, text::printable(change.logical_id)), painter);
  text += fmt::format("  {}  {}\n", text::printable(type), painter.strong(std::string(verb.says)));
  if (is_on_both_sides(change)) {
    for (const ValueChange& value : change.properties) text += value_line(value, "    ", "", painter);
    for (const ValueChange& value : change.attributes) text += value_line(value, "    ", "", painter);
    text += Unchanged(change, view.context).text(painter);
  }
  for (const std::string& reason : change.because) {
    text += "    " + painter.faint("because " + text::printable(reason)) + "\n";
  }
  return text;
}

void add_entries(std::string& text, std::string_view title, const std::vector<EntryChange>& entries,
                 const Painter& painter) {
  if (entries.empty()) return;
  text += painter.strong(std::string(title)) + "\n";
  for (const EntryChange& entry : entries) {
    for (const ValueChange& value : entry.values) {
      text += value_line(value, "  ", text::printable(entry.name), painter);
    }
    for (const std::string& reason : entry.because) {
      text += "    " + painter.faint("because " + text::printable(reason)) + "\n";
    }
  }
}

std::size_t count_entries(const StackDifference& stack) {
  return stack.depends_on.size() + stack.outputs.size() + stack.parameters.size() + stack.conditions.size() +
         stack.mappings.size() + stack.metadata.size() + stack.other.size();
}

}  // namespace

std::string stack_title(const StackDifference& stack) {
  std::string title = fmt::format("Stack {}", stack.stack);
  if (!stack.stack_name.empty() && stack.stack_name != stack.stack)
    title += fmt::format(" ({})", stack.stack_name);
  if (stack.presence == StackDifference::Presence::new_only) title += ": new";
  if (stack.presence == StackDifference::Presence::base_only) title += ": not in NEW";
  return text::printable(title);
}

std::string resources_text(const StackDifference& stack, const DiffView& view, const Painter& painter) {
  std::string text;
  for (const ResourceChange& change : stack.resources) text += resource_text(change, view, painter);
  return text;
}

std::string entries_text(const StackDifference& stack, const Painter& painter) {
  std::string text;
  add_entries(text, "Outputs", stack.outputs, painter);
  add_entries(text, "Parameters", stack.parameters, painter);
  add_entries(text, "Conditions", stack.conditions, painter);
  add_entries(text, "Mappings", stack.mappings, painter);
  add_entries(text, "Metadata", stack.metadata, painter);
  add_entries(text, "Order of work", stack.depends_on, painter);
  add_entries(text, "Other sections", stack.other, painter);
  return text;
}

std::string plan_line(const Difference& difference) {
  if (difference.empty()) return "No changes";
  const auto counts = difference.counts();
  const auto count = [&](Action action) { return counts[static_cast<std::size_t>(action)]; };
  std::string line = fmt::format("Plan: {} to create, {} to update in place, {} to replace, {} to delete",
                                 count(Action::create), count(Action::update), count(Action::replace),
                                 count(Action::remove));
  if (count(Action::may_replace) > 0)
    line += fmt::format(", {} that may be replaced", count(Action::may_replace));
  if (count(Action::retain) > 0)
    line += fmt::format(", {} to leave the stack and stay", count(Action::retain));
  std::size_t entries = 0;
  for (const StackDifference& stack : difference.stacks) entries += count_entries(stack);
  if (entries > 0) line += fmt::format("; {} beside resources", entries);
  return line;
}

}  // namespace agentcore::diffing
