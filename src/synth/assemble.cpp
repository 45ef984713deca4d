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

void assemble(Assembly assembly, const Parts& parts, const TakePart& take) {
  std::vector<std::vector<std::size_t>> pieces_of;  // by part
  for (const std::size_t part : parts.order) pieces_of.resize(std::max(pieces_of.size(), part + 1));
  for (std::size_t i = 0; i < parts.part_of.size(); ++i) pieces_of[parts.part_of[i]].push_back(i);
  for (const std::size_t part : parts.order) {
    Stack stack = make_stack(assembly.project, assembly.kind, part, assembly.description);
    if (part == 1) append(stack, std::move(assembly.first));
    for (const std::size_t i : pieces_of[part]) append(stack, assembly.take(i));
    chain_deliveries(stack.body.resources);
    take(part, std::move(stack));
  }
}

}  // namespace agentcore
