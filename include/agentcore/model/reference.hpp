#pragma once

// A value that is known only when a stack is deployed, and the types of members that may hold one.
//
// A key takes either a literal or a reference, and the type says so: Located<T> is always a literal, Value<T>
// a literal or a reference, Values<T> a list of such values or one reference to a whole list.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "agentcore/limits.hpp"
#include "agentcore/model/field.hpp"

namespace agentcore {

enum class RuntimeAttribute : std::uint8_t { arn, id, version };

template <>
struct EnumNames<RuntimeAttribute> {
  static constexpr EnumName<RuntimeAttribute> rows[] = {
      {"arn", RuntimeAttribute::arn}, {"id", RuntimeAttribute::id}, {"version", RuntimeAttribute::version}};
};

struct Reference {
  ReferenceKind kind = ReferenceKind::parameter;
  Range place;
  Located<std::string> name;  ///< of the parameter, export, SSM parameter, runtime, role or repository

  // Of a parameter.
  std::optional<Located<std::string>> default_value;
  std::vector<Located<std::string>> allowed_values;
  std::optional<Located<std::string>> description;
  Located<bool> no_echo{false, {}, false};

  // Of an SSM parameter.
  std::optional<Located<std::int64_t>> version;

  // Of a runtime.
  Located<RuntimeAttribute> attribute{RuntimeAttribute::arn, {}, false};

  /// Set by resolve(): the entry of runtimes, execution_roles, repositories or parameters that is named.
  std::optional<std::size_t> index;
};

/// What the name in a reference looks like.
struct ReferenceNameForm {
  std::string_view pattern;
  std::string_view example;
  std::int64_t longest = Field::unbounded;
};

constexpr ReferenceNameForm name_form(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::parameter:
      return {"^[A-Za-z0-9]+$", "ImageTag", limits::logical_id_max};
    case ReferenceKind::import:
      return {"^[A-Za-z0-9:-]+$", "platform-VpcId", limits::export_name_max};
    case ReferenceKind::ssm:
      return {"^(?:[A-Za-z0-9_.-]+|(?:/[A-Za-z0-9_.-]+)+)$", "/platform/jwt/url", limits::ssm_name_max};
    default:
      return {};
  }
}

template <class Visitor>
void describe(Visitor& visitor, Reference& reference) {
  const ReferenceNameForm form = name_form(reference.kind);
  visitor.field({.key = name_of(reference.kind),
                 .doc = "What the value is taken from",
                 .required = true,
                 .pattern = form.pattern,
                 .example = form.example,
                 .maximum = form.longest},
                reference.name);
  if (reference.kind == ReferenceKind::parameter) {
    visitor.field({.key = "default",
                   .doc = "Value where the deployment gives none",
                   .maximum = limits::parameter_value_bytes},
                  reference.default_value);
    visitor.field({.key = "allowed_values", .doc = "The values that the deployment may give"},
                  reference.allowed_values);
    visitor.field({.key = "description", .doc = "For people who deploy"}, reference.description);
    visitor.field({.key = "no_echo", .doc = "Do not show the value in the console", .fallback = "false"},
                  reference.no_echo);
  } else if (reference.kind == ReferenceKind::ssm) {
    visitor.field(
        {.key = "version", .doc = "Version of the SSM parameter", .fallback = "the newest", .minimum = 1},
        reference.version);
  } else if (reference.kind == ReferenceKind::runtime) {
    visitor.field({.key = "attribute", .doc = "arn, id or version", .fallback = "arn"}, reference.attribute);
  }
}

/// A literal or a reference.
template <class T>
class Value {
 public:
  Value() = default;
  Value(T literal, Range range, bool written)
      : range(range), written(written), content_(std::move(literal)) {}

  Range range;
  bool written = false;

  /// nullptr: a reference, whose value is not known here.
  [[nodiscard]] const T* literal() const { return std::get_if<T>(&content_); }
  [[nodiscard]] T& set_literal(T literal) { return content_.template emplace<T>(std::move(literal)); }

  /// nullptr: a literal.
  [[nodiscard]] const Reference* reference() const {
    const auto* held = std::get_if<std::unique_ptr<Reference>>(&content_);
    return held == nullptr ? nullptr : held->get();
  }
  [[nodiscard]] Reference* reference() { return const_cast<Reference*>(std::as_const(*this).reference()); }
  Reference& set_reference() {
    return *content_.template emplace<std::unique_ptr<Reference>>(std::make_unique<Reference>());
  }

 private:
  std::variant<T, std::unique_ptr<Reference>> content_;  // out of line: most values are literals
};

/// nullptr: it is left out, or a reference.
template <class T>
const T* literal_of(const std::optional<Value<T>>& value) {
  return value ? value->literal() : nullptr;
}

/// What can be judged of a value before it is deployed: the literal, or a parameter's default.
struct Judged {
  const std::string* text = nullptr;  ///< nullptr: nothing
  Range range;
};

inline Judged judged(const Value<std::string>& value) {
  if (value.literal() != nullptr) return {value.literal(), value.range};
  const auto& fallback = value.reference()->default_value;
  return fallback ? Judged{&fallback->value, fallback->range} : Judged{};
}

/// A list of literals and references, or one reference to a list.
template <class T>
struct Values {
  Range place;
  std::vector<Value<T>> items;
  std::unique_ptr<Reference> whole;  ///< instead of items

  [[nodiscard]] bool empty() const { return items.empty() && whole == nullptr; }
  /// Where a finding about the list points: its first item.
  [[nodiscard]] Range first() const {
    if (whole != nullptr) return whole->place;
    return items.empty() ? place : items.front().range;
  }
};

/// One pair of a free map such as tags or environment variables.
struct Pair {
  Located<std::string> key;
  Value<std::string> value;
};

using Pairs = std::vector<Pair>;

/// A template parameter, declared once in each template that uses it. Made by resolve().
struct Parameter {
  std::string name;
  std::string type;  ///< "String", "List<AWS::EC2::Subnet::Id>"
  Range place;       ///< of the first use
  std::optional<Located<std::string>> default_value;
  std::vector<Located<std::string>> allowed_values;
  std::optional<Located<std::string>> description;
  bool no_echo = false;
};

/// One place in a config that holds a reference. Made by resolve().
struct ReferenceUse {
  Reference* reference;
  std::string_view type;               ///< CloudFormation's type of a parameter that stands there
  std::optional<std::size_t> runtime;  ///< index of the runtime that it belongs to
};

}  // namespace agentcore
