#include "diff/normalise.hpp"

#include <algorithm>
#include <map>

#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

using Kind = Shape::Kind;

const Shape anywhere;

Json scalar(const Json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number()) return value.dump();
  return value;
}

/// Parts of a text that is put together: neighbouring texts become one.
class Parts {
 public:
  void add(Json part) {
    if (const Json* nested = joined(part)) {
      for (const Json& inner : *nested) add(inner);
    } else if (part.is_string() && !parts_.empty() && parts_.back().is_string()) {
      parts_.back().get_ref<std::string&>() += part.get_ref<const std::string&>();
    } else if (!part.is_string() || !part.get_ref<const std::string&>().empty()) {
      parts_.push_back(std::move(part));
    }
  }

  [[nodiscard]] Json value() && {
    if (parts_.empty()) return "";
    if (parts_.size() == 1) return std::move(parts_.front());
    return {{"Fn::Join", Json::array({"", std::move(parts_)})}};
  }

 private:
  static const Json* joined(const Json& part) {
    const Json* argument = member(part, "Fn::Join");
    if (argument == nullptr || !argument->is_array() || argument->size() != 2) return nullptr;
    const Json& delimiter = (*argument)[0];
    const bool is_plain = delimiter.is_string() && delimiter.get_ref<const std::string&>().empty();
    return is_plain && (*argument)[1].is_array() ? &(*argument)[1] : nullptr;
  }

  std::vector<Json> parts_;
};

Json normalised_sub(const Json& argument) {
  const std::vector<Json> written = sub_parts(argument);
  if (written.empty()) return {{"Fn::Sub", normalised(argument, anywhere)}};
  Parts parts;
  for (const Json& part : written) parts.add(normalised(part, anywhere));
  return std::move(parts).value();
}

Json normalised_join(const Json& argument) {
  const bool is_written_out =
      argument.is_array() && argument.size() == 2 && argument[0].is_string() && argument[1].is_array();
  if (!is_written_out) return {{"Fn::Join", normalised(argument, anywhere)}};
  Parts parts;
  bool first = true;
  for (const Json& item : argument[1]) {
    if (!first) parts.add(argument[0]);
    first = false;
    parts.add(normalised(item, anywhere));
  }
  return std::move(parts).value();
}

Json normalised_intrinsic(const std::string& function, const Json& argument) {
  if (function == "Fn::GetAtt") {
    auto [target, attribute] = get_att_target(argument);
    if (!target.empty() && !attribute.empty()) return get_att(target, attribute);
  }
  if (function == "Fn::Sub") return normalised_sub(argument);
  if (function == "Fn::Join") return normalised_join(argument);
  Json value = Json::object();
  value[function] = normalised(argument, anywhere);
  return value;
}

Json normalised_object(const Json& value, const Shape& shape) {
  if (const std::string* function = intrinsic_of(value)) {
    return normalised_intrinsic(*function, value.begin().value());
  }
  std::map<std::string_view, const Json*> sorted;
  for (const auto& [key, inner] : value.items()) sorted.emplace(key, &inner);
  Json made = Json::object();
  auto& members = made.get_ref<Json::object_t&>();
  for (const auto& [key, inner] : sorted) {
    members.Container::emplace_back(std::string(key), normalised(*inner, shape.member(value, key)));
  }
  return made;
}

Json normalised_list(const Json& value, const Shape& shape) {
  Json list = Json::array();
  const Shape item = shape.item();
  for (const Json& inner : value) list.push_back(normalised(inner, item));
  if (!shape.is_set(value)) return list;
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < list.size(); ++i) order.emplace_back(key_of(list[i]), i);
  std::ranges::sort(order);
  if (shape.kind == Kind::one_or_many) {
    // Not std::ranges::unique, whose result clang 14 cannot read.
    const auto same_key = [](const auto& a, const auto& b) { return a.first == b.first; };
    order.erase(std::unique(order.begin(), order.end(), same_key), order.end());
  }
  Json sorted = Json::array();
  for (const auto& [key, i] : order) sorted.push_back(std::move(list[i]));
  return sorted;
}

bool may_stand_alone(Kind kind) {
  return kind == Kind::one_or_many || kind == Kind::statements || kind == Kind::waits_for;
}

}  // namespace

Json normalised(const Json& value, const Shape& shape) {
  if (value.is_array()) return normalised_list(value, shape);
  if (may_stand_alone(shape.kind)) return Json::array({normalised(value, shape.item())});
  return value.is_object() ? normalised_object(value, shape) : scalar(value);
}

bool same(const Json& before, const Json& after, const Shape& shape) {
  return before == after || normalised(before, shape) == normalised(after, shape);
}

std::string key_of(const Json& normalised) {
  return normalised.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace agentcore::diffing
