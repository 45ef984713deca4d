#include "diff/shape.hpp"

#include <algorithm>
#include <array>

#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

using Kind = Shape::Kind;

bool is_statement(const Json& value) { return member(value, "Effect") != nullptr; }

Kind kind_in_statement(std::string_view name) {
  static constexpr std::array<std::string_view, 4> sets = {"Action", "NotAction", "Resource", "NotResource"};
  if (std::ranges::find(sets, name) != sets.end()) return Kind::one_or_many;
  if (name == "Principal" || name == "NotPrincipal") return Kind::principals;
  return name == "Condition" ? Kind::conditions : Kind::plain;
}

Kind kind_of_member(Kind kind, const Json& of, std::string_view name) {
  switch (kind) {
    case Kind::statement:
      return kind_in_statement(name);
    case Kind::principals:
    case Kind::operands:
      return Kind::one_or_many;
    case Kind::conditions:
      return Kind::operands;
    default:
      return name == "Statement" && is_policy(of) ? Kind::statements : Kind::plain;
  }
}

/// Tags: their keys are unique, and no service keeps their order.
bool is_tag_list(std::string_view path, const Json& list) {
  const auto is_tag = [](const Json& item) {
    return member(item, "Key") != nullptr && member(item, "Value") != nullptr;
  };
  return path.ends_with("Tags") && std::ranges::all_of(list, is_tag);
}

}  // namespace

bool is_policy(const Json& value) {
  const Json* statements = member(value, "Statement");
  if (statements == nullptr) return false;
  if (!statements->is_array()) return is_statement(*statements);
  return !statements->empty() && std::ranges::all_of(*statements, is_statement);
}

Shape Shape::member(const Json& of, std::string_view name) const {
  std::string below = path.empty() ? std::string(name) : path + "." + std::string(name);
  return {facts, std::move(below), kind_of_member(kind, of, name)};
}

Shape Shape::item() const {
  return {facts, path + ".*", kind == Kind::statements ? Kind::statement : Kind::plain};
}

bool Shape::is_set(const Json& list) const {
  if (kind == Kind::statements || kind == Kind::one_or_many || kind == Kind::waits_for) return true;
  if (is_tag_list(path, list)) return true;
  return facts != nullptr && std::ranges::binary_search(facts->unordered, std::string_view(path));
}

std::string item_name(const Json& item) {
  static constexpr std::array<std::string_view, 6> names = {"Key",  "Sid", "PolicyName",
                                                            "Name", "Id",  "IndexName"};
  for (const std::string_view name : names) {
    const Json* value = member(item, name);
    if (value != nullptr && value->is_string()) return value->get<std::string>();
  }
  return {};
}

}  // namespace agentcore::diffing
