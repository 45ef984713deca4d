#pragma once

// Lays out config/resource_types.json: the resource types that templates of ours hold, with the forms of
// their properties.

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "definitions.hpp"
#include "fact.hpp"
#include "literal.hpp"

namespace agentcore::generate {

inline constexpr std::string_view kinds[] = {"any",     "string", "integer", "number",
                                             "boolean", "array",  "object",  "map"};

inline std::string schema(const Fact& form, Definitions& definitions);

inline std::string member_list(const Fact& members, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const auto& [name, form] : members.entries()) {
    rows.push_back(fmt::format("{{{}, {}}}", text_literal(name), schema(form, definitions)));
  }
  return definitions.list("PropertySchema::Member", "members", rows);
}

inline void expect_members(const std::optional<Fact>& required, const std::optional<Fact>& members) {
  if (!required) return;
  for (const Fact& name : required->items()) {
    if (!members || !members->find(name.string())) name.fail("required, but not among the members");
  }
}

/// Address of the PropertySchema that says what the form says.
inline std::string schema(const Fact& form, Definitions& definitions) {
  form.allow_only(
      {"kind", "enum", "numbers", "pattern", "key_pattern", "min", "max", "items", "members", "required"});
  const auto text = [&](const char* key) {
    const std::optional<Fact> fact = form.find(key);
    return fact ? text_literal(fact->string()) : "{}";
  };
  const auto bound = [&](const char* key) {
    const std::optional<Fact> fact = form.find(key);
    return fact ? fact->integer() : -1;
  };
  const std::optional<Fact> values = form.find("enum");
  const std::optional<Fact> numbers = form.find("numbers");
  const std::optional<Fact> items = form.find("items");
  const std::optional<Fact> members = form.find("members");
  const std::optional<Fact> required = form.find("required");
  expect_members(required, members);
  if (bound("max") != -1 && bound("min") > bound("max")) form.fail("`min` is over `max`");
  const std::string initialiser = fmt::format(
      "{{PropertySchema::Kind::{}, {}, {}, {}, {}, {}, {}, {}, {}, {}}}", one_of(form.at("kind"), kinds),
      values ? definitions.names(values->strings()) : "{}",
      numbers ? definitions.integers(numbers->integers()) : "{}", text("pattern"), text("key_pattern"),
      bound("min"), bound("max"), items ? schema(*items, definitions) : "nullptr",
      members ? member_list(*members, definitions) : "{}",
      required ? definitions.names(required->strings()) : "{}");
  return definitions.schema(initialiser);
}

inline std::string resource_type(const std::string& name, const Fact& type, Definitions& definitions) {
  type.allow_only(
      {"properties", "required", "create_only", "conditional_create_only", "read_only", "attributes"});
  const Fact properties = type.at("properties");
  const Fact required = type.at("required");
  expect_members(required, properties);
  const std::string object =
      fmt::format("{{PropertySchema::Kind::object, {{}}, {{}}, {{}}, {{}}, -1, -1, nullptr, {}, {}}}",
                  member_list(properties, definitions), definitions.names(required.strings()));
  return fmt::format("{{{}, {}, {}, {}, {}, {}}}", text_literal(name), definitions.schema(object),
                     definitions.names(type.at("create_only").strings()),
                     definitions.names(type.at("conditional_create_only").strings()),
                     definitions.names(type.at("read_only").strings()),
                     definitions.names(type.at("attributes").strings()));
}

inline void lay_out_resource_types(const FactFile& file, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const auto& [name, type] : file.root().at("types").entries()) {
    rows.push_back(resource_type(name, type, definitions));
  }
  definitions.table("ResourceType", "resource_types", rows);
}

}  // namespace agentcore::generate
