#include "resolve/references.hpp"

#include <fmt/format.h>

#include <set>
#include <unordered_map>

#include "resolve/lookup.hpp"

namespace agentcore {
namespace {

constexpr RuleInfo unknown_runtime{"AC2504",
                                   "unknown-runtime",
                                   Severity::error,
                                   "A reference to a runtime names a runtime of this config.",
                                   "name a runtime_name of runtimes",
                                   "README, References",
                                   "There is no runtime whose ARN, id or version could be put there, and the "
                                   "reference would stay without a value in the template."};
constexpr RuleInfo parameter_conflict{
    "AC2505",
    "parameter-conflict",
    Severity::error,
    "All uses of a parameter agree on its type, default and other settings.",
    "write the setting at one use only, or choose another name",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
    "parameters-section-structure.html",
    "A template declares each parameter once, so one of the settings would be lost in silence: a default, or "
    "that its value is not shown."};

template <class T>
constexpr std::string_view parameter_type = "String";
template <>
constexpr std::string_view parameter_type<SubnetId> = "AWS::EC2::Subnet::Id";
template <>
constexpr std::string_view parameter_type<SecurityGroupId> = "AWS::EC2::SecurityGroup::Id";
template <>
constexpr std::string_view parameter_type<VpcId> = "AWS::EC2::VPC::Id";

template <class T>
constexpr std::string_view list_parameter_type = "CommaDelimitedList";
template <>
constexpr std::string_view list_parameter_type<SubnetId> = "List<AWS::EC2::Subnet::Id>";
template <>
constexpr std::string_view list_parameter_type<SecurityGroupId> = "List<AWS::EC2::SecurityGroup::Id>";

/// Visits every described member.
class ReferenceCollector {
 public:
  explicit ReferenceCollector(std::vector<ReferenceUse>& uses) : uses_(uses) {}

  template <class T>
  void field(const Field& /*field*/, T& member) {
    visit(member);
  }
  void assigned(const Assigned& /*attribute*/) {}
  void overlays(const Field& /*field*/) {}
  void overlay(const Field& /*field*/) {}

 private:
  template <class T>
  void visit(Located<T>& /*literal*/) {}

  template <class T>
  void visit(Value<T>& value) {
    if (value.reference() != nullptr) uses_.push_back({value.reference(), parameter_type<T>, runtime_});
  }

  template <class T>
  void visit(Values<T>& values) {
    if (values.whole != nullptr) uses_.push_back({values.whole.get(), list_parameter_type<T>, runtime_});
    visit(values.items);
  }

  template <class T>
  void visit(std::optional<T>& member) {
    if (member) visit(*member);
  }

  template <class T>
  void visit(std::unique_ptr<T>& member) {
    if (member) visit(*member);
  }

  template <class T>
  void visit(std::vector<T>& members) {
    for (T& member : members) visit(member);
  }

  void visit(std::vector<Runtime>& runtimes) {
    for (std::size_t i = 0; i < runtimes.size(); ++i) {
      runtime_ = i;
      describe(*this, runtimes[i]);
    }
    runtime_.reset();
  }

  void visit(Pairs& pairs) {
    for (Pair& pair : pairs) visit(pair.value);
  }

  void visit(VpcEndpoints& endpoints) { visit(endpoints.list); }

  template <class Entity>
  requires requires(ReferenceCollector& visitor, Entity& entity) { describe(visitor, entity); }
  void visit(Entity& entity) { describe(*this, entity); }

