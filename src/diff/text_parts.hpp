#pragma once

// The parts of a difference as lines of text, from which text and Markdown are made.

#include <string>

#include "agentcore/diff.hpp"
#include "agentcore/render_diff.hpp"

namespace agentcore::diffing {

/// Puts the colours of a terminal around text, or nothing.
class Painter {
 public:
  explicit Painter(bool color) : color_(color) {}

  [[nodiscard]] std::string strong(const std::string& text) const { return paint("1", text); }
  [[nodiscard]] std::string comes(const std::string& text) const { return paint("32", text); }
  [[nodiscard]] std::string goes(const std::string& text) const { return paint("31", text); }
  [[nodiscard]] std::string alters(const std::string& text) const { return paint("33", text); }
  /// By the mark of a line: + comes, - goes, ~ alters.
  [[nodiscard]] std::string marked(char mark, const std::string& text) const {
    if (mark == '+') return comes(text);
    return mark == '-' ? goes(text) : alters(text);
  }
  [[nodiscard]] std::string faint(const std::string& text) const { return paint("2", text); }

 private:
  [[nodiscard]] std::string paint(const char* code, const std::string& text) const {
    return color_ && !text.empty() ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
  }
  bool color_;
};

/// Each ends with a newline, or is empty where there is nothing to say.
std::string security_text(const Difference& difference, const Painter& painter);
std::string hazards_text(const Difference& difference, const Painter& painter);
std::string resources_text(const StackDifference& stack, const DiffView& view, const Painter& painter);
/// Outputs, parameters and what else is no resource.
std::string entries_text(const StackDifference& stack, const Painter& painter);

std::string stack_title(const StackDifference& stack);

/// "Plan: 1 to create, 2 to update in place, 1 to replace, 0 to delete", or "No changes".
std::string plan_line(const Difference& difference);

/// A change as "before -> after", long values cut to where they differ.
std::string change_text(const ValueChange& change);

/// One change on a line, with its mark and what it does to the resource; `name` stands before the path.
std::string value_line(const ValueChange& change, std::string_view indent, const std::string& name,
                       const Painter& painter);

/// The changed properties of a resource on both sides, in NEW's order, each with `context` unchanged values
/// before and after it, as in a unified diff; the others are counted.
std::string properties_text(const ResourceChange& change, std::size_t context, const Painter& painter);

/// A value on one line, at most about `longest` bytes of it. What `name` or the value itself says is a secret
/// is concealed.
std::string short_text(const std::string& name, const Json& value, std::size_t longest);

}  // namespace agentcore::diffing
