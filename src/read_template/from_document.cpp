#include "read_template/from_document.hpp"

#include <fmt/format.h>

#include "agentcore/limits.hpp"
#include "read_template/codes.hpp"
#include "read_template/scalar.hpp"

namespace agentcore::reading {
namespace {

/// `!Sub` -> `Fn::Sub`. The two functions without `Fn::` are Ref and Condition.
std::string long_form(std::string_view tag) {
  const std::string_view name = tag.substr(1);
  if (name == "Ref" || name == "Condition" || name.starts_with("Fn::")) return std::string(name);
  return fmt::format("Fn::{}", name);
}

/// `A.B.C` -> [A, B.C]
Json attribute_list(const std::string& text) {
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text;
  return {text.substr(0, point), text.substr(point + 1)};
}

class Converter {
 public:
  explicit Converter(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Recursion ends: the document's depth has a limit.
  Json convert(const Node& node) {
    if (!has_room(node)) return nullptr;
    switch (node.kind) {
      case Node::Kind::null:
        return nullptr;
      case Node::Kind::scalar:
        return node.plain ? plain_value(node.text) : Json(node.text);
      case Node::Kind::sequence:
        return list(node);
      case Node::Kind::mapping:
        return mapping(node);
    }
    return nullptr;
  }

  [[nodiscard]] bool is_full() const { return bytes_ > limits::template_reader_bytes_max; }

 private:
  /// Aliases repeat long texts with few nodes.
  bool has_room(const Node& node) {
    if (is_full()) return false;
    bytes_ += static_cast<std::int64_t>(sizeof(Json) + node.text.size());
    if (!is_full()) return true;
    diagnostics_.report(template_expansion, node.range,
                        "with its aliases followed, the template is too large");
    return false;
  }

  Json list(const Node& node) {
    Json::array_t items;
    items.reserve(node.items.size());
    for (const Node* item : node.items) items.push_back(convert(*item));
    return items;
  }

  Json mapping(const Node& node) {
    Json::object_t entries;
    entries.reserve(node.entries.size());
    for (const Entry& entry : node.entries) {
      const bool is_tag = entry.key->plain && entry.key->text.starts_with('!');
      std::string key = is_tag ? long_form(entry.key->text) : std::string(entry.key->text);
      Json value = convert(*entry.value);
      if (is_tag && key == "Fn::GetAtt" && value.is_string())
        value = attribute_list(value.get<std::string>());
      // Straight to the vector's end: the document has each key once, and operator[] would search for it.
      entries.emplace_back(std::move(key), std::move(value));
    }
    return entries;
  }

  Diagnostics& diagnostics_;
  std::int64_t bytes_ = 0;
};

}  // namespace

std::optional<Json> to_json(const Document& document, Diagnostics& diagnostics) {
  Converter converter(diagnostics);
  Json value = converter.convert(document.root());
  if (converter.is_full()) return std::nullopt;
  return value;
}

}  // namespace agentcore::reading
