#include <fmt/format.h>

#include <unordered_set>

#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

void parameter_taken(const StackView& view, const Report& report) {
  for (const Stack& stack : view.stacks()) {
    if (stack.body.parameters.empty()) continue;
    std::unordered_set<std::string_view> ids;
    for (const Resource& resource : stack.body.resources) ids.insert(resource.logical_id);
    for (const TemplateParameter& parameter : stack.body.parameters) {
      if (!parameter.place) ids.insert(parameter.name);  // made for a cross-stack reference
    }
    for (const TemplateParameter& parameter : stack.body.parameters) {
      if (!parameter.place || !ids.contains(parameter.name)) continue;
      report(parameter.place,
             fmt::format("the {} stack has something else of the name `{}`", stack.name, parameter.name));
    }
  }
}

constexpr TemplateRule table[] = {
    {{"AC5301", "parameter-name-taken", Severity::error,
      "A parameter has another name than the resources and other parameters of its template.",
      "choose another name for the parameter",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
      "CloudFormation takes logical ids and parameters as one set of names, and refuses a template in which "
      "one is there twice. The names of resources follow from the config, so the parameter is the one to "
      "rename."},
     parameter_taken},
};

}  // namespace

std::span<const TemplateRule> parameter_template() { return table; }

}  // namespace agentcore::rules
