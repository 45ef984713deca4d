#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "agentcore/document.hpp"
#include "agentcore/limits.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"
#include "validate/secrets.hpp"

namespace agentcore::rules {
namespace {

bool is_project_word(std::string_view text, std::int64_t longest) {
  const bool of_form =
      !text.empty() && is_lower(text[0]) &&
      std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
  return of_form && text.size() <= static_cast<std::size_t>(longest);
}

void project_name(const Project& project, const Report& report) {
  if (is_project_word(*project.project, limits::project_name_max)) return;
  report(project.project.range, fmt::format("`{}` is not a project name", *project.project));
}

void environment_name(const Project& project, const Report& report) {
  if (is_project_word(*project.environment, limits::environment_name_max)) return;
  report(project.environment.range, fmt::format("`{}` is not an environment name", *project.environment));
}

/// The regions of the same part of the world ("eu-"), or one of each part.
std::vector<std::string_view> regions_around(std::string_view typed,
                                             const std::vector<std::string_view>& names) {
  const auto part = [](std::string_view name) { return name.substr(0, name.find('-')); };
  std::vector<std::string_view> around;
  std::vector<std::string_view> parts;
  for (const std::string_view name : names) {
    if (part(name) == part(typed)) around.push_back(name);
    if (parts.empty() || part(parts.back()) != part(name)) parts.push_back(name);
  }
  return around.empty() ? parts : around;
}

/// Whether AWS has it, though AgentCore may not run there: it is then no misspelling of another.
bool is_region(std::string_view name) {
  const catalog::Partition* partition = catalog::partition_of_region(name);
  return partition != nullptr &&
         std::find(partition->regions.begin(), partition->regions.end(), name) != partition->regions.end();
}

void region_known(const Project& project, const Report& report) {
  if (catalog::find_region(*project.region) != nullptr) return;
  std::vector<std::string_view> names;
  for (const catalog::Region& region : catalog::regions()) names.push_back(region.name);
  const bool exists = is_region(*project.region);
  const std::string_view near = exists ? std::string_view() : nearest(*project.region, names);
  Diagnostic& finding = report(
      project.region.range, fmt::format("AgentCore Runtime does not run in region `{}`", *project.region),
      near.empty() ? fmt::format("choose a region such as {}", one_of(regions_around(*project.region, names)))
                   : fmt::format("did you mean `{}`?", near));
  const std::string_view only = exists ? std::string_view() : only_nearest(*project.region, names);
  if (!only.empty()) finding.mend(project.region.range, std::string(only));
}

void some_runtime(const Project& project, const Report& report) {
  if (project.runtimes.empty()) report(project.place, "the config has no runtime");
}

/// CloudFormation resolves `{{resolve:...}}` in any text of a template, and there is no way to escape it.
constexpr std::string_view replaced_text = "CloudFormation would replace `{{resolve:...}}` in this text";

void refuse_dynamic_reference(std::string_view text, Range range, const Report& report) {
  if (text.find("{{resolve:") != std::string_view::npos) report(range, std::string(replaced_text));
}

void refuse_in_policy(const Node& written, const Report& report) {
  const Node& node = structure_of(written);
  if (node.text.find("{{resolve:") != std::string_view::npos) report(node.range, std::string(replaced_text));
  for (const Node* item : node.items) refuse_in_policy(*item, report);
  for (const Entry& entry : node.entries) refuse_in_policy(*entry.value, report);
}

void refuse_in(const Value<std::string>& value, const Report& report) {
  if (value.literal() != nullptr) refuse_dynamic_reference(*value.literal(), value.range, report);
}

void refuse_in(const Values<std::string>& values, const Report& report) {
  for (const Value<std::string>& value : values.items) refuse_in(value, report);
}

/// Values without a form of their own.
void refuse_in_values(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    if (const Code* code = runtime.artifact.code.get()) {
      refuse_in(code->prefix, report);
      if (code->version_id) refuse_in(*code->version_id, report);
      for (const Located<std::string>& part : code->entry_point)
        refuse_dynamic_reference(*part, part.range, report);
    }
    if (const Authorizer* authorizer = runtime.authorizer.get()) {
      refuse_in(authorizer->discovery_url, report);
      for (const auto* list :
           {&authorizer->allowed_audience, &authorizer->allowed_clients, &authorizer->allowed_scopes})
        refuse_in(*list, report);
    }
  }
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Statement& statement : role.statements) refuse_in(statement.resources, report);
  }
  for (const Parameter& parameter : project.parameters) {
    for (const Located<std::string>& allowed : parameter.allowed_values)
      refuse_dynamic_reference(*allowed, allowed.range, report);
  }
}

// Tags cannot hold braces (AC3703), and ids and ARNs have no room for them.
void ssm_project_name(const Project& project, const Report& report) {
  if (*project.cross_stack_references != CrossStackReferences::ssm) return;
  if (!project.project->starts_with("aws") && !project.project->starts_with("ssm")) return;
  report.conflict(
      {project.project.range, "project"}, {project.cross_stack_references.range, "cross_stack_references"},
      fmt::format("Systems Manager takes no parameter whose name begins with /{}", *project.project));
}

