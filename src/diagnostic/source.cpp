#include <algorithm>

#include "agentcore/diagnostic.hpp"
#include "diagnostic/text.hpp"

namespace agentcore {

void Source::find_lines() const {
  if (!line_begins_.empty()) return;
  line_begins_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_begins_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

Source::Position Source::position(std::uint32_t offset) const {
  find_lines();
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  const std::uint32_t begin = *(next - 1);
  const std::string_view before(text_.data() + begin, offset - begin);
  return {static_cast<std::uint32_t>(next - line_begins_.begin()),
          static_cast<std::uint32_t>(text::code_points(before)) + 1};
}

std::uint32_t Source::line_begin(std::uint32_t line) const {
  find_lines();
  return line <= line_begins_.size() ? line_begins_[line - 1] : static_cast<std::uint32_t>(text_.size());
}

std::string_view Source::line(std::uint32_t line) const {
  const std::uint32_t begin = line_begin(line);
  std::string_view found(text_.data() + begin, text_.size() - begin);
  found = found.substr(0, found.find('\n'));
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

}  // namespace agentcore
