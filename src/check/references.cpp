#include "check/references.hpp"

#include <algorithm>
#include <unordered_set>

#include "agentcore/catalog.hpp"
#include "check/codes.hpp"
#include "check/dependency_graph.hpp"
#include "check/intrinsic.hpp"

namespace agentcore::checking {
namespace {

constexpr std::string_view pseudo_parameters[] = {"AWS::AccountId", "AWS::NoValue",  "AWS::NotificationARNs",
                                                  "AWS::Partition", "AWS::Region",   "AWS::StackId",
                                                  "AWS::StackName", "AWS::URLSuffix"};

/// The functions whose arguments hold only values. Conditions and mappings are not among what templates have.
constexpr std::string_view plain_functions[] = {"Fn::Base64", "Fn::Cidr",   "Fn::GetAZs",
                                                "Fn::Join",   "Fn::Select", "Fn::Split"};

template <class Names>
bool is_among(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != std::end(names);
}

class ReferenceCheck {
 public:
  ReferenceCheck(const Reporter& reporter, const Exports& exports)
      : reporter_(reporter), exports_(exports), graph_(reporter.stack.body.resources.size()) {
    const std::vector<Resource>& resources = reporter.stack.body.resources;
    for (std::size_t i = 0; i < resources.size(); ++i) by_id_.emplace(resources[i].logical_id, i);
    for (const TemplateParameter& parameter : reporter.stack.body.parameters)
      parameters_.insert(parameter.name);
  }

  void run() {
    const std::vector<Resource>& resources = reporter_.stack.body.resources;
    for (from_ = 0; from_ < resources.size(); ++from_) {
      const Resource& resource = resources[from_];
      const Path path(resource.logical_id);
      walk(resource.properties, path);
      walk(resource.metadata, Path(path, "Metadata"));
      for (const std::string& id : resource.depends_on) resolve(id, Path(path, "DependsOn"));
    }
    // From here on, what refers is an output, for which nothing waits: `from_` is no resource.
    for (const Output& output : reporter_.stack.body.outputs) walk(output.value, Path(output.name));
    report_cycle();
  }

 private:
  void walk(const Json& value, const Path& path) {
    if (const std::string* name = intrinsic_name(value)) return call(*name, *value.begin(), path);
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) walk(value[i], Path(path, i));
    } else if (value.is_object()) {
      for (const auto& item : value.items()) walk(item.value(), Path(path, item.key()));
    }
  }

  void call(const std::string& name, const Json& argument, const Path& path) {
    if (name == "Ref") return ref(argument, path);
    if (name == "Fn::GetAtt") return get_att(argument, path);
    if (name == "Fn::Sub") return sub(argument, path);
    if (name == "Fn::ImportValue") return import_value(argument, path);
    if (is_among(plain_functions, name)) return walk(argument, Path(path, name));
    malformed(path, name, "is not a function that these templates use");
  }

  void ref(const Json& argument, const Path& path) {
    if (!argument.is_string()) return malformed(path, "Ref", "takes a name");
    refer(argument.get_ref<const std::string&>(), path);
  }

  void get_att(const Json& argument, const Path& path) {
    if (!argument.is_array() || argument.size() != 2 || !argument[0].is_string() ||
        !argument[1].is_string()) {
      return malformed(path, "Fn::GetAtt", "takes a logical id and an attribute");
    }
    attribute(argument[0].get_ref<const std::string&>(), argument[1].get_ref<const std::string&>(), path);
  }

  void sub(const Json& argument, const Path& path) {
    static const Json no_variables = Json::object();
    if (argument.is_string()) return placeholders(argument.get_ref<const std::string&>(), no_variables, path);
    if (!argument.is_array() || argument.size() != 2 || !argument[0].is_string() ||
        !argument[1].is_object()) {
      return malformed(path, "Fn::Sub", "takes a text, or a text and a map");
    }
    placeholders(argument[0].get_ref<const std::string&>(), argument[1], path);
    for (const auto& item : argument[1].items()) walk(item.value(), Path(path, item.key()));
  }

  /// Each `${...}` of a text; `${!` is literal.
  void placeholders(std::string_view text, const Json& variables, const Path& path) {
    for (std::size_t at = text.find("${"); at != text.npos; at = text.find("${", at + 2)) {
      const std::size_t end = text.find('}', at);
      if (end == text.npos) return malformed(path, "Fn::Sub", "has a ${ without its }");
      const std::string_view name = text.substr(at + 2, end - at - 2);
      if (!name.starts_with('!') && !variables.contains(name)) placeholder(name, path);
    }
  }

  void placeholder(std::string_view name, const Path& path) {
    const std::size_t dot = name.find('.');
    if (dot == name.npos) return refer(name, path);
    attribute(name.substr(0, dot), name.substr(dot + 1), path);
  }

  void import_value(const Json& argument, const Path& path) {
    if (!argument.is_string()) return walk(argument, Path(path, "Fn::ImportValue"));
    const std::string& name = argument.get_ref<const std::string&>();
    const auto found = exports_.find(name);
    if (found == exports_.end() && reporter_.stack.foreign_imports.contains(name)) return;
    if (found == exports_.end()) {
      reporter_.report(import_without_export, path.text(), fmt::format("no stack exports {}", name));
    } else if (found->second == reporter_.stack.name) {
      reporter_.report(import_without_export, path.text(),
                       fmt::format("{} is this stack's own export", name));
    }
  }

  void refer(std::string_view name, const Path& path) {
    if (name.starts_with("AWS::") && is_among(pseudo_parameters, name)) return;
    if (parameters_.contains(name)) return;
    resolve(name, path);
  }

  void attribute(std::string_view id, std::string_view attribute, const Path& path) {
    const Resource* resource = resolve(id, path);
    if (resource == nullptr) return;
    const catalog::ResourceType* type = catalog::find_resource_type(resource->type);
    if (type == nullptr || std::ranges::binary_search(type->attributes, attribute)) return;
    reporter_.report(unknown_attribute, path.text(), fmt::format("{} has no {}", type->name, attribute));
  }

  /// The resource of this name. What refers to it now waits for it.
  const Resource* resolve(std::string_view id, const Path& path) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) {
      reporter_.report(unresolved_reference, path.text(),
                       fmt::format("there is no resource or parameter {}", id));
      return nullptr;
    }
    if (from_ < reporter_.stack.body.resources.size()) graph_.add(from_, found->second);
    return &reporter_.stack.body.resources[found->second];
  }

  void report_cycle() {
    const std::vector<std::size_t> cycle = graph_.find_cycle();
    if (cycle.empty()) return;
    const std::vector<Resource>& resources = reporter_.stack.body.resources;
    std::string message = "waits for itself";
    for (const std::size_t i : cycle) {
      message += i == cycle.front() ? " through " : " -> ";
      message += resources[i].logical_id;
    }
    reporter_.report(reference_cycle, resources[cycle.front()].logical_id, message);
  }

  void malformed(const Path& path, std::string_view function, std::string_view message) const {
    reporter_.report(malformed_intrinsic, path.text(), fmt::format("{} {}", function, message));
  }

  const Reporter& reporter_;
  const Exports& exports_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
  std::unordered_set<std::string_view> parameters_;
  DependencyGraph graph_;
  std::size_t from_ = 0;  // the resource whose references are looked at
};

}  // namespace

void check_references(const Reporter& reporter, const Exports& exports) {
  ReferenceCheck(reporter, exports).run();
}

}  // namespace agentcore::checking
