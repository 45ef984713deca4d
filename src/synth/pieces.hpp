#pragma once

#include <string_view>
#include <vector>

#include "agentcore/place.hpp"
#include "synth/stack_builder.hpp"

namespace agentcore {

/// What a piece weighs in a template.
Item weigh(const Piece& piece);

/// Puts another piece, or what it takes beside it, into a piece.
void append(Piece& piece, Piece other);

/// The pieces of one kind of stack, and as what they are placed.
struct Pieces {
  Pieces(const Project& project, StackKind kind);

  /// `name` and `place` are the config's and outlive the object.
  void add(Piece piece, const Located<std::string>& name);

  const Project& project;
  std::vector<Piece> pieces;
  ToPlace wanted;  ///< an item for each piece
};

/// Reckons with the room that a piece will take if what it refers to lives in another part. Its parameters
/// must outlive the placing.
void reserve(Item& item, const Piece& links);

/// Replaces each Fn::GetAtt in a piece that names `id` and `attribute`.
void replace_attribute(Piece& piece, std::string_view id, std::string_view attribute, const Json& value);

}  // namespace agentcore
