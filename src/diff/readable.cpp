#include "diff/readable.hpp"

#include <fmt/format.h>

#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

bool is_no_value(const Json& value) {
  const Json* name = member(value, "Ref");
  return name != nullptr && *name == "AWS::NoValue";
}

/// A part of a text: what a function gives is set off from what stands beside it.
std::string part_text(const Json& part) {
  std::string text = readable_text(part);
  if (intrinsic_of(part) == nullptr || !text.starts_with('!')) return text;
  return fmt::format("${{{}}}", text.substr(1));
}

std::string joined(const Json& separator, const Json& items) {
  std::string text;
  bool first = true;
  for (const Json& item : items) {
    if (is_no_value(item)) continue;
    if (!first) text += separator.get<std::string>();
    first = false;
    text += part_text(item);
  }
  return text;
}

std::string sub_text(const Json& argument) {
  std::string text;
  for (const Json& part : sub_parts(argument)) text += part_text(part);
  return text;
}

Json readable_intrinsic(const std::string& function, const Json& argument) {
  if (function == "Ref" && argument.is_string()) return fmt::format("${{{}}}", argument.get<std::string>());
  if (function == "Fn::GetAtt") {
    const auto [target, attribute] = get_att_target(argument);
    if (!target.empty()) return fmt::format("${{{}.{}}}", target, attribute);
  }
  if (function == "Fn::Join" && argument.is_array() && argument.size() == 2 && argument[0].is_string() &&
      argument[1].is_array()) {
    return joined(argument[0], argument[1]);
  }
  if (function == "Fn::Sub") {
    const std::string text = sub_text(argument);
    if (!text.empty()) return text;
  }
  const std::string name = function.starts_with("Fn::") ? function.substr(4) : function;
  return fmt::format("!{} {}", name, readable_text(argument));
}

}  // namespace

Json readable(const Json& value) {
  if (is_no_value(value)) return nullptr;
  if (const std::string* function = intrinsic_of(value)) {
    return readable_intrinsic(*function, value.begin().value());
  }
  if (!value.is_structured()) return value;
  Json made = value.is_array() ? Json::array() : Json::object();
  for (const auto& [key, inner] : value.items()) {
    if (is_no_value(inner)) continue;
    if (value.is_array()) {
      made.push_back(readable(inner));
    } else {
      made[key] = readable(inner);
    }
  }
  return made;
}

std::string readable_text(const Json& value) {
  const Json text = readable(value);
  if (text.is_string()) return text.get<std::string>();
  return text.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace agentcore::diffing
