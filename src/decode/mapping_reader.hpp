#pragma once

// Reads one mapping into one described struct. The overloads of read() are the kinds of value a key can have;
// a new kind of value is a new overload here.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/document.hpp"
#include "agentcore/model/execution_role.hpp"
#include "agentcore/model/reference.hpp"
#include "agentcore/model/repository.hpp"
#include "agentcore/model/vpc_endpoint.hpp"
#include "decode/entity_keys.hpp"
#include "decode/suggestion.hpp"

namespace agentcore {

/// The form of a value that is known at deployment only, where words of ours mean nothing.
template <class T>
struct DeployedForm {
  using type = T;
};
template <>
struct DeployedForm<KmsKey> {
  using type = Arn;
};
template <>
struct DeployedForm<RoleReference> {
  using type = Arn;
};

/// Findings and plain scalars: what does not depend on the entity.
class ValueReader {
 public:
  explicit ValueReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Whether a node is of its kind; reports it where it is not.
  bool is(const Node& node, Node::Kind kind, std::string_view expected, const std::string& help = {});
  void read_scalar(const Node& node, std::string& value);
  void read_scalar(const Node& node, std::int64_t& value);
  void read_scalar(const Node& node, bool& value);
  void read_scalar(const Node& node, AccountId& account);
  void read_scalar(const Node& node, EndpointPolicy& policy);
  void read_scalar(const Node& node, Condition& condition);

  /// False: the value is none of the names.
  template <Enumeration E>
  bool read_scalar(const Node& node, E& value) {
    std::vector<std::string_view> names;
    for (const auto& row : EnumNames<E>::rows) {
      if (node.kind == Node::Kind::scalar && row.name == node.text) {
        value = row.value;
        return true;
      }
      names.push_back(row.name);
    }
    if (is(node, Node::Kind::scalar, one_of(names))) report_unknown_value(node, names);
    return false;
  }

  template <Parsed T>
  requires(!Enumeration<T>) void read_scalar(const Node& node, T& value) {
    if (!is(node, Node::Kind::scalar, T::form)) return;
    if (auto parsed = T::parse(node.text)) {
      value = *std::move(parsed);
    } else {
      report_malformed(node.range, node.text, T::form);
    }
  }

 protected:
  /// What stands here, seen as a list or a mapping: an argument of `--set` is text or YAML, as its place
  /// takes it.
  static const Node& seen_as(Node::Kind kind, const Node& node) {
    return node.structured != nullptr && node.structured->kind == kind ? *node.structured : node;
  }
  /// The same where text may stand: `{"a": 1}` is text, {parameter: X} a reference.
  static const Node& seen_as_reference(const Node& node);
  /// As a headline shows it: long values are cut.
  static std::string quoted(std::string_view text);
  void report_unknown_value(const Node& node, const std::vector<std::string_view>& names);
  Diagnostic& report_malformed(Range range, std::string_view text, std::string_view form);
  void report_no_list(const Node& node);
  void report_no_entity(const Node& node, const EntityKeys& keys);
  void report_no_entities(const Node& node, const EntityKeys& keys, std::string_view list);
  bool has_value(const Node& node, std::string_view what);

  Diagnostics& diagnostics_;
};

class MappingReader : public ValueReader {
 public:
  /// `header` is the place that opens the mapping; findings about what is missing point there.
  MappingReader(const Node& mapping, Range header, Diagnostics& diagnostics)
      : ValueReader(diagnostics), mapping_(mapping), header_(header), taken_(mapping.entries.size(), false) {}

  template <class T>
  void field(const Field& field, T& target) {
    known_.push_back(field.key);
    takes_ = field.takes;
    using Within = EntityWithin<T>;
    if constexpr (!std::is_void_v<typename Within::type>)
      nested_.push_back({field.key, Within::many, &keys_of<typename Within::type>});
    const Entry* entry = take(field.key);
    set_place(target, header_);
    if (entry != nullptr) {
      read(*entry->value, entry->key->range, target);
    } else if (field.required && !has_value_for(field.instead)) {
      missing_.push_back(field);
    }
  }

  void assigned(const Assigned& attribute);

  /// Keys that were read before decoding.
  void overlays(const Field& field) {
    known_.push_back(field.key);
    take(field.key);
  }
  void overlay(const Field& field) { overlays(field); }

  /// Reports every key that no field took, and every required key that is neither there nor misspelt.
  void finish();

 private:
  /// A key that holds an entity, or a list of them.
  struct Nested {
    std::string_view key;
    bool many;
    EntityKeys (*keys)();
  };

