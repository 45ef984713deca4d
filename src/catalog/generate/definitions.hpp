#pragma once

// The text of tables.cpp, as it grows.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fact.hpp"
#include "literal.hpp"

namespace agentcore::generate {

/// Collects definitions, each of which may name only what was defined before it. Equal ones are shared.
class Definitions {
 public:
  /// Name of the constant `type` + name + `brackets` with this initialiser.
  std::string constant(std::string_view type, std::string_view prefix, std::string_view brackets,
                       const std::string& initialiser) {
    const auto [known, is_new] = names_.try_emplace(std::string(prefix) + initialiser);
    if (is_new) {
      known->second = fmt::format("{}_{}", prefix, names_.size());
      text_ += fmt::format("constexpr {} {}{} = {};\n", type, known->second, brackets, initialiser);
    }
    return known->second;
  }
  std::string schema(const std::string& initialiser) {
    return "&" + constant("PropertySchema", "schema", "", initialiser);
  }
  /// An expression that a span takes.
  std::string list(std::string_view type, std::string_view prefix, const std::vector<std::string>& elements) {
    if (elements.empty()) return "{}";
    return constant(type, prefix, "[]", fmt::format("{{{}}}", fmt::join(elements, ", ")));
  }
  std::string names(const std::vector<std::string>& values) {
    std::vector<std::string> literals;
    for (const std::string& value : values) literals.push_back(text_literal(value));
    return list("std::string_view", "names", literals);
  }
  std::string integers(const std::vector<std::int64_t>& values) {
    std::vector<std::string> literals;
    for (const std::int64_t value : values) literals.push_back(std::to_string(value));
    return list("std::int64_t", "integers", literals);
  }
  /// A table that tables.hpp declares.
  void table(std::string_view type, std::string_view name, const std::vector<std::string>& rows) {
    if (rows.empty()) {
      tables_ += fmt::format("constinit const std::span<const {}> {}{{}};\n", type, name);
      return;
    }
    text_ += fmt::format("constexpr {} {}_rows[] = {{\n    {}}};\n", type, name, fmt::join(rows, ",\n    "));
    tables_ += fmt::format("constinit const std::span<const {}> {} = {}_rows;\n", type, name, name);
  }

  [[nodiscard]] std::string source() const {
    return fmt::format(
        "// Written by generate_tables. Do not edit.\n\n#include \"catalog/tables.hpp\"\n\n"
        "namespace agentcore::catalog::tables {{\nnamespace {{\n\n{}\n}}  // namespace\n\n{}\n"
        "}}  // namespace agentcore::catalog::tables\n",
        text_, tables_);
  }

 private:
  std::map<std::string, std::string> names_;  // initialiser -> name
  std::string text_;
  std::string tables_;
};

/// The fact's text, which must be one of the names of an enumeration.
inline std::string one_of(const Fact& fact, std::span<const std::string_view> names) {
  if (std::ranges::find(names, fact.string()) == names.end()) {
    fact.fail(fmt::format("none of {}", fmt::join(names, ", ")));
  }
  return fact.string();
}

}  // namespace agentcore::generate
