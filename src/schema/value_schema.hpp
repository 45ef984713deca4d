#pragma once

// Schemas of single values, and what puts them together. Types follow YAML's core schema, by which editors
// read: a plain `1.10` or `true` where text belongs is the text as written, so a text is a number or a
// boolean, too.

#include <optional>
#include <string_view>

#include "agentcore/model/field.hpp"
#include "agentcore/template.hpp"

namespace agentcore::schema {

Json text(const Field& field);
Json whole_number(const Field& field);
Json true_or_false(const Field& field);
Json one_of_names(const Field& field, Json names);
Json mapping();

/// A text of a form. `takes_number`, `takes_boolean`: whether one can have the form.
Json text_of_form(const Field& field, std::string_view pattern, std::string_view example, bool takes_number,
                  bool takes_boolean);

/// A list of at most `field.max_items`.
Json list_of(const Field& field, Json item);

/// A mapping with keys of the user's own.
Json free_map(const Field& field, Json value);

/// One or the other; the default is that of the whole.
Json either(Json first, Json second);

/// Either, or null, which says that the key is left out.
Json nullable(Json value);

/// With what the editor shows about the key.
Json described(const Field& field, const Json& value);

Json definition(std::string_view name);  ///< a reference to it

/// What `field.fallback` says, where it is a value and not words.
std::optional<std::string_view> literal_fallback(const Field& field);

template <Enumeration E>
Json value_schema(const Field& field, E* /*type*/) {
  Json names = Json::array();
  for (const auto& row : EnumNames<E>::rows) names.push_back(row.name);
  return one_of_names(field, std::move(names));
}

template <Parsed T>
Json value_schema(const Field& field, T* /*type*/) {
  const bool takes_number = T::parse("1").has_value() || T::parse("123456789012").has_value();
  const bool takes_boolean = T::parse("true").has_value();
  return text_of_form(field, T::pattern, T::example, takes_number, takes_boolean);
}

}  // namespace agentcore::schema
