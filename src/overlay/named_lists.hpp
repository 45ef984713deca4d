#pragma once

// Lists of named things, which an overlay merges by name and `--set` takes an entry of by name.

#include <string_view>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"

namespace agentcore::overlaying {

/// A list whose entries are told apart by a key of theirs.
struct NamedList {
  std::string_view list;
  std::string_view name;
  bool grows;  ///< an overlay may add an entry; of the others a name that is not there is a mistake
};

/// nullptr: a list of that key has no names.
const NamedList* find_named_list(std::string_view key);

/// The entry of a mapping. nullptr: it has no such key.
const Entry* find_entry(const Node& mapping, std::string_view key);

/// The scalar that names an entry of a list. nullptr: it has no name.
const Node* name_of_item(const Node& item, const NamedList& list);

/// Reports at `range` that no entry of `sequence` is named `name`.
void report_target(Range range, std::string_view name, const Node& sequence, const NamedList& list,
                   Diagnostics& diagnostics);

}  // namespace agentcore::overlaying