void no_dynamic_reference(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const Pair& variable : runtime.artifact.environment_variables) {
      const auto [text, range] = judged(variable.value);
      if (text != nullptr) refuse_dynamic_reference(*text, range, report);
    }
    if (runtime.description)
      refuse_dynamic_reference(**runtime.description, runtime.description->range, report);
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      if (endpoint.description) {
        refuse_dynamic_reference(**endpoint.description, endpoint.description->range, report);
      }
    }
  }
  for (const Parameter& parameter : project.parameters) {
    if (!parameter.default_value) continue;
    refuse_dynamic_reference(**parameter.default_value, parameter.default_value->range, report);
  }
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Statement& statement : role.statements) {
      const Node* condition = statement.condition ? (*statement.condition)->document : nullptr;
      if (condition != nullptr) refuse_in_policy(*condition, report);
    }
  }
  refuse_in_values(project, report);
  if (!project.network) return;
  for (const EgressRule& rule : project.network->egress_rules) {
    if (rule.description) refuse_dynamic_reference(**rule.description, rule.description->range, report);
  }
  for (const VpcEndpoint& endpoint : project.network->vpc_endpoints.list) {
    const Node* policy = endpoint.endpoint_policy->document;
    if (policy != nullptr) refuse_in_policy(*policy, report);
  }
}

void refuse_credential(const std::string* text, Range range, const Report& report) {
  if (text == nullptr || !secrets::has_credential(*text)) return;
  report.conceal(range);
  report(range, "the text holds something of the shape of a credential");
}

void refuse_credential(const std::optional<Located<std::string>>& text, const Report& report) {
  if (text) refuse_credential(&text->value, text->range, report);
}

void refuse_credentials(const Pairs& tags, const Report& report) {
  for (const Pair& tag : tags) {
    const auto [text, range] = judged(tag.value);
    refuse_credential(text, range, report);
  }
}

/// In the texts that are shown as they are; those of environment variables are AC3250's.
void no_credential(const Project& project, const Report& report) {
  refuse_credentials(project.tags, report);
  for (const Runtime& runtime : project.runtimes) {
    refuse_credentials(runtime.tags, report);
    refuse_credential(runtime.description, report);
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) refuse_credential(endpoint.description, report);
    if (!runtime.artifact.code) continue;
    for (const Located<std::string>& part : runtime.artifact.code->entry_point)
      refuse_credential(&part.value, part.range, report);
  }
}

constexpr ProjectRule table[] = {
    {{"AC3001", "project-name", Severity::error, "A project name is [a-z][a-z0-9-]*, at most 32 characters.",
      "begin with a-z and go on with a-z, 0-9 and -, at most 32 characters",
      "part of stack names, CloudFormation CreateStack: [A-Za-z][A-Za-z0-9-]*, at most 128",
      "The name goes into the names of stacks, exports and roles, and each of these takes other characters "
      "and lengths. CloudFormation answers with a ValidationError before it makes anything; IAM and ECR only "
      "when their stack is half made."},
     project_name},
    {{"AC3002", "environment-name", Severity::error,
      "An environment name is [a-z][a-z0-9-]*, at most 16 characters.",
      "begin with a-z and go on with a-z, 0-9 and -, at most 16 characters",
      "part of stack names, CloudFormation CreateStack: [A-Za-z][A-Za-z0-9-]*, at most 128",
      "The name goes into the names of stacks, exports and roles beside the project's, and they share one "
      "length. CloudFormation refuses a longer or differently written stack name when the deployment "
      "begins."},
     environment_name},
    {{"AC3003", "region-unknown", Severity::error, "The region is one in which AgentCore Runtime runs.",
      "choose a region that has AgentCore Runtime",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-regions.html",
      "Where the service is not offered, CloudFormation does not know the resource type and refuses the "
      "agentcore stack. By then the other three stacks are made and cost money."},
     region_known},
    {{"AC3004", "no-runtime", Severity::error, "A config has a runtime.", "add an entry under `runtimes`",
      "the data model, Agent Runtime",
      "The agentcore stack would have no resources, and CloudFormation refuses such a template. The other "
      "stacks would stand there for nobody."},
     some_runtime},
    {{"AC3005", "dynamic-reference", Severity::error,
      "A text does not hold `{{resolve:`, which CloudFormation would replace.",
      "keep the value in an SSM parameter or a secret, and let the agent read it there",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
      "CloudFormation looks for this text everywhere in a template and has no way to escape it. A secret "
      "that it resolves is written in plain text into the runtime's configuration, and a reference that it "
      "cannot "
      "resolve makes the stack fail."},
     no_dynamic_reference},
    {{"AC3006", "ssm-project-name", Severity::error,
      "With cross_stack_references: ssm, the project's name does not begin with aws or ssm.",
      "choose another project name, or `cross_stack_references: exports`",
      "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
      "Systems Manager keeps these beginnings for AWS's own parameters and answers PutParameter with a "
      "ValidationException. The network or storage stack then rolls back after its other resources were "
      "made."},
     ssm_project_name},
    {{"AC3007", "credential-in-text", Severity::error,
      "No tag, description or entry point holds a credential.",
      "take it out and make it invalid where it was issued: it has been written down",
      "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
      "Tags and descriptions are shown by consoles, bills and reports to people who may not read the agent's "
      "secrets, and stay in CloudFormation's history. AWS advises against anything confidential in them."},
     no_credential},
};

}  // namespace

std::span<const ProjectRule> project() { return table; }

}  // namespace agentcore::rules
