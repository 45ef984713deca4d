#include "check/properties.hpp"

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "check/codes.hpp"
#include "check/intrinsic.hpp"
#include "check/patterns.hpp"

namespace agentcore::checking {
namespace {

using catalog::PropertySchema;
using Kind = PropertySchema::Kind;

bool has_kind(const Json& value, Kind kind) {
  switch (kind) {
    case Kind::any:
      return true;
    case Kind::string:
      return value.is_string();
    case Kind::integer:
      return value.is_number_integer();
    case Kind::number:
      return value.is_number();
    case Kind::boolean:
      return value.is_boolean();
    case Kind::array:
      return value.is_array();
    case Kind::object:
    case Kind::map:
      return value.is_object();
  }
  return false;
}

std::string_view kind_name(Kind kind) {
  static constexpr std::string_view names[] = {"a value",   "a text", "an integer", "a number",
                                               "a boolean", "a list", "an object",  "a map"};
  return names[static_cast<std::size_t>(kind)];
}

/// CloudFormation counts characters, not bytes.
std::int64_t characters(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// Text that CloudFormation replaces when it deploys, so nothing is known of its form before.
bool is_dynamic_reference(std::string_view text) { return text.find("{{resolve:") != std::string_view::npos; }

class PropertyCheck {
 public:
  PropertyCheck(const Reporter& reporter, const catalog::ResourceType& type)
      : reporter_(reporter), type_(type) {}

  void object(const Json& value, const PropertySchema& schema, const Path& path) const {
    for (const auto& item : value.items()) {
      const Path member(path, item.key());
      const PropertySchema* form = schema.member(item.key());
      if (form != nullptr) {
        check(item.value(), *form, member);
      } else {
        report(unknown_property, member, "{} has no such property that can be set", type_.name);
      }
    }
    for (const std::string_view name : schema.required) {
      if (!value.contains(name)) report(missing_property, path, "{} is required", name);
    }
  }

 private:
  void check(const Json& value, const PropertySchema& schema, const Path& path) const {
    if (intrinsic_name(value) != nullptr) return;
    if (!has_kind(value, schema.kind))
      return report(wrong_value_kind, path, "not {}", kind_name(schema.kind));
    switch (schema.kind) {
      case Kind::string:
        return text(value.get_ref<const std::string&>(), schema, path);
      case Kind::integer:
        return integer(value.get<std::int64_t>(), schema, path);
      case Kind::number:
        return range(value.get<double>(), schema, "a value", path);
      case Kind::array:
        return list(value, schema, path);
      case Kind::object:
        return object(value, schema, path);
      case Kind::map:
        return map(value, schema, path);
      case Kind::any:
      case Kind::boolean:
        return;
    }
  }

  void text(const std::string& value, const PropertySchema& schema, const Path& path) const {
    if (is_dynamic_reference(value)) return;
    range(characters(value), schema, "a length", path);
    if (!schema.enumeration.empty() &&
        !std::ranges::binary_search(schema.enumeration, std::string_view(value))) {
      report(value_not_listed, path, "not one of {}", fmt::join(schema.enumeration, ", "));
    }
    pattern(schema.pattern, value, path);
  }

  void integer(std::int64_t value, const PropertySchema& schema, const Path& path) const {
    range(value, schema, "a value", path);
    if (!schema.numbers.empty() && !std::ranges::binary_search(schema.numbers, value)) {
      report(value_not_listed, path, "not one of {}", fmt::join(schema.numbers, ", "));
    }
  }

  void list(const Json& value, const PropertySchema& schema, const Path& path) const {
    range(static_cast<std::int64_t>(value.size()), schema, "a number of items", path);
    if (schema.items == nullptr) return;
    for (std::size_t i = 0; i < value.size(); ++i) check(value[i], *schema.items, Path(path, i));
  }

  void map(const Json& value, const PropertySchema& schema, const Path& path) const {
    range(static_cast<std::int64_t>(value.size()), schema, "a number of entries", path);
    for (const auto& item : value.items()) {
      const Path entry(path, item.key());
      pattern(schema.key_pattern, item.key(), entry);
      if (schema.items != nullptr) check(item.value(), *schema.items, entry);
    }
  }

  template <class Number>
  void range(Number number, const PropertySchema& schema, std::string_view what, const Path& path) const {
    if (schema.min != -1 && number < static_cast<Number>(schema.min)) {
      report(size_out_of_range, path, "{} of {}, and the least is {}", what, number, schema.min);
    }
    if (schema.max != -1 && number > static_cast<Number>(schema.max)) {
      report(size_out_of_range, path, "{} of {}, and the most is {}", what, number, schema.max);
    }
  }

  void pattern(std::string_view pattern, std::string_view text, const Path& path) const {
    if (pattern.empty() || matches(pattern, text)) return;
    report(pattern_mismatch, path, "does not match {}", pattern);
  }

  template <class... Args>
  void report(const RuleInfo& rule, const Path& path, fmt::format_string<Args...> format,
              Args&&... args) const {
    reporter_.report(rule, path.text(), fmt::format(format, std::forward<Args>(args)...));
  }

  const Reporter& reporter_;
  const catalog::ResourceType& type_;
};

}  // namespace

void check_properties(const Reporter& reporter) {
  for (const Resource& resource : reporter.stack.body.resources) {
    const catalog::ResourceType* type = catalog::find_resource_type(resource.type);
    if (type == nullptr) {
      reporter.report(unknown_type, resource.logical_id,
                      fmt::format("there are no facts for {}", resource.type));
      continue;
    }
    PropertyCheck(reporter, *type).object(resource.properties, *type->properties, Path(resource.logical_id));
  }
}

}  // namespace agentcore::checking
