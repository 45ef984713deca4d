#include <fmt/format.h>

#include "agentcore/limits.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// Calls `check` with every reference of a kind.
template <class Check>
void for_each(const Project& project, ReferenceKind kind, Check check) {
  for (const ReferenceUse& use : project.references) {
    if (use.reference->kind == kind) check(use);
  }
}

bool has_length(std::string_view text, std::int64_t most) {
  return !text.empty() && text.size() <= static_cast<std::size_t>(most);
}

void parameter_name(const Project& project, const Report& report) {
  for (const Parameter& parameter : project.parameters) {
    if (has_length(parameter.name, limits::logical_id_max) && is_alnum_or(parameter.name, "")) continue;
    report(parameter.place, fmt::format("`{}` is not a parameter name", parameter.name));
  }
}

void export_name(const Project& project, const Report& report) {
  for_each(project, ReferenceKind::import, [&](const ReferenceUse& use) {
    const Located<std::string>& name = use.reference->name;
    if (has_length(*name, limits::export_name_max) && is_alnum_or(*name, ":-")) return;
    report(name.range, fmt::format("`{}` is not the name of an export", *name));
  });
}

/// An import of a stack that is deployed later, or of the stack itself, cannot be carried out.
void own_import(const Project& project, const Report& report) {
  for_each(project, ReferenceKind::import, [&](const ReferenceUse& use) {
    const Located<std::string>& name = use.reference->name;
    for (const std::string_view stack : {"network", "security", "storage", "agentcore"}) {
      if (!name->starts_with(project.stack_name(stack) + "-")) continue;
      if (use.runtime && stack != "agentcore") continue;  // runtimes are deployed last
      report(name.range, fmt::format("`{}` is an export of this config's own {} stack", *name, stack));
    }
  });
}

/// A hierarchy begins with `/`, ends without one, and has no empty level.
bool is_ssm_name(std::string_view name) {
  if (!has_length(name, limits::ssm_name_max) || !is_alnum_or(name, "_.-/")) return false;
  const auto levels = std::count(name.begin(), name.end(), '/');
  if (levels == 0) return true;
  return name.front() == '/' && name.back() != '/' && name.find("//") == std::string_view::npos &&
         levels <= limits::ssm_levels_max;
}

void ssm_name(const Project& project, const Report& report) {
  for_each(project, ReferenceKind::ssm, [&](const ReferenceUse& use) {
    const Located<std::string>& name = use.reference->name;
    if (is_ssm_name(*name)) return;
    report(name.range, fmt::format("`{}` is not the name of an SSM parameter", *name));
  });
}

bool is_list(const ReferenceUse& use) {
  return use.type == "CommaDelimitedList" || use.type.starts_with("List<");
}

void ssm_version(const Project& project, const Report& report) {
  for_each(project, ReferenceKind::ssm, [&](const ReferenceUse& use) {
    const auto& version = use.reference->version;
    if (!version) return;
    if (**version < 1) {
      report(version->range, "the versions of an SSM parameter begin with 1", "write a version of 1 or more");
    } else if (is_list(use)) {
      report(version->range, "a list from SSM is read in its newest version", "remove `version`");
    }
  });
}

void parameter_default(const Project& project, const Report& report) {
  for (const Parameter& parameter : project.parameters) {
    if (!parameter.default_value) continue;
    const Located<std::string>& value = *parameter.default_value;
    const auto is_default = [&](const Located<std::string>& allowed) { return *allowed == *value; };
    if (value->size() > static_cast<std::size_t>(limits::parameter_value_bytes)) {
      report(value.range,
             fmt::format("the default of `{}` has {} bytes, CloudFormation takes {}", parameter.name,
                         value->size(), limits::parameter_value_bytes),
             "shorten it");
    } else if (!parameter.allowed_values.empty() &&
               std::none_of(parameter.allowed_values.begin(), parameter.allowed_values.end(), is_default)) {
      report(value.range, fmt::format("the default of `{}` is none of its allowed_values", parameter.name))
          .add_note("allowed_values is here", parameter.allowed_values.front().range);
    }
  }
}

/// Follows the references from runtime to runtime, depth first.
class CycleFinder {
 public:
  CycleFinder(const Project& project, const Report& report)
      : project_(project),
        report_(report),
        calls_(project.runtimes.size()),
        states_(project.runtimes.size()) {
    for_each(project, ReferenceKind::runtime, [&](const ReferenceUse& use) {
      if (use.runtime && use.reference->index) calls_[*use.runtime].push_back(use.reference);
    });
  }

