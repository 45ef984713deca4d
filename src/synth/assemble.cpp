#include "synth/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "synth/resources/observability.hpp"

namespace agentcore {

std::optional<Parts> place_pieces(const Pieces& pieces, Synthesis& synthesis, Diagnostics& diagnostics) {
  const ToPlace& wanted = pieces.wanted;
  std::optional<Parts> parts = place(wanted, diagnostics);
  if (!parts) return parts;
  synthesis.grows_large |= parts->half_full;
  for (std::size_t i = 0; i < wanted.items.size(); ++i)
    synthesis.placements.push_back(
        {wanted.kind, parts->part_of[i], wanted.items[i].name, wanted.items[i].place});
  return parts;
}

Stack make_stack(const Project& project, StackKind kind, std::size_t part, std::string_view description) {
  Stack stack;
  stack.kind = kind;
  stack.name = part_name(kind, part);
  stack.stack_name = project.stack_name(stack.name);
  stack.body.description = fmt::format("{} of {} ({})", description, *project.project, *project.environment);
  return stack;
}

void append(Stack& stack, Piece piece) {
  Piece whole{std::move(stack.body.resources), std::move(stack.body.outputs),
              std::move(stack.body.parameters), std::move(stack.foreign_imports), stack.dynamic_references};
  append(whole, std::move(piece));
  stack.body.resources = std::move(whole.resources);
  stack.body.outputs = std::move(whole.outputs);
  stack.body.parameters = std::move(whole.parameters);
  stack.foreign_imports = std::move(whole.foreign_imports);
  stack.dynamic_references = whole.dynamic_references;
}

std::vector<Stack> assemble(Pieces pieces, const Parts& parts, std::string_view description, Piece first) {
  std::vector<Stack> stacks;
  std::vector<std::size_t> stack_of;  // by part
  for (const std::size_t part : parts.order) {
    stack_of.resize(std::max(stack_of.size(), part + 1));
    stack_of[part] = stacks.size();
    stacks.push_back(make_stack(pieces.project, pieces.wanted.kind, part, description));
    if (part == 1) append(stacks.back(), std::move(first));
  }
  for (std::size_t i = 0; i < pieces.pieces.size(); ++i)
    append(stacks[stack_of[parts.part_of[i]]], std::move(pieces.pieces[i]));
  for (Stack& stack : stacks) chain_deliveries(stack.body.resources);
  return stacks;
}

}  // namespace agentcore
