#pragma once

// A visitor of describe() that makes a definition of an entity, and of those in it.

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "agentcore/model/project.hpp"
#include "overlay/named_lists.hpp"
#include "schema/value_schema.hpp"

namespace agentcore::schema {

/// What a mapping of a file is: all of an entity, or what one of several layers holds of it, where every key
/// may be left out, or null, since another layer has it.
enum class Layer : std::uint8_t { whole, partial };

std::string definition_name(std::string_view path, Layer layer);

/// The definition of a reference of the kinds that a place takes.
Json reference_to(Takes place);

/// Defines all that reference_to() refers to.
void define_references(Json& definitions);

class EntityWriter {
 public:
  static constexpr std::string_view top = "config";
  static constexpr std::string_view environment_overlay = "overlay";
  static constexpr std::string_view region_overlay = "region_overlay";

  /// `name` is the key that tells the entries of a named list apart. Empty: the entity is in none.
  EntityWriter(std::string path, Layer layer, std::string_view name, Json& definitions)
      : path_(std::move(path)), layer_(layer), name_(name), definitions_(definitions) {}

  template <class Entity>
  static void define(const std::string& path, Layer layer, std::string_view name, Entity& entity,
                     Json& definitions) {
    const std::string key = definition_name(path, layer);
    if (definitions.contains(key)) return;
    definitions[key] = nullptr;  // holds the place: the entity comes before those in it
    EntityWriter writer(path, layer, name, definitions);
    describe(writer, entity);
    definitions[key] = writer.schema();
  }

  template <class T>
  void field(const Field& field, T& member) {
    Json value = kind(field, member);
    const bool required = field.required && (layer_ == Layer::whole || field.key == name_);
    if (required && field.instead.empty()) required_.push_back(field.key);
    if (required && !field.instead.empty()) {
      alternatives_ = Json::array(
          {{{"required", Json::array({field.key})}}, {{"required", Json::array({field.instead})}}});
    }
    properties_[std::string(field.key)] = described(field, required ? value : nullable(std::move(value)));
  }

  /// Not among the properties, so that it is refused.
  void assigned(const Assigned& /*attribute*/) {}

  void overlays(const Field& field);
  void overlay(const Field& field);

 private:
  [[nodiscard]] Json schema() const;

  template <class T>
  Json kind(const Field& field, Located<T>& /*member*/) {
    return literal<T>(field);
  }
  template <class T>
  Json kind(const Field& field, Value<T>& /*member*/) {
    return either(literal<T>(field), reference_to(field.takes));
  }
  template <class T>
  Json kind(const Field& field, Values<T>& member) {
    return either(list_of(field, kind(field, member.items.emplace_back())), reference_to(field.takes));
  }
  template <class T>
  Json kind(const Field& field, std::optional<T>& member) {
    return kind(field, member.emplace());
  }
  template <class T>
  Json kind(const Field& field, std::unique_ptr<T>& member) {
    return kind(field, *(member = std::make_unique<T>()));
  }
  template <class T>
  Json kind(const Field& field, std::vector<T>& member) {
    return list_of(field, kind(field, member.emplace_back()));
  }
  /// An overlay merges the entries of a named list; those of others stand as they are.
  template <class Entity>
  requires requires(EntityWriter& writer, Entity& entity) { describe(writer, entity); }
  Json kind(const Field& field, std::vector<Entity>& member) {
    const overlaying::NamedList* list = overlaying::find_named_list(field.key);
    const Layer layer = list == nullptr ? Layer::whole : layer_;
    return list_of(field, nest(field.key, layer, list == nullptr ? "" : list->name, member.emplace_back()));
  }
  Json kind(const Field& field, Pairs& /*member*/) {
    Json value = either(text(field), reference_to(field.takes));
    return free_map(field, layer_ == Layer::whole ? value : nullable(std::move(value)));
  }
  Json kind(const Field& field, VpcEndpoints& member) {
    return either({{"const", VpcEndpoints::word}}, kind(field, member.list));
  }
  template <class Entity>
  requires requires(EntityWriter& writer, Entity& entity) { describe(writer, entity); }
  Json kind(const Field& field, Entity& member) { return nest(field.key, layer_, "", member); }

  template <class T>
  static Json literal(const Field& field) {
    if constexpr (std::is_same_v<T, bool>) {
      return true_or_false(field);
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      return whole_number(field);
    } else if constexpr (std::is_same_v<T, std::string>) {
      return text(field);
    } else if constexpr (std::is_same_v<T, Condition>) {
      return mapping();
    } else if constexpr (std::is_same_v<T, EndpointPolicy>) {
      return either(one_of_names(field, EndpointPolicy::words), mapping());
    } else {
      return value_schema(field, static_cast<T*>(nullptr));
    }
  }

  template <class Entity>
  Json nest(std::string_view key, Layer layer, std::string_view name, Entity& entity) {
    const std::string path = path_ == top ? std::string(key) : fmt::format("{}.{}", path_, key);
    define(path, layer, name, entity, definitions_);
    return definition(definition_name(path, layer));
  }

  std::string path_;
  Layer layer_;
  std::string_view name_;
  Json& definitions_;
  Json properties_ = Json::object();
  Json required_ = Json::array();
  Json alternatives_;  ///< which of two keys may be there
};

}  // namespace agentcore::schema
