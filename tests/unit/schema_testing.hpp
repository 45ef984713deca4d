#pragma once

// What a JSON Schema says of a text, for the tests on it.

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "agentcore/schema.hpp"

namespace agentcore::testing {

inline bool matches(std::string_view pattern, const std::string& text) {
  const RE2 compiled(re2::StringPiece(pattern.data(), pattern.size()));
  REQUIRE(compiled.ok());
  return RE2::PartialMatch(text, compiled);
}

/// The first value of that name in a schema, at any depth.
inline const Json* find(const Json& schema, const std::string& name) {
  if (schema.is_object() && schema.contains(name)) return &schema[name];
  for (const Json& inner : schema) {
    if (const Json* found = inner.is_structured() ? find(inner, name) : nullptr) return found;
  }
  return nullptr;
}

/// What a key's schema says of a text by its pattern and its lengths.
inline bool takes_text(const Json& schema, const std::string& text) {
  const Json* pattern = find(schema, "pattern");
  const Json* least = find(schema, "minLength");
  const Json* most = find(schema, "maxLength");
  return (pattern == nullptr || matches(pattern->get<std::string>(), text)) &&
         (least == nullptr || text.size() >= least->get<std::size_t>()) &&
         (most == nullptr || text.size() <= most->get<std::size_t>());
}

}  // namespace agentcore::testing
