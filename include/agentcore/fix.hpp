#pragma once

// Findings with a certain mend -> the text with the mends in it, and the file.

#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "agentcore/pipeline.hpp"

namespace agentcore {

/// One mend that was made.
struct Change {
  std::string_view code;   ///< of the finding
  std::uint32_t line = 1;  ///< where it was made, in the text of its round
  std::string before;      ///< nothing: it was added. Secrets are concealed
  std::string after;       ///< nothing: it was removed
};

/// A config after its mends.
struct Mended {
  Checked checked;              ///< the text as it is now
  std::vector<Change> changes;  ///< none: it is the text that was given
  bool was_no_gain = false;     ///< there were mends, but the text would have had as many errors
};

/// Makes the certain mends of `checked`, checks the result, and so on until none is left. The result has
/// fewer errors, or as many and fewer other findings; else it is what was given. Errors that the mended ones
/// hid from the later phases do not count.
Mended mend(Checked checked, const Overrides& overrides);

/// Puts the text of `source` in the place of the file that it was read from, of which it keeps mode, owner
/// and byte order mark, in one step. `before` is the text that the file must still have. Empty: done; else
/// why not, and the file is as it was.
std::string replace_file(const Source& source, const std::string& before);

}  // namespace agentcore
