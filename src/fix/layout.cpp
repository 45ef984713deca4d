#include "fix/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "document/extent.hpp"

namespace agentcore::fixing {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::uint32_t narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? text.npos : text.rfind('\n', at - 1);
  return before == text.npos ? 0 : before + 1;
}

/// Behind the line break.
std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t found = text.find('\n', at);
  return found == text.npos ? text.size() : found + 1;
}

bool has_comment(std::string_view text) {
  for (std::size_t at = text.find('#'); at != text.npos; at = text.find('#', at + 1)) {
    if (at == 0 || blanks.find(text[at - 1]) != blanks.npos) return true;
  }
  return false;
}

/// Without the blanks and the whole-line comments at its end.
std::size_t without_comment_lines(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin) {
    const std::size_t line = line_begin(text, end - 1);
    if (line < begin) break;
    const std::size_t content = text.find_first_not_of(blanks, line);
    if (content < end && text[content] != '#') break;
    end = line;
  }
  return end;
}

/// Whether a comment of the same indentation stands on the line above, as the heading of what begins at
/// `line`.
bool is_headed(std::string_view text, std::size_t line, std::size_t column) {
  if (line == 0) return false;
  const std::size_t above = line_begin(text, line - 1);
  return text.find_first_not_of(' ', above) == above + column && text[above + column] == '#';
}

/// Splits what is between the brackets.
class FlowReader {
 public:
  FlowReader(std::string_view text, std::uint32_t open) : text_(text), at_(open + 1), begin_(at_) {}

  std::optional<Flow> read() {
    for (; at_ < text_.size(); ++at_) {
      if (const std::size_t behind = behind_opaque(); behind != at_) {
        if (behind > text_.size()) return std::nullopt;
        at_ = behind - 1;
        token_begins_ = false;
        continue;
      }
      const char c = text_[at_];
      if (depth_ == 0 && (c == ',' || c == ']' || c == '}')) {
        end_part(c == ',');
        if (c != ',') return std::move(flow_);
      } else {
        depth_ += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      }
      token_begins_ = std::string_view(" \t\r\n,[{:").find(c) != std::string_view::npos;
    }
    return std::nullopt;
  }

 private:
  /// Behind the quoted text or comment that begins here; `at_` where none does.
  [[nodiscard]] std::size_t behind_opaque() const {
    const char c = text_[at_];
    if (!token_begins_) return at_;
    if (c == '#') return line_end(text_, at_);
    if (c != '"' && c != '\'') return at_;
    if (!document::is_closed_quote(text_, narrow(at_))) return text_.size() + 1;
    return document::scalar_end(text_, narrow(at_), {});
  }

  void end_part(bool by_comma) {
    const std::size_t begin = std::min(text_.find_first_not_of(blanks, begin_), at_);
    const std::size_t last = text_.find_last_not_of(blanks, at_ - 1);
    const bool is_empty = begin >= at_;
    if (!is_empty) flow_.parts.push_back({narrow(begin), narrow(last + 1)});
    flow_.close = narrow(at_);
    begin_ = by_comma ? at_ + 1 : at_;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t begin_;  // of the part
  int depth_ = 0;
  bool token_begins_ = true;
  Flow flow_;
};

/// Whether a line below the first of an entry can only be the entry's own.
bool is_own_line(std::string_view line, std::size_t column, bool is_list) {
  const std::size_t content = line.find_first_not_of(blanks);
  if (content == line.npos || line[content] == '#' || content > column) return true;
  return line[content] == ']' || line[content] == '}' ||
         (!is_list && content == column && line.substr(content).starts_with('-') && !line.starts_with("---"));
}

bool is_plain_text(std::string_view value) {
  constexpr std::string_view begins_otherwise = "-?:,[]{}#&*!|>'\"%@` ";
  const bool plain = !value.empty() && begins_otherwise.find(value[0]) == value.npos &&
                     value.find_first_of(",[]{}\"'\\") == value.npos && value.find(": ") == value.npos &&
                     value.find(" #") == value.npos && value.back() != ':' && value.back() != ' ';
  return plain && document::null_length(value) == 0;
}

bool is_printable(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
}

std::string escaped(std::string_view value, char quote) {
  std::string text(1, quote);
  for (const char c : value) {
    if (quote == '"' && (c == '"' || c == '\\')) text += '\\';
    if (quote == '\'' && c == '\'') text += '\'';
    text += c;
  }
  return text + quote;
}

}  // namespace

std::optional<Flow> flow_at(std::string_view text, std::uint32_t open) {
  return FlowReader(text, open).read();
}

std::optional<std::vector<Cut>> cut_parts(std::string_view text, const Flow& flow,
                                          const std::vector<std::size_t>& removed) {
  std::vector<Cut> cuts;
  for (std::size_t gone = 0; gone < removed.size(); ++gone) {
    const std::size_t i = removed[gone];
    const Cut& part = flow.parts[i];
    const bool one_stays_before = i > gone;
    const bool is_last = i + 1 == flow.parts.size();
    const Cut cut = one_stays_before ? Cut{flow.parts[i - 1].end, part.end}
                                     : Cut{part.begin, is_last ? part.end : flow.parts[i + 1].begin};
    if (has_comment(text.substr(cut.begin, cut.end - cut.begin))) return std::nullopt;
    cuts.push_back(cut);
  }
  return cuts;
}

std::optional<Cut> cut_lines(std::string_view text, std::uint32_t begin, std::uint32_t limit, bool is_list) {
  const std::size_t first = line_begin(text, begin);
  if (text.substr(first, begin - first).find_first_not_of(' ') != text.npos) return std::nullopt;
  std::size_t end = limit >= text.size() ? text.size() : line_begin(text, limit);
  end = without_comment_lines(text, first, end);
  if (end <= begin) return std::nullopt;
  if (has_comment(text.substr(first, end - first)) || is_headed(text, first, begin - first))
    return std::nullopt;
  for (std::size_t line = line_end(text, first); line < end; line = line_end(text, line)) {
    if (!is_own_line(text.substr(line, line_end(text, line) - line), begin - first, is_list))
      return std::nullopt;
  }
  return Cut{narrow(first), narrow(end)};
}

std::optional<Cut> cut_behind_dash(std::string_view text, std::uint32_t begin, std::uint32_t next) {
  const std::size_t next_line = line_begin(text, next);
  if (next_line <= begin) return std::nullopt;
  if (has_comment(text.substr(begin, next - begin))) return std::nullopt;
  const std::size_t column = next - next_line;
  const std::size_t first = line_begin(text, begin);
  if (text.substr(next_line, column).find_first_not_of(' ') != text.npos || begin - first != column)
    return std::nullopt;
  for (std::size_t line = line_end(text, begin); line < next_line; line = line_end(text, line)) {
    const std::string_view own = text.substr(line, line_end(text, line) - line);
    const std::size_t content = own.find_first_not_of(blanks);
    if (content == own.npos || !is_own_line(own, column, false)) return std::nullopt;
  }
  return Cut{begin, next};
}

std::optional<std::string> scalar_like(std::string_view written, std::string_view value) {
  if (written.empty() || written.find('\n') != written.npos || !is_printable(value)) return std::nullopt;
  const char first = written.front();
  if (first == '|' || first == '>') return std::nullopt;
  if (first == '"' || first == '\'') return escaped(value, first);
  return is_plain_text(value) ? std::string(value) : escaped(value, '"');
}

}  // namespace agentcore::fixing
