#include "schema/value_schema.hpp"

#include <fmt/format.h>

#include <charconv>

#include "schema/facts.hpp"

namespace agentcore::schema {
namespace {

void set_bound(Json& schema, const char* keyword, std::int64_t bound) {
  if (bound != Field::unbounded) schema[keyword] = bound;
}

void set_text(Json& schema, const char* keyword, std::string_view text) {
  if (!text.empty()) schema[keyword] = text;
}

/// Moves what is said of a value to the schema around it.
void hoist(Json& inner, Json& outer, const char* keyword) {
  if (!inner.contains(keyword)) return;
  outer[keyword] = std::move(inner[keyword]);
  inner.erase(keyword);
}

Json text_or_known(const Field& field) {
  if (field.one_of == Facts::none || field.one_of == Facts::endpoint_services) {
    return {{"type", Json::array({"string", "number", "boolean"})}};
  }
  return {{"type", "string"}, {"enum", values_of(field.one_of)}};
}

}  // namespace

std::optional<std::string_view> literal_fallback(const Field& field) {
  const bool words = field.fallback.find_first_of(" <") != std::string_view::npos;
  return words || field.fallback.empty() ? std::nullopt : std::optional(field.fallback);
}

Json text(const Field& field) {
  Json schema = text_or_known(field);
  set_text(schema, "pattern", field.pattern);
  set_bound(schema, "minLength", field.minimum);
  set_bound(schema, "maxLength", field.maximum);
  if (field.one_of == Facts::endpoint_services) schema["examples"] = values_of(field.one_of);
  if (!field.example.empty()) schema["examples"] = Json::array({field.example});
  if (const auto fallback = literal_fallback(field)) schema["default"] = *fallback;
  return schema;
}

Json whole_number(const Field& field) {
  Json schema{{"type", "integer"}};
  set_bound(schema, "minimum", field.minimum);
  set_bound(schema, "maximum", field.maximum);
  if (field.one_of != Facts::none) schema["enum"] = values_of(field.one_of);
  if (const auto fallback = literal_fallback(field)) {
    std::int64_t number = 0;
    std::from_chars(fallback->data(), fallback->data() + fallback->size(), number);
    schema["default"] = number;
  }
  return schema;
}

Json true_or_false(const Field& field) {
  Json schema{{"type", "boolean"}};
  if (const auto fallback = literal_fallback(field)) schema["default"] = *fallback == "true";
  return schema;
}

Json one_of_names(const Field& field, Json names) {
  Json schema{{"type", "string"}, {"enum", std::move(names)}};
  if (const auto fallback = literal_fallback(field)) schema["default"] = *fallback;
  return schema;
}

Json mapping() { return {{"type", "object"}}; }

Json text_of_form(const Field& field, std::string_view pattern, std::string_view example, bool takes_number,
                  bool takes_boolean) {
  Json types = Json::array({"string"});
  if (takes_number) types.push_back("number");
  if (takes_boolean) types.push_back("boolean");
  Json schema{{"type", types.size() == 1 ? types[0] : types}, {"pattern", pattern}};
  schema["examples"] = Json::array({field.example.empty() ? example : field.example});
  if (const auto fallback = literal_fallback(field)) schema["default"] = *fallback;
  return schema;
}

Json list_of(const Field& field, Json item) {
  item.erase("default");  // that of the list
  Json schema{{"type", "array"}, {"items", std::move(item)}};
  set_bound(schema, "maxItems", field.max_items);
  return schema;
}

Json free_map(const Field& field, Json value) {
  Json schema{{"type", "object"}};
  Json key = Json::object();
  set_text(key, "pattern", field.key_pattern);
  set_bound(key, "maxLength", field.max_key_size);
  if (!key.empty()) schema["propertyNames"] = std::move(key);
  set_bound(schema, "maxProperties", field.max_items);
  schema["additionalProperties"] = std::move(value);
  return schema;
}

Json either(Json first, Json second) {
  Json schema = Json::object();
  hoist(first, schema, "default");
  hoist(first, schema, "examples");
  schema["anyOf"] = Json::array({std::move(first), std::move(second)});
  return schema;
}

Json nullable(Json value) {
  if (value.contains("anyOf")) {
    value["anyOf"].push_back({{"type", "null"}});
    return value;
  }
  if (!value.contains("type") || value.contains("enum")) return either(std::move(value), {{"type", "null"}});
  if (!value["type"].is_array()) value["type"] = Json::array({value["type"]});
  value["type"].push_back("null");
  return value;
}

Json described(const Field& field, const Json& value) {
  Json schema;
  schema["description"] = field.fallback.empty() ? std::string(field.doc)
                                                 : fmt::format("{}. Left out: {}", field.doc, field.fallback);
  schema.update(value);
  return schema;
}

Json definition(std::string_view name) { return {{"$ref", fmt::format("#/$defs/{}", name)}}; }

}  // namespace agentcore::schema