  const Entry* take(std::string_view key);
  [[nodiscard]] bool has_value_for(std::string_view key) const;
  void report_missing(const Field& field);
  void report_unknown(const Entry& entry, std::vector<std::string_view>& free);
  std::string help_for_unknown(const Entry& entry, const std::vector<std::string_view>& free);
  std::string help_for_wrapper(const Entry& entry);
  [[nodiscard]] std::string help_for_level(const Entry& entry) const;

  template <class T>
  static void set_place(T& target, Range header) {
    if constexpr (requires { target.place; }) {
      target.place = header;
    } else if constexpr (requires { target.range; }) {
      target.range = header;
    }
  }

  template <class T>
  void read(const Node& node, Range /*key*/, Located<T>& target) {
    target.range = node.range;
    if constexpr (Enumeration<T>) {
      target.written =
          read_scalar(node, target.value);  // what stands for no value must not pass for the first
    } else {
      target.written = true;
      read_scalar(node, target.value);
    }
  }

  template <class T>
  void read(const Node& written, Range key, Value<T>& target) {
    const Node& node = seen_as_reference(written);
    target.written = true;
    if (node.kind == Node::Kind::mapping) {
      Reference& reference = target.set_reference();
      read(node, key, reference);
      target.range = reference.name.range;
      check_default<T>(reference);
    } else {
      target.range = node.range;
      read_scalar(node, target.set_literal({}));
    }
  }

  /// The values of a parameter have the form of the place that it stands in.
  template <class T>
  void check_default(const Reference& reference) {
    if constexpr (Parsed<T>) {
      using Deployed = typename DeployedForm<T>::type;
      const auto check = [&](const Located<std::string>& text) {
        if (!Deployed::parse(*text)) report_malformed(text.range, *text, Deployed::form);
      };
      if (reference.default_value) check(*reference.default_value);
      for (const Located<std::string>& allowed : reference.allowed_values) check(allowed);
    }
  }

  /// The kind of a reference is the key that it has of those; the rest is described.
  void read(const Node& node, Range key, Reference& target);

  template <class T>
  void read(const Node& written, Range key, Values<T>& target) {
    const Node& node = seen_as_reference(written);
    target.place = key;
    if (node.kind == Node::Kind::mapping) {
      read(node, key, *(target.whole = std::make_unique<Reference>()));
    } else {
      read(node, key, target.items);
    }
  }

  template <class T>
  void read(const Node& node, Range key, std::optional<T>& target) {
    target.emplace();
    read(node, key, *target);
  }

  template <class T>
  void read(const Node& node, Range key, std::unique_ptr<T>& target) {
    read(node, key, *(target = std::make_unique<T>()));
  }

  template <class T>
  void read(const Node& written, Range /*key*/, std::vector<T>& target) {
    const Node& node = seen_as(Node::Kind::sequence, written);
    if (node.kind != Node::Kind::sequence) {
      if constexpr (Described<T>) return report_no_entities(node, keys_of<T>(), known_.back());
      return report_no_list(node);
    }
    const auto is_value = [](const Node* item) { return item->kind != Node::Kind::null; };
    target.reserve(static_cast<std::size_t>(std::count_if(node.items.begin(), node.items.end(), is_value)));
    for (const Node* item : node.items) {
      if (has_value(*item, "this entry of the list")) read(*item, item_header(*item), target.emplace_back());
    }
  }

  void read(const Node& node, Range key, Pairs& target);

  void read(const Node& written, Range key, VpcEndpoints& target) {
    const Node& node = seen_as(Node::Kind::sequence, written);
    target.place = key;
    target.written = true;
    if (node.kind == Node::Kind::scalar && node.text == VpcEndpoints::word) {
      target.existing = true;
    } else if (is(node, Node::Kind::sequence, VpcEndpoints::form)) {
      read(node, key, target.list);
    }
  }

  template <class Entity>
  requires requires(MappingReader& reader, Entity& entity) { describe(reader, entity); }
  void read(const Node& written, Range key, Entity& target) {
    const Node& node = seen_as(Node::Kind::mapping, written);
    target.place = key;
    if (node.kind != Node::Kind::mapping) return report_no_entity(node, keys_of<Entity>());
    MappingReader reader(node, key, diagnostics_);
    describe(reader, target);
    reader.finish();
  }

  const Node& mapping_;
  Range header_;
  Takes takes_ = Takes::outside;  // of the field that is being read
  std::vector<bool> taken_;
  std::vector<std::string_view> known_;
  std::vector<Field> missing_;
  std::vector<Nested> nested_;
};

}  // namespace agentcore
