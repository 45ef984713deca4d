#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

#include "agentcore/pipeline.hpp"

namespace agentcore::testing {

/// A YAML value as JSON of texts, since a YAML reader gives texts.
inline Json texts_of(const YAML::Node& node) {
  Json json = node.IsMap() ? Json::object() : node.IsSequence() ? Json::array() : Json(node.Scalar());
  for (const auto& item : node) {
    if (node.IsMap()) {
      json[item.first.Scalar()] = texts_of(item.second);
    } else {
      json.push_back(texts_of(item));
    }
  }
  return json;
}

inline Json texts_of(const Json& value) {
  if (!value.is_structured()) return value.is_string() ? value : Json(value.dump());
  Json json = value.is_object() ? Json::object() : Json::array();
  for (const auto& [key, item] : value.items()) {
    if (value.is_object()) {
      json[key] = texts_of(item);
    } else {
      json.push_back(texts_of(item));
    }
  }
  return json;
}

/// In what the templates of one project differ between the two forms. Empty: in nothing.
inline std::string difference(const Build& json, const Build& yaml) {
  for (std::size_t i = 0; i < json.stacks.size(); ++i) {
    const Json expected = texts_of(Json::parse(to_text(json.stacks[i].stack.body, Format::json)));
    if (texts_of(YAML::Load(to_text(yaml.stacks[i].stack.body, Format::yaml))) != expected)
      return yaml.stacks[i].file_name + " is not its JSON";
  }
  return {};
}

}  // namespace agentcore::testing
