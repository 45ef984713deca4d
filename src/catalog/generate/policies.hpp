#pragma once

// Lays out templates/iam/*.json, the policies that are the same in each build, so that none is parsed.

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "definitions.hpp"
#include "fact.hpp"
#include "literal.hpp"

namespace agentcore::generate {

using PolicyJson = nlohmann::ordered_json;  // a policy's members keep the order of its file

/// The FixedValue that says what the value says, as an initialiser.
inline std::string fixed_value(std::string_view name, const PolicyJson& value, Definitions& definitions) {
  if (value.is_string()) {
    return fmt::format("{{FixedValue::Kind::string, {}, {}, {{}}}}", text_literal(name),
                       text_literal(value.get<std::string>()));
  }
  if (!value.is_structured()) throw FactError(fmt::format("{}: no text, list or object", value.dump()));
  std::vector<std::string> children;
  for (const auto& [key, child] : value.items())
    children.push_back(fixed_value(value.is_object() ? key : "", child, definitions));
  return fmt::format("{{FixedValue::Kind::{}, {}, {{}}, {}}}", value.is_object() ? "object" : "array",
                     text_literal(name), definitions.list("FixedValue", "values", children));
}

inline void lay_out_policies(const std::filesystem::path& folder, Definitions& definitions) {
  std::map<std::string, std::string> rows;
  for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    try {
      rows[name] = fixed_value(name, PolicyJson::parse(read_file(entry.path())), definitions);
    } catch (const std::exception& error) {
      throw FactError(fmt::format("{}: {}", entry.path().string(), error.what()));
    }
  }
  std::vector<std::string> sorted;
  for (const auto& [name, row] : rows) sorted.push_back(row);
  definitions.table("FixedValue", "policies", sorted);
}

}  // namespace agentcore::generate
