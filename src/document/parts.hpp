#pragma once

#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <string_view>

namespace agentcore::document {

/// Into what a text may be parted.
struct Parting {
  std::size_t least_bytes;  ///< of a part: less is not worth a thread
  std::size_t most_parts;   ///< threads, this one counted in
};

/// Reads a text whose longest list stands at the top level, such as `runtimes` of a platform, in parts of
/// that list side by side, since yaml-cpp takes longer to read it than all else does. `handler` gets the
/// events that YAML::Parser would give it, but for lines and columns of the marks, whatever the parts. False:
/// it got none, and the text is to be read as a whole: it is short, it has no such list, it is no YAML or has
/// several documents, or an anchor or tag may reach beyond a part.
bool read_in_parts(std::string_view text, const Parting& parting, YAML::EventHandler& handler);

}  // namespace agentcore::document
