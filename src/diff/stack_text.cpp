#include <fmt/format.h>

#include <algorithm>

#include "diagnostic/text.hpp"
#include "diff/intrinsics.hpp"
#include "diff/text_parts.hpp"
#include "validate/concealment.hpp"

namespace agentcore::diffing {
namespace {

struct Verb {
  std::string_view mark;
  std::string_view says;
};

/// Whether all that changes hangs on values that may stay.
bool is_uncertain(const ResourceChange& change) {
  return change.attributes.empty() && std::ranges::all_of(change.properties, &ValueChange::uncertain);
}

Verb verb_of(const ResourceChange& change) {
  if (!change.renamed.empty() && change.action == Action::create) return {"+", "is created: renamed"};
  switch (change.action) {
    case Action::create:
      return {"+", "is created"};
    case Action::update:
      return {"~", is_uncertain(change) ? "may be updated in place" : "is updated in place"};
    case Action::may_replace:
      return {"-/+", "may be replaced"};
    case Action::replace:
      return {"-/+", "is replaced"};
    case Action::may_create_or_delete:
      return {"+/-", "may be created or deleted"};
    case Action::remove:
      return {"-", "is deleted"};
    default:
      return {"-", "leaves the stack and stays"};
  }
}

bool is_on_both_sides(const ResourceChange& change) {
  return change.action == Action::update || change.action == Action::may_replace ||
         change.action == Action::replace || change.action == Action::may_create_or_delete;
}

std::string resource_text(const ResourceChange& change, const DiffView& view, const Painter& painter) {
  const Verb verb = verb_of(change);
  const std::string type = change.type.empty() ? "Fn::ForEach" : change.type;
  std::string text = painter.marked(verb.mark.size() > 1 ? '~' : verb.mark.front(),
                                    fmt::format("{} {}", verb.mark, text::printable(change.logical_id)));
  text += fmt::format("  {}  {}\n", text::printable(type), painter.strong(std::string(verb.says)));
  if (is_on_both_sides(change)) {
    text += properties_text(change, view.context, painter);
    for (const ValueChange& value : change.attributes) text += value_line(value, "    ", "", painter);
  }
  for (const std::string& reason : change.because) {
    text += "    " + painter.faint("because " + text::printable(reason)) + "\n";
  }
  return text;
}

/// Of a whole output that comes or goes, its value.
ValueChange without_rest(const ValueChange& change) {
  if (!change.path.empty() || (change.before && change.after)) return change;
  const Json* value = member(change.after ? *change.after : *change.before, "Value");
  if (value == nullptr) return change;
  ValueChange made = change;
  (change.after ? made.after : made.before) = *value;
  return made;
}

/// A value of a parameter or output, without what its name or NoEcho says is a secret.
Json concealed_of(const EntryChange& entry, const ValuePath& path, const Json& value) {
  if (path.empty() && member(value, "Default") != nullptr) {
    Json made = value;
    made["Default"] = concealed_of(entry, {{"Default", {}}}, made["Default"]);
    return made;
  }
  const bool holds_none =
      path.empty() ? entry.no_echo : !(path.front().key == "Default" || path.front().key == "Value");
  if (holds_none) return value;
  return entry.no_echo ? Json("(concealed)") : secrets::concealed(entry.name, value);
}

ValueChange for_people(const EntryChange& entry, const ValueChange& change) {
  ValueChange made = without_rest(change);
  if (made.before) made.before = concealed_of(entry, made.path, *made.before);
  if (made.after) made.after = concealed_of(entry, made.path, *made.after);
  return made;
}

void add_entries(std::string& text, std::string_view title, const std::vector<EntryChange>& entries,
                 const Painter& painter) {
  if (entries.empty()) return;
  text += painter.strong(std::string(title)) + "\n";
  for (const EntryChange& entry : entries) {
    for (const ValueChange& value : entry.values) {
      text += value_line(for_people(entry, value), "  ", text::printable(entry.name), painter);
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
  if (count(Action::may_create_or_delete) > 0)
    line += fmt::format(", {} that may be created or deleted", count(Action::may_create_or_delete));
  if (count(Action::retain) > 0)
    line += fmt::format(", {} to leave the stack and stay", count(Action::retain));
  std::size_t entries = 0;
  for (const StackDifference& stack : difference.stacks) entries += count_entries(stack);
  if (entries > 0)
    line += fmt::format("; {} {} beside resources", entries, entries == 1 ? "change" : "changes");
  return line;
}

}  // namespace agentcore::diffing
