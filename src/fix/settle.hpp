#pragma once

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"

namespace agentcore {

/// Makes text of the mends that rules gave as values and removals. A mend that cannot be made goes: one of an
/// argument, of what several places share, or in a layout that would not survive it.
void settle_fixes(const Document& document, Diagnostics& diagnostics);

}  // namespace agentcore
