#include <span>

#include "agentcore/schema.hpp"
#include "overlay/merge.hpp"
#include "schema/entity_schema.hpp"

namespace agentcore {
namespace {

using schema::EntityWriter;
using schema::Layer;

/// A partial config without the keys that an overlay cannot have.
Json overlay_schema(const Json& partial, std::span<const std::string_view> keys) {
  Json schema = partial;
  for (const std::string_view key : keys) schema["properties"].erase(std::string(key));
  return schema;
}

/// Where the file's own list is there, an overlay's entries change those of it, and must say which.
Json names_in_overlays(const Json& definitions) {
  Json conditions = Json::array();
  for (const auto& [key, property] :
       definitions.at(std::string(EntityWriter::environment_overlay)).at("properties").items()) {
    const overlaying::NamedList* list = overlaying::find_named_list(key);
    if (list == nullptr) continue;
    Json named{{"items", {{"required", Json::array({list->name})}}}};
    Json overlay{{"properties", {{key, std::move(named)}}}};
    Json environments{{"properties", {{"environments", {{"additionalProperties", std::move(overlay)}}}}}};
    conditions.push_back(
        {{"if", {{"properties", {{key, {{"type", "array"}}}}}, {"required", Json::array({key})}}},
         {"then", std::move(environments)}});
  }
  return conditions;
}

}  // namespace

Json config_schema() {
  Json definitions = Json::object();
  for (const Layer layer : {Layer::whole, Layer::partial}) {
    Project project;
    EntityWriter::define(std::string(EntityWriter::top), layer, "", project, definitions);
  }
  const std::string partial = schema::definition_name(EntityWriter::top, Layer::partial);
  definitions[std::string(EntityWriter::environment_overlay)] =
      overlay_schema(definitions[partial], overlaying::choosing_keys);
  definitions[std::string(EntityWriter::region_overlay)] =
      overlay_schema(definitions[partial], overlaying::keys_of_the_whole);
  schema::define_references(definitions);

  Json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["$id"] = "urn:agentcore-synth:config";
  schema["title"] = "agentcore-synth config";
  schema["description"] = "What agentcore-synth makes CloudFormation templates of";
  schema["type"] = "object";
  Json layered{{"type", "object"}, {"minProperties", 1}};
  schema["if"] = {{"properties", {{"environments", std::move(layered)}}},
                  {"required", Json::array({"environments"})}};
  schema["then"] = schema::definition(partial);
  schema["else"] = schema::definition(EntityWriter::top);
  schema["allOf"] = names_in_overlays(definitions);
  schema["$defs"] = std::move(definitions);
  return schema;
}

}  // namespace agentcore
