#include "agentcore/print.hpp"

#include <map>
#include <type_traits>

#include "validate/concealment.hpp"

namespace agentcore {
namespace {

Json sorted(const Json& json) {
  if (json.is_array()) {
    Json list = Json::array();
    for (const Json& item : json) list.push_back(sorted(item));
    return list;
  }
  if (!json.is_object()) return json;
  std::map<std::string, Json> members;
  for (const auto& member : json.items()) members[member.key()] = sorted(member.value());
  Json object = Json::object();
  for (auto& [key, value] : members) object[key] = std::move(value);
  return object;
}

Json node_json(const Node& written) {
  const Node& node = structure_of(written);
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::scalar:
      return node.text;
    case Node::Kind::sequence: {
      Json list = Json::array();
      for (const Node* item : node.items) list.push_back(node_json(*item));
      return list;
    }
    case Node::Kind::mapping: {
      Json map = Json::object();
      for (const Entry& entry : node.entries) {
        if (!entry.value->removed) map[std::string(entry.key->text)] = node_json(*entry.value);
      }
      return map;
    }
  }
  return nullptr;
}

/// Writes each described member that is there.
class ModelPrinter {
 public:
  template <class T>
  void field(const Field& field, T& member) {
    Json value = json(member);
    if (!value.is_null()) out_[std::string(field.key)] = std::move(value);
  }
  void assigned(const Assigned& /*attribute*/) {}
  void overlays(const Field& /*field*/) {}
  void overlay(const Field& /*field*/) {}

  Json take() { return std::move(out_); }

 private:
  template <class T>
  static Json scalar(const T& value) {
    if constexpr (requires { EnumNames<T>::rows; }) {
      return name_of(value);
    } else if constexpr (std::is_same_v<T, Cidr>) {
      return value.text();
    } else if constexpr (requires { value.text; }) {
      return value.text;
    } else {
      return value;
    }
  }
  static Json scalar(const Condition& condition) { return node_json(*condition.document); }
  static Json scalar(const EndpointPolicy& policy) {
    if (policy.kind == EndpointPolicy::Kind::written_out) return node_json(*policy.document);
    return policy.kind == EndpointPolicy::Kind::invoke_only ? "invoke_only" : "vpc_only";
  }

  template <class T>
  static Json json(Located<T>& member) {
    if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::string>) {
      if (!member.written && member.value == T{}) return nullptr;  // left out, and without a default
    }
    return scalar(member.value);
  }
  template <class T>
  static Json json(Value<T>& member) {
    return member.literal() != nullptr ? scalar(*member.literal()) : json(*member.reference());
  }
  template <class T>
  static Json json(Values<T>& member) {
    if (member.whole != nullptr) return json(*member.whole);
    return member.items.empty() ? Json(nullptr) : list(member.items);
  }
  template <class T>
  static Json json(std::optional<T>& member) {
    if (!member) return nullptr;
    if constexpr (requires { member->begin(); }) return list(*member);  // [] says something else than nothing
    return json(*member);
  }
  template <class T>
  static Json json(std::unique_ptr<T>& member) {
    return member ? json(*member) : Json(nullptr);
  }
  template <class T>
  static Json json(std::vector<T>& members) {
    return members.empty() ? Json(nullptr) : list(members);
  }
  static Json json(Pairs& pairs) {
    Json map = nullptr;
    for (Pair& pair : pairs) map[*pair.key] = json(pair.value);
    return map;
  }
  static Json json(VpcEndpoints& endpoints) {
    if (endpoints.existing) return "existing";
    return endpoints.list.empty() && !endpoints.written ? Json(nullptr) : list(endpoints.list);
  }
  template <class Entity>
  requires requires(ModelPrinter& printer, Entity& entity) { describe(printer, entity); }
  static Json json(Entity& entity) {
    ModelPrinter printer;
    describe(printer, entity);
    Json value = printer.take();
    return value.empty() ? Json(nullptr) : value;
  }

  template <class T>
  static Json list(std::vector<T>& members) {
    Json list = Json::array();
    for (T& member : members) list.push_back(json(member));
    return list;
  }

  Json out_ = Json::object();
};

}  // namespace

Json print_document(const Node& root) {
  Json document = node_json(root);
  if (document.is_object()) document.erase("environments");  // merged in already
  return sorted(secrets::concealed("", document));
}

Json print_model(const Project& project) {
  ModelPrinter printer;
  describe(printer, const_cast<Project&>(project));  // describe() serves readers and writers; this one reads
  return sorted(secrets::concealed("", printer.take()));
}

Json print_stacks(const std::vector<Stack>& stacks) {
  Json all = Json::object();
  for (const Stack& stack : stacks) all[stack.stack_name] = to_json(stack.body);
  return sorted(all);
}

}  // namespace agentcore
