#include <algorithm>

#include "agentcore/catalog.hpp"
#include "catalog/tables.hpp"

namespace agentcore::catalog {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(line.size() + 1);
  return line;
}

TypeChanges::Paths take_paths(std::string_view& text) {
  std::string_view line = take_line(text);
  TypeChanges::Paths paths;
  while (!line.empty()) {
    const std::string_view path = line.substr(0, line.find(' '));
    paths.push_back(path);
    line.remove_prefix(std::min(path.size() + 1, line.size()));
  }
  return paths;
}

std::string_view name_at(std::uint32_t begin) {
  std::string_view text = tables::type_changes.substr(begin);
  return take_line(text);
}

}  // namespace

std::optional<TypeChanges> find_type_changes(std::string_view name) {
  const auto found = std::ranges::lower_bound(tables::type_changes_begins, name, {}, name_at);
  if (found == tables::type_changes_begins.end() || name_at(*found) != name) return std::nullopt;
  std::string_view text = tables::type_changes.substr(*found);
  TypeChanges changes;
  changes.name = take_line(text);
  changes.create_only = take_paths(text);
  changes.conditional_create_only = take_paths(text);
  changes.unordered = take_paths(text);
  changes.fixed_names = take_paths(text);
  changes.delete_first = !take_line(text).empty();
  return changes;
}

}  // namespace agentcore::catalog
