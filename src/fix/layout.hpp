#pragma once

// Surgery on YAML text: what goes, goes with all that belongs to it, and what stays keeps its layout.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agentcore::fixing {

/// Bytes [begin, end) of a text.
struct Cut {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// What is written of `[...]` or `{...}`: its parts without the commas and blanks around them.
struct Flow {
  std::vector<Cut> parts;
  std::uint32_t close = 0;  ///< where the bracket is that closes it
};

/// Nothing: the bracket at `open` is not closed.
std::optional<Flow> flow_at(std::string_view text, std::uint32_t open);

/// Takes parts, by their indexes in ascending order, out of a flow collection. Nothing: a comment would be
/// lost.
std::optional<std::vector<Cut>> cut_parts(std::string_view text, const Flow& flow,
                                          const std::vector<std::size_t>& removed);

/// Takes an entry or item of a block collection out by its lines. `begin` is its key or dash, `limit` where
/// the next thing begins; comments above that are the next thing's. Nothing: it shares its lines with others,
/// or a comment in it or right above it would be lost or left without what it is about.
std::optional<Cut> cut_lines(std::string_view text, std::uint32_t begin, std::uint32_t limit, bool is_list);

/// Takes the first entry of a mapping out that begins behind the `-` of its item: `begin` is its key, `next`
/// the key of the entry that takes its place. Nothing: as above.
std::optional<Cut> cut_behind_dash(std::string_view text, std::uint32_t begin, std::uint32_t next);

/// `value` as a scalar that is written like `written`: with its kind of quotes, or with quotes where plain
/// text would mean something else. Nothing: it stands over several lines.
std::optional<std::string> scalar_like(std::string_view written, std::string_view value);

}  // namespace agentcore::fixing
