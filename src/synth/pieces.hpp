#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "agentcore/place.hpp"
#include "synth/stack_builder.hpp"

namespace agentcore {

/// What a piece weighs in a template.
Item weigh(const Piece& piece);

/// Puts another piece, or what it takes beside it, into a piece.
void append(Piece& piece, Piece other);

/// Makes one piece of a kind of stack, by its place among them.
using MakePiece = std::function<Piece(std::size_t)>;

/// The pieces of one kind of stack: as what they are placed. The first ones are held; each of the others is
/// made to be weighed, and again when its stack is, since thousands would take more memory than all else.
class Pieces {
 public:
  Pieces(const Project& project, StackKind kind, MakePiece make);

  /// Weighs the next one. `name` is the config's and outlives the object.
  void add(const Located<std::string>& name);

  /// Hands a piece out, once.
  Piece take(std::size_t index);

  ToPlace wanted;  ///< an item for each piece

 private:
  const Project& project_;
  MakePiece make_;
  std::vector<Piece> held_;
};

/// Reckons with the room that a piece will take if what it refers to lives in another part.
void reserve(Item& item, const Piece& links);

/// Replaces each Fn::GetAtt in a piece that names `id` and `attribute`.
void replace_attribute(Piece& piece, std::string_view id, std::string_view attribute, const Json& value);

}  // namespace agentcore
