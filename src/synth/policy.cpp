#include "synth/policy.hpp"

#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "agentcore/document.hpp"

namespace agentcore {
namespace {

/// Replaces every string below `json` by what `make` makes of it.
template <class Make>
void replace_strings(Json& json, const Make& make) {
  if (json.is_string()) {
    json = make(json.get_ref<const std::string&>());
    return;
  }
  if (!json.is_structured()) return;
  for (Json& child : json) replace_strings(child, make);
}

}  // namespace

Json maybe_sub(std::string_view text) {
  const std::size_t variable = text.find("${");
  if (variable == std::string_view::npos) return text;
  const bool alone = variable == 0 && text.find('}') == text.size() - 1;
  return alone ? agentcore::ref(text.substr(2, text.size() - 3)) : sub(text);
}

Json fixed_policy(std::string_view name) { return fixed_policy(name, "", nullptr); }

Json fixed_policy(std::string_view name, std::string_view placeholder, const Json& value) {
  Json policy = Json::parse(catalog::fixed_text(fmt::format("iam/{}.json", name)));
  const std::string marked = fmt::format("${{{}}}", placeholder);
  replace_strings(policy, [&](const std::string& text) { return text == marked ? value : maybe_sub(text); });
  return policy;
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
