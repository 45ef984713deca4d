#include "agentcore/schema.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "agentcore/catalog.hpp"
#include "unit/schema_testing.hpp"

namespace agentcore {
namespace {

using testing::find;
using testing::takes_text;

void for_each_property(const Json& schema,
                       const std::function<void(const std::string&, const Json&)>& visit) {
  for (const auto& [name, definition] : schema["$defs"].items()) {
    if (!definition.contains("properties")) continue;
    for (const auto& [key, property] : definition["properties"].items()) visit(name + "." + key, property);
  }
}

TEST_CASE("every key has a description, and every mapping refuses other keys") {
  const Json schema = config_schema();
  std::size_t keys = 0;
  for_each_property(schema, [&](const std::string& path, const Json& property) {
    CAPTURE(path);
    CHECK(property.at("description").get<std::string>().size() >= 8);
    ++keys;
  });
  CHECK(keys > 200);
  for (const auto& [name, definition] : schema["$defs"].items()) {
    CAPTURE(name);
    CHECK((definition.contains("anyOf") || definition.at("additionalProperties") == false));
  }
}

TEST_CASE("a default is a value that the key takes") {
  for_each_property(config_schema(), [&](const std::string& path, const Json& property) {
    if (!property.contains("default")) return;
    CAPTURE(path);
    const Json& value = property["default"];
    const Json* names = find(property, "enum");
    if (names != nullptr) CHECK(std::find(names->begin(), names->end(), value) != names->end());
    if (value.is_string()) CHECK(takes_text(property, value.get<std::string>()));
  });
}

TEST_CASE("values of the catalog and of enumerations are listed") {
  const Json definitions = config_schema()["$defs"];
  const auto listed = [&](const char* definition, const char* key) {
    const Json* names = find(definitions[definition]["properties"][key], "enum");
    REQUIRE(names != nullptr);
    return *names;
  };
  CHECK(listed("config", "region").size() == catalog::regions().size());
  CHECK(listed("network.flow_logs", "retention_days").size() == catalog::log_retention_days().size());
  CHECK(listed("runtimes.artifact", "container_cpu").size() == catalog::fargate_sizes().size());
  CHECK(listed("runtimes", "protocol") == Json::array({"HTTP", "MCP", "A2A", "AGUI"}));
  CHECK(listed("network.vpc_endpoints", "endpoint_policy") == Json::array({"vpc_only", "invoke_only"}));
}

TEST_CASE("what AWS assigns is no property") {
  const Json definitions = config_schema()["$defs"];
  for (const char* definition : {"runtimes", "partial.runtimes"}) {
    CHECK_FALSE(definitions[definition]["properties"].contains("runtime_arn"));
    CHECK(definitions[definition]["properties"].contains("runtime_name"));
  }
}

TEST_CASE("in layers nothing is required but the name of an entry") {
  const Json definitions = config_schema()["$defs"];
  CHECK(definitions["runtimes"]["required"] == Json::array({"artifact"}));
  CHECK_FALSE(definitions["partial.runtimes"].contains("required"));
  CHECK(definitions["partial.runtimes.endpoints"]["required"] == Json::array({"name"}));
  CHECK_FALSE(definitions["overlay"]["properties"].contains("environments"));
}

}  // namespace
}  // namespace agentcore