  std::vector<ReferenceUse>& uses_;
  std::optional<std::size_t> runtime_;
};

// --- entities of the config -----------------------------------------------------------------------------

void find_target(Reference& reference, const NameIndex& names, const RuleInfo& unknown, std::string_view what,
                 Diagnostics& diagnostics) {
  if (const auto at = names.find(*reference.name); at != names.end()) {
    reference.index = at->second;
    return;
  }
  std::vector<std::string_view> known;
  if (!diagnostics.is_full()) {  // a finding that is only counted needs no suggestion
    for (const auto& [name, index] : names) known.push_back(name);
    std::sort(known.begin(), known.end());  // a hash map has no order to rely on
  }
  Diagnostic& finding = diagnostics.report(unknown, reference.name.range,
                                           fmt::format("no {} is named `{}`", what, *reference.name),
                                           did_you_mean(*reference.name, known));
  mend_name(finding, reference.name.range, *reference.name, known);
}

void find_targets(Project& project, Diagnostics& diagnostics) {
  const NameIndex runtimes = index_of(project.runtimes, &Runtime::runtime_name);
  const NameIndex roles = index_of(project.execution_roles, &ExecutionRole::role_name);
  const NameIndex repositories = index_of(project.repositories, &Repository::repository_name);
  for (const ReferenceUse& use : project.references) {
    Reference& reference = *use.reference;
    if (reference.kind == ReferenceKind::runtime) {
      find_target(reference, runtimes, unknown_runtime, "runtime", diagnostics);
    } else if (reference.kind == ReferenceKind::role) {
      find_target(reference, roles, unknown_role, "execution role", diagnostics);
    } else if (reference.kind == ReferenceKind::repository) {
      find_target(reference, repositories, unknown_repository, "repository", diagnostics);
    }
  }
}

// --- parameters -----------------------------------------------------------------------------------------

bool same(const Located<std::string>& a, const Located<std::string>& b) { return *a == *b; }

/// In whatever order.
bool same(const std::vector<Located<std::string>>& a, const std::vector<Located<std::string>>& b) {
  const auto texts = [](const std::vector<Located<std::string>>& values) {
    std::set<std::string_view> texts;
    for (const Located<std::string>& value : values) texts.insert(*value);
    return texts;
  };
  return texts(a) == texts(b);
}

class ParameterTable {
 public:
  ParameterTable(std::vector<Parameter>& parameters, Diagnostics& diagnostics)
      : parameters_(parameters), diagnostics_(diagnostics) {}

  void add(Reference& use, std::string_view type) {
    const auto [at, fresh] = by_name_.emplace(*use.name, parameters_.size());
    if (fresh) {
      parameters_.push_back({*use.name, std::string(type), use.name.range, {}, {}, {}, false});
    }
    use.index = at->second;
    Parameter& parameter = parameters_[at->second];
    join_type(parameter, use, type);
    if (use.default_value) join(parameter, parameter.default_value, *use.default_value, "default");
    if (use.description) join(parameter, parameter.description, *use.description, "description");
    if (!use.allowed_values.empty()) join_allowed(parameter, use);
    parameter.no_echo |= *use.no_echo;
  }

 private:
  /// A text takes any id; two kinds of id, or an item and a list, do not go together.
  void join_type(Parameter& parameter, const Reference& use, std::string_view type) {
    if (parameter.type == type || type == "String") {
      if (!is_list(parameter.type) || is_list(type)) return;
    } else if (parameter.type == "String" && !is_list(type)) {
      parameter.type = type;
      return;
    }
    conflict(
        parameter, use.name.range,
        fmt::format("the parameter `{}` is {} here and {} elsewhere", parameter.name, type, parameter.type));
  }

  static bool is_list(std::string_view type) {
    return type.starts_with("List<") || type == "CommaDelimitedList";
  }

  void join(Parameter& parameter, std::optional<Located<std::string>>& known,
            const Located<std::string>& value, std::string_view what) {
    if (!known) {
      known = value;
    } else if (!same(*known, value)) {
      conflict(parameter, value.range,
               fmt::format("the parameter `{}` has another {} elsewhere", parameter.name, what),
               known->range);
    }
  }

  void join_allowed(Parameter& parameter, const Reference& use) {
    if (parameter.allowed_values.empty()) {
      parameter.allowed_values = use.allowed_values;
    } else if (!same(parameter.allowed_values, use.allowed_values)) {
      conflict(parameter, use.allowed_values.front().range,
               fmt::format("the parameter `{}` has other allowed_values elsewhere", parameter.name),
               parameter.allowed_values.front().range);
    }
  }

  void conflict(const Parameter& parameter, Range range, std::string headline, Range other = {}) {
    // Without another setting it is the type that differs.
    diagnostics_
        .report(parameter_conflict, range, std::move(headline),
                other ? "" : "choose another name for one of them")
        .add_note("the other use is here", other ? other : parameter.place);
  }

  std::vector<Parameter>& parameters_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
};

}  // namespace

void resolve_references(Project& project, Diagnostics& diagnostics) {
  ReferenceCollector collector(project.references);
  describe(collector, project);
  if (project.references.empty()) return;
  find_targets(project, diagnostics);
  ParameterTable parameters(project.parameters, diagnostics);
  for (const ReferenceUse& use : project.references) {
    if (use.reference->kind == ReferenceKind::parameter) parameters.add(*use.reference, use.type);
  }
}

std::vector<const RuleInfo*> reference_rules() { return {&unknown_runtime, &parameter_conflict}; }

}  // namespace agentcore
