#pragma once

// Lays out config/limits.json as constants.

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "fact.hpp"

namespace agentcore::generate {

inline bool is_identifier(const std::string& name) {
  static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz_";
  static constexpr std::string_view rest = "abcdefghijklmnopqrstuvwxyz_0123456789";
  return letters.find(name.front()) != letters.npos && name.find_first_not_of(rest) == std::string::npos;
}

inline void flatten(const Fact& group, const std::string& prefix,
                    std::map<std::string, std::int64_t>& limits) {
  for (const auto& [key, fact] : group.entries()) {
    if (key.empty() || !is_identifier(key)) fact.fail("not a name in snake_case");
    const std::string name = prefix.empty() ? key : prefix + "_" + key;
    if (fact.is_object()) {
      flatten(fact, name, limits);
    } else if (!limits.emplace(name, fact.integer()).second) {
      fact.fail(fmt::format("`{}` is there twice", name));
    }
  }
}

inline std::string limits_hpp(const FactFile& file) {
  std::map<std::string, std::int64_t> limits;
  flatten(file.root(), "", limits);
  std::string text =
      "#pragma once\n\n// Written by generate_tables from config/limits.json, which names the sources.\n\n"
      "#include <cstdint>\n\nnamespace agentcore::limits {\n\n";
  for (const auto& [name, value] : limits) {
    text += fmt::format("inline constexpr std::int64_t {} = {};\n", name, value);
  }
  return text + "\n}  // namespace agentcore::limits\n";
}

}  // namespace agentcore::generate
