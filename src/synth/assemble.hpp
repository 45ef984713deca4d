#pragma once

#include <optional>
#include <string_view>

#include "agentcore/synth.hpp"
#include "synth/pieces.hpp"

namespace agentcore {

/// Finds the part of each piece, and puts down where it is. Nothing: errors.
std::optional<Parts> place_pieces(const Pieces& pieces, Synthesis& synthesis, Diagnostics& diagnostics);

/// A stack with nothing in it yet. `description`: "Agent runtimes"
Stack make_stack(const Project& project, StackKind kind, std::size_t part, std::string_view description);

void append(Stack& stack, Piece piece);

/// A stack for each part that is in `parts.order`, the pieces in it in the order of the config. The first
/// part begins with `first`.
std::vector<Stack> assemble(Pieces pieces, const Parts& parts, std::string_view description,
                            Piece first = {});

}  // namespace agentcore
