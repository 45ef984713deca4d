#include <fmt/format.h>

#include <functional>
#include <optional>
#include <vector>

#include "agentcore/model/project.hpp"
#include "agentcore/reference.hpp"
#include "decode/suggestion.hpp"

namespace agentcore {
namespace {

/// Writes one entity's table, then those of the entities in it.
class ReferenceWriter {
 public:
  ReferenceWriter(std::string path, std::string& out) : path_(std::move(path)), out_(out) {}

  template <class T>
  void field(const Field& field, T& member) {
    const std::string takes = kind(field, member);
    rows_ += fmt::format("| `{}`{} | {} | {} | {} |\n", field.key, required_text(field), takes,
                         field.fallback.empty() ? "" : field.fallback, field.doc);
  }

  void assigned(const Assigned& attribute) {
    assigned_ += fmt::format("{}`{}` ({})", assigned_.empty() ? "" : ", ", attribute.key, attribute.doc);
  }

  void overlays(const Field& field) {
    rows_ += fmt::format("| `{}` | mapping of mappings | none | {} |\n", field.key, field.doc);
  }

  void overlay(const Field& field) {
    rows_ += fmt::format("| `{}` | mapping | none | {} |\n", field.key, field.doc);
  }

  void finish() {
    out_ += fmt::format("#### `{}`\n\n| key | takes | left out | meaning |\n| --- | --- | --- | --- |\n{}\n",
                        path_, rows_);
    if (!assigned_.empty())
      out_ += fmt::format("Not written, since AWS or the config sets it: {}.\n\n", assigned_);
    for (const auto& write : nested_) write();
  }

 private:
  template <class T>
  std::string kind(const Field& field, Located<T>& /*member*/) {
    return scalar_kind<T>(field);
  }
  template <class T>
  std::string kind(const Field& field, Value<T>& /*member*/) {
    return scalar_kind<T>(field) + "; or a reference";
  }
  template <class T>
  std::string kind(const Field& field, Values<T>& /*member*/) {
    return "list of: " + scalar_kind<T>(field) + "; or a reference for an entry or the whole list";
  }
  template <class T>
  std::string kind(const Field& field, std::vector<Value<T>>& /*member*/) {
    return "list of: " + scalar_kind<T>(field) + "; or a reference for an entry";
  }
  template <class T>
  std::string kind(const Field& field, std::optional<T>& member) {
    return kind(field, member.emplace());
  }
  template <class T>
  std::string kind(const Field& field, std::unique_ptr<T>& member) {
    return kind(field, *(member = std::make_unique<T>()));
  }
  template <class T>
  std::string kind(const Field& field, std::vector<Located<T>>& /*member*/) {
    return "list of: " + scalar_kind<T>(field);
  }
  template <class Entity>
  std::string kind(const Field& field, std::vector<Entity>& member) {
    nest(fmt::format("{}[]", field.key), member.emplace_back());
    return "list of mappings";
  }
  std::string kind(const Field& /*field*/, Pairs& /*member*/) {
    return "mapping of texts, each of which may be a reference";
  }
  std::string kind(const Field& field, VpcEndpoints& member) {
    nest(fmt::format("{}[]", field.key), member.list.emplace_back());
    return std::string(VpcEndpoints::form);
  }
  template <class Entity>
  requires requires(ReferenceWriter& writer, Entity& entity) { describe(writer, entity); }
  std::string kind(const Field& field, Entity& member) {
    nest(std::string(field.key), member);
    return "mapping";
  }

  static std::string required_text(const Field& field) {
    if (!field.required) return "";
    return field.instead.empty() ? " (required)" : fmt::format(" (required, or `{}`)", field.instead);
  }

  template <class T>
  static std::string scalar_kind(const Field& /*field*/) {
    if constexpr (requires { EnumNames<T>::rows; }) {
      std::vector<std::string_view> names;
      for (const auto& row : EnumNames<T>::rows) names.push_back(row.name);
      return one_of(names);
    } else if constexpr (requires { T::form; }) {
      return std::string(T::form);
    } else if constexpr (std::is_same_v<T, bool>) {
      return "true or false";
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      return "whole number";
    } else {
      return "text";
    }
  }

  template <class Entity>
  void nest(const std::string& step, Entity& entity) {
    nested_.push_back([path = path_ == top ? step : path_ + "." + step, &entity, &out = out_] {
      ReferenceWriter writer(path, out);
      describe(writer, entity);
      writer.finish();
    });
  }

 public:
  static constexpr std::string_view top = "(top)";

 private:
  std::string path_;
  std::string& out_;
  std::string rows_;
  std::string assigned_;
  std::vector<std::function<void()>> nested_;
};

}  // namespace

std::string config_reference() {
  std::string text;
  Project project;
  ReferenceWriter writer(std::string(ReferenceWriter::top), text);
  describe(writer, project);
  writer.finish();
  for (const auto& row : EnumNames<ReferenceKind>::rows) {
    Reference reference;
    reference.kind = row.value;
    ReferenceWriter kind(fmt::format("{{{}: ...}}", row.name), text);
    describe(kind, reference);
    kind.finish();
  }
  return text;
}

}  // namespace agentcore