  void run() {
    for (std::size_t i = 0; i < calls_.size(); ++i) visit_all_from(i);
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };
  struct Open {
    std::size_t runtime;
    std::size_t next;  // of its calls
  };

  /// With a stack of its own: a chain may be as long as the list of runtimes.
  void visit_all_from(std::size_t start) {
    if (states_[start] != State::fresh) return;
    open_.push_back({start, 0});
    states_[start] = State::open;
    while (!open_.empty()) {
      auto& [runtime, next] = open_.back();
      if (next == calls_[runtime].size()) {
        states_[runtime] = State::done;
        open_.pop_back();
        continue;
      }
      const Reference& call = *calls_[runtime][next++];
      follow(call);
    }
  }

  void follow(const Reference& call) {
    State& state = states_[*call.index];
    if (state == State::open) report_cycle(call);
    if (state != State::fresh) return;
    state = State::open;
    open_.push_back({*call.index, 0});
  }

  void report_cycle(const Reference& call) {
    const auto is_target = [&](const Open& open) { return open.runtime == *call.index; };
    const auto first = std::find_if(open_.begin(), open_.end(), is_target);
    std::string path;
    for (auto at = first; at != open_.end(); ++at) path += name_of_runtime(at->runtime) + " -> ";
    path += name_of_runtime(*call.index);
    report_(call.name.range, open_.end() - first == 1
                                 ? fmt::format("the runtime refers to itself: {}", path)
                                 : fmt::format("the runtimes wait for each other: {}", path));
  }

  [[nodiscard]] const std::string& name_of_runtime(std::size_t index) const {
    return *project_.runtimes[index].runtime_name;
  }

  const Project& project_;
  const Report& report_;
  std::vector<std::vector<const Reference*>> calls_;
  std::vector<State> states_;
  std::vector<Open> open_;
};

void runtime_cycle(const Project& project, const Report& report) { CycleFinder(project, report).run(); }

constexpr std::string_view parameters =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html";
constexpr std::string_view dynamic =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html";

constexpr ProjectRule table[] = {
    {{"AC3801", "parameter-name", Severity::error, "A parameter's name is 1 to 255 letters and digits.",
      "use letters and digits only, such as ImageTag", parameters,
      "The name is a key of the template's Parameters, and CloudFormation refuses the whole template with a "
      "ValidationError when it is deployed."},
     parameter_name},
    {{"AC3802", "import-name", Severity::error,
      "The name of an export is 1 to 255 letters, digits, colons and hyphens.",
      "write the name of an export of another stack, such as platform-network-VpcId",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
      "CloudFormation gives exports no other names, so no stack can have one that is written so. The "
      "deployment fails with: No export named ... found."},
     export_name},
    {{"AC3803", "ssm-name", Severity::error,
      "The name of an SSM parameter has letters, digits and _.-, in at most 15 levels that begin with /.",
      "write a name such as /platform/jwt/discovery-url; a version goes to `version:`", dynamic,
      "Systems Manager has no parameter of such a name. CloudFormation looks it up before it makes anything "
      "and fails the deployment with a ValidationError."},
     ssm_name},
    {{"AC3804", "ssm-version", Severity::error,
      "The version of an SSM parameter is 1 or more, and a list has none.", "remove `version`", dynamic,
      "Systems Manager numbers versions from 1. CloudFormation reads a version by a dynamic reference, which "
      "gives one text and never a list."},
     ssm_version},
    {{"AC3805", "parameter-default", Severity::error,
      "The default of a parameter is one of its allowed_values, at most 4,096 bytes.",
      "write one of allowed_values, or add it there", parameters,
      "CloudFormation refuses the template with a ValidationError when the default breaks the parameter's "
      "own constraint. Nothing is deployed."},
     parameter_default},
    {{"AC3806", "runtime-cycle", Severity::error, "Runtimes do not refer to each other in a circle.",
      "take one of the references away, and let that runtime find the other by an SSM parameter when it runs",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html "
      "(circular dependency)",
      "CloudFormation makes each resource after those that it refers to, and answers a circle with: Circular "
      "dependency between resources. Nothing is deployed."},
     runtime_cycle},
    {{"AC3807", "own-import", Severity::error,
      "Outside of runtimes, nothing is imported from the config's own stacks.",
      "name the thing itself: {role: NAME}, {repository: NAME}, or leave the value out",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
      "Stacks are deployed in the order network, security, storage, agentcore, and a stack cannot import "
      "what it or a later one exports. CloudFormation fails the first deployment with: No export named ... "
      "found."},
     own_import},
};

}  // namespace

std::span<const ProjectRule> reference() { return table; }

}  // namespace agentcore::rules
