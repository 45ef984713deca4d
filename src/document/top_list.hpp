#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace agentcore::document {

/// A block list that is the value of a key at the first column, judged by its lines alone: in a text that is
/// no YAML, or within a quoted text, it is none.
struct TopList {
  std::size_t begin = 0;   ///< of the line of its first item
  std::size_t end = 0;     ///< where the line of the next key begins, or the text ends
  std::size_t indent = 0;  ///< blanks before each `-`

  [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// The one with the most bytes. Empty: there is none.
TopList longest_top_list(std::string_view text);

/// Begins of at most `count` parts of nearly the same size, up to the end of the list: of the text, and of
/// lines that begin an item, but for the first item.
std::vector<std::size_t> begins_of_parts(std::string_view text, const TopList& list, std::size_t count);

}  // namespace agentcore::document
