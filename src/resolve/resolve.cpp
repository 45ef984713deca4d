#include "agentcore/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "agentcore/catalog.hpp"
#include "decode/suggestion.hpp"
#include "resolve/lookup.hpp"
#include "resolve/network.hpp"
#include "resolve/references.hpp"

namespace agentcore {
const RuleInfo unknown_role{"AC2501",
                            "unknown-role",
                            Severity::error,
                            "A runtime's execution_role is a role of this config, or an ARN.",
                            "name a role_name of execution_roles, or write the ARN of an existing role",
                            "the data model, Execution Role",
                            "The runtime would refer to a role that no stack makes. CloudFormation would "
                            "find that after it has deployed the network and security stacks."};
const RuleInfo unknown_repository{"AC2502",
                                  "unknown-repository",
                                  Severity::error,
                                  "An artifact's repository is a repository of this config.",
                                  "name a repository_name of repositories, or write a container_uri",
                                  "the data model, Agent Runtime Artifact",
                                  "The image would be pulled from a repository that no stack makes and this "
                                  "config cannot name by its URI, so the runtime could not start."};
namespace {

constexpr RuleInfo ambiguous_role{"AC2503",
                                  "ambiguous-role",
                                  Severity::error,
                                  "Where there are several roles, each runtime says which is its own.",
                                  "add `execution_role: <role_name>`",
                                  "the data model, Execution Role",
                                  "Picking one would hand an agent the permissions of another, which nobody "
                                  "would notice until it is misused."};

constexpr std::string_view default_repository = "agent-images";

void set_default(Located<std::string>& value, std::string text) {
  if (!value.written) value.value = std::move(text);
}

// --- roles ----------------------------------------------------------------------------------------------

std::string default_role_name(const Project& project) {
  return fmt::format("{}-agent-execution-role-{}", *project.project, *project.environment);
}

bool needs_default_role(const Project& project) {
  if (!project.execution_roles.empty()) return false;
  return std::any_of(project.runtimes.begin(), project.runtimes.end(), [&](const Runtime& runtime) {
    if (!runtime.execution_role) return true;
    const RoleReference* written = runtime.execution_role->literal();
    const std::string& name = written == nullptr ? *runtime.execution_role->reference()->name : written->text;
    return name == default_role_name(project);
  });
}

/// "dynamodb:GetItem" -> "DynamodbGetItem"; a number behind it where the name is taken.
void name_statements(ExecutionRole& role) {
  std::unordered_set<std::string> taken;
  for (const Statement& statement : role.statements) {
    if (statement.sid) taken.insert(**statement.sid);
  }
  std::unordered_map<std::string, int> numbers;  // the last one given to each name
  for (Statement& statement : role.statements) {
    if (statement.sid) {
      statement.assigned_sid = **statement.sid;
      continue;
    }
    const std::string action = statement.actions.empty() ? "" : logical_part(*statement.actions.front());
    const std::string name = action.empty() ? "Statement" : action;
    statement.assigned_sid = name;
    for (int& number = numbers[name]; !taken.insert(statement.assigned_sid).second;) {
      statement.assigned_sid = fmt::format("{}{}", name, number = std::max(2, number + 1));
    }
  }
}

void resolve_roles(Project& project) {
  if (needs_default_role(project)) {
    ExecutionRole& role = project.execution_roles.emplace_back();
    role.place = role.role_name.range = role.max_session_duration.range = project.project.range;
  }
  for (ExecutionRole& role : project.execution_roles) {
    set_default(role.role_name, default_role_name(project));
    const bool is_default = *role.role_name == default_role_name(project);
    // Roles are global: an account takes a name once for all of its regions.
    role.aws_name =
        project.targets.empty() ? *role.role_name : fmt::format("{}-{}", *role.role_name, *project.region);
    role.logical_id = is_default ? "AgentExecutionRole" : pascal_case(*role.role_name) + "Role";
    name_statements(role);
  }
}

void choose_only_role(const Project& project, Runtime& runtime, Diagnostics& diagnostics) {
  if (project.execution_roles.size() == 1) {
    runtime.role_index = 0;
    return;
  }
  diagnostics.report(
      ambiguous_role, runtime.place,
      fmt::format("the config has {} roles and this runtime names none", project.execution_roles.size()));
}

template <class Container, class Name>
std::vector<std::string_view> names_of(const Container& container, Name name) {
  std::vector<std::string_view> names;
  for (const auto& entity : container) names.push_back(*(entity.*name));
  return names;
}

void choose_role(const Project& project, const NameIndex& roles, Runtime& runtime, Diagnostics& diagnostics) {
  if (!runtime.execution_role) return choose_only_role(project, runtime, diagnostics);
  if (const Reference* reference = runtime.execution_role->reference()) {
    if (reference->kind == ReferenceKind::role) runtime.role_index = reference->index;
    return;
  }
  const RoleReference& written = *runtime.execution_role->literal();
  if (written.arn) return;
  if (const auto at = roles.find(written.text); at != roles.end()) {
    runtime.role_index = at->second;
    return;
  }
  const std::vector<std::string_view> names = names_of(project.execution_roles, &ExecutionRole::role_name);
  const Range range = runtime.execution_role->range;
  Diagnostic& finding =
      diagnostics.report(unknown_role, range, fmt::format("no execution role is named `{}`", written.text),
                         did_you_mean(written.text, names));
  mend_name(finding, range, written.text, names);
}

// --- repositories ---------------------------------------------------------------------------------------

bool is_of_this_config(const Project& project, const ContainerUri& uri) {
  return uri.region == *project.region && project.account_id && uri.account == project.account_id->value.text;
}

/// The name of a repository that may be of this config. Empty: none, or one that is known at deployment only.
std::string_view repository_named_by(const Project& project, const Artifact& artifact) {
  if (artifact.repository) {
    const Reference* reference = artifact.repository->reference();
    if (reference == nullptr) return *artifact.repository->literal();
    return reference->kind == ReferenceKind::repository ? std::string_view(*reference->name)
                                                        : std::string_view();
  }
  const ContainerUri* uri = artifact.container_uri ? artifact.container_uri->literal() : nullptr;
  return uri != nullptr && is_of_this_config(project, *uri) ? std::string_view(uri->repository)
                                                            : std::string_view();
}

bool needs_default_repository(const Project& project) {
  if (!project.repositories.empty()) return false;
  return std::any_of(project.runtimes.begin(), project.runtimes.end(), [&](const Runtime& runtime) {
    return repository_named_by(project, runtime.artifact) == default_repository;
  });
}

void resolve_repositories(Project& project) {
  if (needs_default_repository(project)) {
    Repository& repository = project.repositories.emplace_back();
    repository.place = repository.repository_name.range = project.project.range;
  }
  for (Repository& repository : project.repositories) {
    set_default(repository.repository_name, std::string(default_repository));
    repository.logical_id = pascal_case(*repository.repository_name) + "Repository";
  }
}

void choose_repository(const Project& project, const NameIndex& repositories, Artifact& artifact,
                       Diagnostics& diagnostics) {
  const std::string_view name = repository_named_by(project, artifact);
  if (const auto at = repositories.find(name); at != repositories.end()) {
    artifact.repository_index = at->second;
  } else if (artifact.repository && artifact.repository->literal() != nullptr) {
    std::vector<std::string_view> names = names_of(project.repositories, &Repository::repository_name);
    if (names.empty()) names.push_back(default_repository);
    Diagnostic& finding =
        diagnostics.report(unknown_repository, artifact.repository->range,
                           fmt::format("no repository is named `{}`", name), did_you_mean(name, names));
    mend_name(finding, artifact.repository->range, name, names);
  }
}

// --- container size -------------------------------------------------------------------------------------

const catalog::FargateSize* size_of(std::int64_t cpu) {
  for (const catalog::FargateSize& size : catalog::fargate_sizes()) {
    if (size.cpu == cpu) return &size;
  }
  return nullptr;
}

bool pairs(const catalog::FargateSize& size, std::int64_t memory) {
  return std::find(size.memories.begin(), size.memories.end(), memory) != size.memories.end();
}

/// What is left out takes the environment's default, or, where that does not pair with what is written, the
/// least that does.
void fill_size(const Project& project, Artifact& artifact) {
  if (artifact.code) return;
  const catalog::FargateDefault& standard = catalog::fargate_default(*project.environment);
  if (!artifact.container_cpu.written) artifact.container_cpu.value = standard.cpu;
  if (!artifact.container_memory.written) artifact.container_memory.value = standard.memory;
  const catalog::FargateSize* size = size_of(*artifact.container_cpu);
  if (artifact.container_cpu.written == artifact.container_memory.written || size == nullptr) return;
  if (pairs(*size, *artifact.container_memory)) return;
  if (artifact.container_cpu.written) {
    artifact.container_memory.value = size->memories.front();
    return;
  }
  for (const catalog::FargateSize& candidate : catalog::fargate_sizes()) {
    if (!pairs(candidate, *artifact.container_memory)) continue;
    artifact.container_cpu.value = candidate.cpu;
    return;
  }
}

// --- runtimes -------------------------------------------------------------------------------------------

ClaimOperator fitting_match(const CustomClaim& claim) {
  if (*claim.type == ClaimType::string) return ClaimOperator::equals;
  return claim.value ? ClaimOperator::contains : ClaimOperator::contains_any;
}

void fill_claims(Runtime& runtime) {
  if (!runtime.authorizer) return;
  for (CustomClaim& claim : runtime.authorizer->custom_claims) {
    if (!claim.match) claim.match = Located<ClaimOperator>{fitting_match(claim), claim.place, false};
  }
}

void name_runtime(const Project& project, Runtime& runtime) {
  const std::string standard =
      fmt::format("{}-agent-{}-{}", *project.project, *project.environment, *project.region);
  set_default(runtime.runtime_name, standard);
  runtime.aws_name = legal_runtime_name(*runtime.runtime_name);
  const bool is_default = *runtime.runtime_name == standard;
  runtime.logical_id = is_default ? "AgentRuntime" : pascal_case(*runtime.runtime_name) + "Runtime";
  for (RuntimeEndpoint& endpoint : runtime.endpoints) {
    endpoint.aws_name = legal_runtime_name(*endpoint.name);
    endpoint.logical_id = runtime.logical_id + pascal_case(*endpoint.name) + "Endpoint";
  }
}

}  // namespace

std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& names) {
  const std::string_view near = nearest(typed, names);
  return near.empty() ? std::string() : fmt::format("did you mean `{}`?", near);
}

void mend_name(Diagnostic& finding, Range place, std::string_view typed,
               const std::vector<std::string_view>& names) {
  const std::string_view only = only_nearest(typed, names);
  if (!only.empty()) finding.mend(place, std::string(only));
}

void resolve(Project& project, Diagnostics& diagnostics) {
  resolve_roles(project);
  resolve_repositories(project);
  for (Runtime& runtime : project.runtimes) name_runtime(project, runtime);
  resolve_references(project, diagnostics);
  const NameIndex roles = index_of(project.execution_roles, &ExecutionRole::role_name);
  const NameIndex repositories = index_of(project.repositories, &Repository::repository_name);
  for (Runtime& runtime : project.runtimes) {
    fill_claims(runtime);
    fill_size(project, runtime.artifact);
    choose_role(project, roles, runtime, diagnostics);
    choose_repository(project, repositories, runtime.artifact, diagnostics);
  }
  resolve_network(project);
}

std::vector<const RuleInfo*> resolve_rules() {
  std::vector<const RuleInfo*> infos = {&unknown_role, &unknown_repository, &ambiguous_role};
  for (const RuleInfo* info : reference_rules()) infos.push_back(info);
  return infos;
}

}  // namespace agentcore
