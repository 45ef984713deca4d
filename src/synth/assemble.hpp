#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "agentcore/synth.hpp"
#include "synth/pieces.hpp"

namespace agentcore {

/// Finds the part of each piece, and puts down where it is. Nothing: errors.
std::optional<Parts> place_pieces(const Pieces& pieces, Synthesis& synthesis, Diagnostics& diagnostics);

/// Takes the stack of a part.
using TakePart = std::function<void(std::size_t part, Stack)>;

/// What the stacks of one kind are made of.
struct Assembly {
  const Project& project;
  StackKind kind;
  std::string_view description;  ///< "Agent runtimes"
  MakePiece take;                ///< each piece once, linked to what lives in other parts
  Piece first = {};              ///< with which the first part begins
};

/// A stack with nothing in it yet. `description`: "Agent runtimes"
Stack make_stack(const Project& project, StackKind kind, std::size_t part, std::string_view description);

void append(Stack& stack, Piece piece);

/// Makes a stack for each part that is in `parts.order`, the pieces in it in the order of the config.
void assemble(Assembly assembly, const Parts& parts, const TakePart& take);

}  // namespace agentcore
