#pragma once

// The keys that an entity takes, without a config: what a finding offers where something else is written.

#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "agentcore/model/field.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

struct EntityKeys {
  std::vector<std::string_view> all;
  std::vector<std::string_view> required;
  std::vector<std::string_view> required_texts;  ///< of those, which hold any text
  std::string_view name;                         ///< the first that is a name; empty: none is

  /// Whether a text alone can only be meant for the one key that must be there.
  [[nodiscard]] bool lone_text_is_certain() const {
    return required.size() == 1 && required_texts.size() == 1;
  }
  /// The key that a text alone is meant for. Empty: there is no telling.
  [[nodiscard]] std::string_view of_lone_text() const {
    if (lone_text_is_certain()) return required[0];
    return required.empty() ? name : std::string_view{};
  }
};

/// Visits a description for its keys.
class KeyCollector {
 public:
  template <class T>
  void field(const Field& field, T& member);
  void assigned(const Assigned& /*attribute*/) {}
  void overlays(const Field& /*field*/) {}
  void overlay(const Field& /*field*/) {}

  EntityKeys keys;
};

template <class T>
concept Described = requires(KeyCollector& collector, T& entity) {
  describe(collector, entity);
};

/// The entity that a member holds, or many of; void: none.
template <class T>
struct EntityWithin {
  using type = std::conditional_t<Described<T>, T, void>;
  static constexpr bool many = false;
};
template <class T>
struct EntityWithin<std::optional<T>> : EntityWithin<T> {};
template <class T>
struct EntityWithin<std::unique_ptr<T>> : EntityWithin<T> {};
template <class T>
struct EntityWithin<std::vector<T>> : EntityWithin<T> {
  static constexpr bool many = true;
};

template <class T>
void KeyCollector::field(const Field& field, T& /*member*/) {
  keys.all.push_back(field.key);
  if (keys.name.empty() && field.key.ends_with("name")) keys.name = field.key;
  if (!field.required) return;
  keys.required.push_back(field.key);
  constexpr bool is_text = std::is_same_v<T, Located<std::string>> || std::is_same_v<T, Value<std::string>>;
  if (is_text) keys.required_texts.push_back(field.key);
}

template <class Entity>
EntityKeys keys_of() {
  Entity entity;
  KeyCollector collector;
  describe(collector, entity);
  return collector.keys;
}

}  // namespace agentcore
