#pragma once

// Lays out config/type_changes.json as one text and the places in it where a type begins. A table of
// string_views would cost a relocation for each of its 10,000 paths whenever the program starts.
//
// A type is six lines: its name, four lists of paths with blanks between, and `1` for delete_first.

#include <fmt/format.h>

#include <string>
#include <vector>

#include "fact.hpp"
#include "literal.hpp"

namespace agentcore::generate {

inline std::string type_changes_record(const std::string& name, const Fact& type) {
  static constexpr const char* lists[] = {"create_only", "conditional_create_only", "unordered",
                                          "fixed_names"};
  type.allow_only({lists[0], lists[1], lists[2], lists[3], "delete_first"});
  std::string record = name + '\n';
  for (const char* key : lists) {
    const std::optional<Fact> list = type.find(key);
    const std::vector<std::string> paths = list ? list->strings() : std::vector<std::string>{};
    for (const std::string& path : paths) {
      if (path.empty() || path.find_first_of(" \n") != path.npos) list->fail("has a path that is none");
    }
    record += fmt::format("{}\n", fmt::join(paths, " "));
  }
  const std::optional<Fact> delete_first = type.find("delete_first");
  return record + (delete_first && delete_first->boolean() ? "1\n" : "\n");
}

inline std::string type_changes_cpp(const FactFile& file) {
  std::string literals;
  std::vector<std::string> begins;
  std::size_t size = 0;
  for (const auto& [name, type] : file.root().at("types").entries()) {
    const std::string record = type_changes_record(name, type);
    literals += fmt::format("\n    {}", text_literal(record));
    begins.push_back(std::to_string(size));
    size += record.size();
  }
  return fmt::format(
      "// Written by generate_tables. Do not edit.\n\n#include \"catalog/tables.hpp\"\n\n"
      "namespace agentcore::catalog::tables {{\nnamespace {{\n\nconstexpr char text[] ={};\n"
      "constexpr std::uint32_t begins[] = {{{}}};\n\n}}  // namespace\n\n"
      "constinit const std::string_view type_changes{{text, {}}};\n"
      "constinit const std::span<const std::uint32_t> type_changes_begins = begins;\n\n"
      "}}  // namespace agentcore::catalog::tables\n",
      literals, fmt::join(begins, ", "), size);
}

}  // namespace agentcore::generate
