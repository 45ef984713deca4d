#include "read_template/form.hpp"

#include <fmt/format.h>

#include <array>

#include "read_template/codes.hpp"

namespace agentcore::reading {
namespace {

constexpr std::size_t most_found = 100;

std::string_view kind_of(const Json& value) {
  if (value.is_null()) return "empty";
  if (value.is_array()) return "a list";
  if (value.is_object()) return "a mapping";
  return value.is_string() ? "text" : value.is_boolean() ? "true or false" : "a number";
}

/// Fn::ForEach and Fn::Transform stand where CloudFormation puts entries later.
bool is_made_later(std::string_view key) { return key.starts_with("Fn::"); }

class FormCheck {
 public:
  std::vector<Misformed> run(const Json& body) {
    if (!body.is_object()) {
      add(not_a_template, {}, fmt::format("this is no template: it is {}", kind_of(body)));
      return std::move(found_);
    }
    bool has_resources = false;
    for (const auto& [key, value] : body.items()) {
      has_resources = has_resources || key == "Resources" || is_made_later(key);
      section(key, value);
    }
    if (!has_resources) add(not_a_template, {}, "this is no template: it has no `Resources`");
    return std::move(found_);
  }

 private:
  struct Section {
    std::string_view name;
    std::string_view entry;  ///< what an entry is called; empty: it may be of any kind
  };
  static constexpr std::array<Section, 8> sections = {{{"Resources", "resource"},
                                                       {"Outputs", "output"},
                                                       {"Parameters", "parameter"},
                                                       {"Mappings", "mapping"},
                                                       {"Conditions", ""},
                                                       {"Rules", ""},
                                                       {"Metadata", ""},
                                                       {"Hooks", ""}}};

  void add(const RuleInfo& rule, std::vector<std::string_view> path, std::string headline,
           bool at_key = false) {
    if (found_.size() < most_found) found_.push_back({&rule, std::move(path), at_key, std::move(headline)});
  }

  /// Whether the value is a mapping.
  bool expect_mapping(const Json& value, std::vector<std::string_view> path, std::string_view what) {
    if (value.is_object()) return true;
    add(template_form, std::move(path), fmt::format("{} is {}, not a mapping", what, kind_of(value)));
    return false;
  }

  void section(std::string_view name, const Json& value) {
    for (const Section& known : sections) {
      if (known.name != name) continue;
      if (!expect_mapping(value, {name}, fmt::format("`{}`", name)) || known.entry.empty()) return;
      for (const auto& [id, entry] : value.items()) {
        if (is_made_later(id)) continue;
        const bool is_sound = expect_mapping(entry, {name, id}, fmt::format("the {} `{}`", known.entry, id));
        if (is_sound && name == "Resources") resource(id, entry);
      }
    }
  }

  void resource(std::string_view id, const Json& resource) {
    const auto type = resource.find("Type");
    if (type == resource.end()) {
      add(template_form, {"Resources", id}, fmt::format("the resource `{}` has no `Type`", id), true);
    } else if (!type->is_string()) {
      add(template_form, {"Resources", id, "Type"},
          fmt::format("the `Type` of the resource `{}` is {}, not text", id, kind_of(*type)));
    }
    const auto properties = resource.find("Properties");
    if (properties == resource.end()) return;
    expect_mapping(*properties, {"Resources", id, "Properties"},
                   fmt::format("`Properties` of the resource `{}`", id));
  }

  std::vector<Misformed> found_{};
};

}  // namespace

std::vector<Misformed> find_misformed(const Json& body) { return FormCheck().run(body); }

}  // namespace agentcore::reading
