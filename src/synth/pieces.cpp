#include "synth/pieces.hpp"

#include <algorithm>
#include <iterator>

#include "agentcore/limits.hpp"
#include "agentcore/lock.hpp"
#include "synth/resources/observability.hpp"

namespace agentcore {
namespace {

/// DependsOn with one name, of which only the greatest length is known.
constexpr std::size_t bytes_of_chain = static_cast<std::size_t>(limits::logical_id_max) + 40;

/// Some megabytes of pieces, and as many runtimes as an account has by default.
constexpr std::size_t most_held = 1000;

template <class T>
void move_all(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// What every template has, with each of the sections.
Weight frame_of_template(const Project& project) {
  constexpr std::size_t bytes_around_sections = 300;
  Weight frame;
  frame.bytes = bytes_around_sections + project.project->size() + project.environment->size();
  return frame;
}

bool is_attribute(const Json& value, std::string_view id, std::string_view attribute) {
  if (!value.is_object() || value.size() != 1) return false;
  const auto& [function, argument] = *value.get_ref<const Json::object_t&>().begin();
  return function == "Fn::GetAtt" && argument.is_array() && argument.size() == 2 && argument[0] == id &&
         argument[1] == attribute;
}

void replace(Json& json, std::string_view id, std::string_view attribute, const Json& value) {
  if (is_attribute(json, id, attribute)) {
    json = value;
  } else if (json.is_structured()) {
    for (Json& member : json) replace(member, id, attribute, value);
  }
}

}  // namespace

Item weigh(const Piece& piece) {
  Item item;
  item.weight.resources = piece.resources.size();
  item.weight.outputs = piece.outputs.size();
  item.weight.dynamic_references = piece.dynamic_references;
  for (const Resource& resource : piece.resources) {
    item.weight.bytes += text_size(resource);
    if (resource.type == delivery_type) item.weight.bytes += bytes_of_chain;
  }
  for (const Output& output : piece.outputs) item.weight.bytes += text_size(output);
  for (const TemplateParameter& parameter : piece.parameters)
    item.parameters.push_back({parameter.name, text_size(parameter)});
  return item;
}

void append(Piece& piece, Piece other) {
  move_all(other.resources, piece.resources);
  move_all(other.outputs, piece.outputs);
  for (TemplateParameter& parameter : other.parameters) declare(piece.parameters, std::move(parameter));
  piece.foreign_imports.merge(other.foreign_imports);
  piece.dynamic_references += other.dynamic_references;
}

Pieces::Pieces(const Project& project, StackKind kind, MakePiece make)
    : project_(project), make_(std::move(make)) {
  wanted.kind = kind;
  wanted.frame = frame_of_template(project);
  wanted.max_resources = project.placing.max_resources;
}

void Pieces::add(const Located<std::string>& name) {
  Piece piece = make_(wanted.items.size());
  Item& item = wanted.items.emplace_back(weigh(piece));
  if (held_.size() < most_held) held_.push_back(std::move(piece));
  item.name = *name;
  item.place = name.range;
  const Lock* lock = project_.placing.lock.get();
  const LockLine* line = lock == nullptr ? nullptr : lock->find(*project_.environment, wanted.kind, *name);
  if (line == nullptr) return;
  item.lives_in = line->part;
  item.lock_line = line->range;
}

Piece Pieces::take(std::size_t index) {
  return index < held_.size() ? std::move(held_[index]) : make_(index);
}

void reserve(Item& item, const Piece& links) {
  const Item weighed = weigh(links);
  item.weight += weighed.weight;
  item.parameters.insert(item.parameters.end(), weighed.parameters.begin(), weighed.parameters.end());
}

void replace_attribute(Piece& piece, std::string_view id, std::string_view attribute, const Json& value) {
  for (Resource& resource : piece.resources) replace(resource.properties, id, attribute, value);
}

}  // namespace agentcore
