#include "synth/policy.hpp"

#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "agentcore/document.hpp"

namespace agentcore {
namespace {

/// The value with each text made into what `make` makes of it.
template <class Make>
Json made_of(const catalog::FixedValue& value, const Make& make) {
  if (value.kind == catalog::FixedValue::Kind::string) return make(value.text);
  if (value.kind == catalog::FixedValue::Kind::array) {
    std::vector<Json> items;
    items.reserve(value.children.size());
    for (const catalog::FixedValue& child : value.children) items.push_back(made_of(child, make));
    return items;
  }
  Json object = Json::object();
  Json::object_t& members = object.get_ref<Json::object_t&>();
  members.reserve(value.children.size());
  for (const catalog::FixedValue& child : value.children)
    members.emplace_back(child.name, made_of(child, make));
  return object;
}

}  // namespace

Json maybe_sub(std::string_view text) {
  const std::size_t variable = text.find("${");
  if (variable == std::string_view::npos) return text;
  const bool alone = variable == 0 && text.find('}') == text.size() - 1;
  return alone ? agentcore::ref(text.substr(2, text.size() - 3)) : sub(text);
}

Json fixed_value(const catalog::FixedValue& value) { return made_of(value, maybe_sub); }

Json fixed_policy(std::string_view name) { return fixed_value(catalog::policy(name)); }

Json fixed_policy(std::string_view name, std::string_view placeholder, const Json& value) {
  const std::string marked = fmt::format("${{{}}}", placeholder);
  return made_of(catalog::policy(name),
                 [&](std::string_view text) { return text == marked ? value : maybe_sub(text); });
}

Json written_policy(const Node& written) {
  const Node& node = structure_of(written);
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::scalar:
      return literal(node.text);
    case Node::Kind::sequence: {
      Json list = Json::array();
      for (const Node* item : node.items) list.push_back(written_policy(*item));
      return list;
    }
    case Node::Kind::mapping: {
      Json map = Json::object();
      for (const Entry& entry : node.entries) {
        if (!entry.value->removed) map[std::string(entry.key->text)] = written_policy(*entry.value);
      }
      return map;
    }
  }
  return nullptr;
}

Json one_or_list(std::vector<Json> values) {
  if (values.size() == 1) return std::move(values.front());
  return Json(std::move(values));
}

}  // namespace agentcore
