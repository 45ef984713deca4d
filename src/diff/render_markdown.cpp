#include <fmt/format.h>

#include <algorithm>

#include "agentcore/render_diff.hpp"
#include "diff/text_parts.hpp"

namespace agentcore {
namespace {

/// GitHub's limit for a comment, in characters; there are never more of these than bytes.
constexpr std::size_t comment_limit = 65536;
/// Room for the notes on what was cut, and for the fences.
constexpr std::size_t spare = 1024;
constexpr std::size_t unfolded_lines = 40;

std::size_t longest_run(const std::string& text, char character) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == character ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// A block that nothing in `text` can end.
std::string fenced(const std::string& text) {
  constexpr std::size_t least = 3;
  const std::string fence(std::max(least, longest_run(text, '`') + 1), '`');
  return fmt::format("{}diff\n{}{}\n", fence, text, fence);
}

/// Text outside a block, in which nothing is markup.
std::string plain(const std::string& text) {
  static constexpr std::string_view special = "\\`*_{}[]<>()#+-!|&@~";
  std::string escaped;
  for (const char c : text) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '@') {
      escaped += "@<!-- -->";  // nobody is called
    } else {
      if (special.find(c) != special.npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

/// The front of `text`, by whole lines, and how many lines were left out.
std::string front(const std::string& text, std::size_t longest, std::size_t& left_out) {
  left_out = 0;
  if (text.size() <= longest) return text;
  const std::size_t end = longest == 0 ? std::string::npos : text.rfind('\n', longest - 1);
  const std::string kept = end == std::string::npos ? std::string{} : text.substr(0, end + 1);
  left_out = static_cast<std::size_t>(std::ranges::count(text.substr(kept.size()), '\n'));
  return kept;
}

class Comment {
 public:
  void add(const std::string& text) { text_ += text; }

  /// A block, cut to what still fits; folded below `title` when it is long.
  void add_block(const std::string& title, const std::string& body) {
    if (body.empty()) return;
    const bool folds = static_cast<std::size_t>(std::ranges::count(body, '\n')) > unfolded_lines;
    const std::size_t taken = text_.size() + plain(title).size() + longest_run(body, '`') * 2 + spare;
    std::size_t left_out = 0;
    const std::string kept = front(body, comment_limit - std::min(comment_limit, taken), left_out);
    if (kept.empty()) {
      ++blocks_left_out_;
      return;
    }
    text_ += folds ? fmt::format("\n<details><summary>{}</summary>\n\n", plain(title))
                   : fmt::format("\n**{}**\n\n", plain(title));
    text_ += fenced(kept);
    if (left_out > 0) text_ += fmt::format("\n_{} more lines were cut._\n", left_out);
    if (folds) text_ += "\n</details>\n";
  }

  [[nodiscard]] std::string text() && {
    if (blocks_left_out_ > 0) {
      text_ += fmt::format("\n_{} more parts were cut: a comment holds {} characters._\n", blocks_left_out_,
                           comment_limit);
    }
    return std::move(text_);
  }

 private:
  std::string text_;
  std::size_t blocks_left_out_ = 0;
};

}  // namespace

std::string render_diff_markdown(const Difference& difference, const DiffView& view) {
  const diffing::Painter plain_text(false);
  Comment comment;
  const std::string security = diffing::security_text(difference, plain_text);
  if (view.security_only) {
    comment.add(security.empty() ? "No security changes\n" : "");
    comment.add_block("Security changes", security);
    return std::move(comment).text();
  }
  comment.add("**" + plain(diffing::plan_line(difference)) + "**\n");
  comment.add_block("Security changes", security);
  const std::string hazards = diffing::hazards_text(difference, plain_text);
  comment.add_block("Hazards", hazards.substr(hazards.find('\n') + 1));  // the title is above the block
  for (const StackDifference& stack : difference.stacks) {
    comment.add_block(diffing::stack_title(stack), diffing::resources_text(stack, view, plain_text) +
                                                       diffing::entries_text(stack, plain_text));
  }
  return std::move(comment).text();
}

}  // namespace agentcore
