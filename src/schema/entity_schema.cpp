#include "schema/entity_schema.hpp"

namespace agentcore::schema {
namespace {

constexpr std::string_view reference_path = "reference";

/// "reference", or with what it takes beside the kinds that stand everywhere: "reference_or_role".
std::string reference_name(Takes place) {
  std::string name(reference_path);
  for (const auto& row : EnumNames<ReferenceKind>::rows) {
    if (takes(place, row.value) && !takes(Takes::outside, row.value)) name += fmt::format("_or_{}", row.name);
  }
  return name;
}

}  // namespace

std::string definition_name(std::string_view path, Layer layer) {
  return layer == Layer::whole ? std::string(path) : fmt::format("partial.{}", path);
}

Json reference_to(Takes place) { return definition(reference_name(place)); }

void define_references(Json& definitions) {
  for (const Takes place :
       {Takes::outside, Takes::outside_or_role, Takes::outside_or_repository, Takes::any}) {
    Json kinds = Json::array();
    for (const auto& row : EnumNames<ReferenceKind>::rows) {
      if (takes(place, row.value))
        kinds.push_back(definition(fmt::format("{}.{}", reference_path, row.name)));
    }
    definitions[reference_name(place)] = {{"anyOf", std::move(kinds)}};
  }
  for (const auto& row : EnumNames<ReferenceKind>::rows) {
    Reference reference;
    reference.kind = row.value;
    EntityWriter::define(fmt::format("{}.{}", reference_path, row.name), Layer::whole, "", reference,
                         definitions);
  }
}

void EntityWriter::overlays(const Field& field) {
  Json value = nullable(mapping());
  value["additionalProperties"] = nullable(definition(environment_overlay));
  properties_[std::string(field.key)] = described(field, value);
}

void EntityWriter::overlay(const Field& field) {
  properties_[std::string(field.key)] = described(field, nullable(definition(region_overlay)));
}

Json EntityWriter::schema() const {
  Json schema{{"type", "object"}, {"properties", properties_}};
  if (!required_.empty()) schema["required"] = required_;
  if (!alternatives_.is_null()) schema["anyOf"] = alternatives_;
  schema["additionalProperties"] = false;
  return schema;
}

}  // namespace agentcore::schema
