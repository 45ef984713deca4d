#pragma once

// A difference as text for people, Markdown for a pull request, or JSON for programs.

#include <cstddef>
#include <string>

#include "agentcore/diff.hpp"

namespace agentcore {

struct DiffView {
  bool security_only = false;
  std::size_t context = 0;  ///< unchanged values of a resource shown before and after each changed one
  bool color = false;
};

std::string render_diff_text(const Difference& difference, const DiffView& view);

/// At most as long as a comment on GitHub may be; says what was cut.
std::string render_diff_markdown(const Difference& difference, const DiffView& view);

/// The form that the README documents, `"version": 1`.
std::string render_diff_json(const Difference& difference, const DiffView& view);

}  // namespace agentcore
