#include <fmt/format.h>

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "agentcore/read_template.hpp"

namespace agentcore {
namespace {

bool is_known_function(std::string_view key) {
  const catalog::Names names = catalog::intrinsic_functions();
  return std::find(names.begin(), names.end(), key) != names.end();
}

/// Collects each sentence once, in the order in which a reader of the template meets its cause.
class Finder {
 public:
  explicit Finder(const std::string& shown_as) : shown_as_(shown_as) {}

  std::vector<std::string> run(const Json& body) {
    const auto transform = body.find("Transform");
    if (transform != body.end()) macros(*transform);
    search(body);
    const auto resources = body.find("Resources");
    if (resources != body.end()) types(*resources);
    return std::move(found_);
  }

 private:
  void add(std::string_view sentence) {
    std::string whole = fmt::format("{}: {}", shown_as_, sentence);
    if (std::find(found_.begin(), found_.end(), whole) == found_.end()) found_.push_back(std::move(whole));
  }

  void macro(const Json& named) {
    const auto name = named.is_object() ? named.find("Name") : named.end();
    if (named.is_string()) {
      add(fmt::format("the macro {} is not followed: it can change any part", named.get<std::string>()));
    } else if (named.is_object() && name != named.end()) {
      macro(*name);
    } else {
      add("a macro is not followed: it can change any part");
    }
  }

  void macros(const Json& transform) {
    if (!transform.is_array()) return macro(transform);
    for (const Json& one : transform) macro(one);
  }

  void function(std::string_view key, const Json& value) {
    if (key.starts_with("Fn::ForEach")) {
      add(fmt::format("{} is compared as written: what it repeats is not followed", key));
    } else if (key == "Fn::Transform") {
      macros(value);
    } else if (!is_known_function(key)) {
      add(fmt::format("{} is no function that is known here: it is compared as written", key));
    }
  }

  /// Recursion ends: parse_template bounds the depth.
  void search(const Json& value) {
    if (value.is_array()) {
      for (const Json& item : value) search(item);
    }
    if (!value.is_object()) return;
    for (const auto& [key, member] : value.items()) {
      if (key.starts_with("Fn::")) function(key, member);
      search(member);
    }
  }

  void types(const Json& resources) {
    for (const auto& [id, resource] : resources.items()) {
      const auto type = resource.is_object() ? resource.find("Type") : resource.end();
      if (!resource.is_object() || type == resource.end() || !type->is_string()) continue;
      const auto& name = type->get_ref<const std::string&>();
      if (name == "AWS::CloudFormation::Stack") {
        add(fmt::format("the nested stack {} is not followed: only its parameters are compared", id));
      } else if (name.ends_with("::MODULE")) {
        add(fmt::format("the module {} is not followed: only its properties are compared", id));
      }
    }
  }

  const std::string& shown_as_;
  std::vector<std::string> found_{};
};

}  // namespace

std::vector<std::string> not_followed(const Json& body, const std::string& shown_as) {
  return Finder(shown_as).run(body);
}

}  // namespace agentcore
