#include "agentcore/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "agentcore/catalog.hpp"
#include "decode/suggestion.hpp"
#include "resolve/network.hpp"

namespace agentcore {
namespace {

constexpr RuleInfo unknown_role{"AC2501",
                                "unknown-role",
                                Severity::error,
                                "A runtime's execution_role is a role of this config, or an ARN.",
                                "name a role_name of execution_roles, or write the ARN of an existing role",
                                "the data model, Execution Role"};
constexpr RuleInfo unknown_repository{"AC2502",
                                      "unknown-repository",
                                      Severity::error,
                                      "An artifact's repository is a repository of this config.",
                                      "name a repository_name of repositories, or write a container_uri",
                                      "the data model, Agent Runtime Artifact"};
constexpr RuleInfo ambiguous_role{"AC2503",
                                  "ambiguous-role",
                                  Severity::error,
                                  "Where there are several roles, each runtime says which is its own.",
                                  "add `execution_role: <role_name>`",
                                  "the data model, Execution Role"};

constexpr std::string_view default_repository = "agent-images";

/// Index of each name; the first wins, since a rule reports the second.
using NameIndex = std::unordered_map<std::string_view, std::size_t>;

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
    return !runtime.execution_role || runtime.execution_role->value.text == default_role_name(project);
  });
}

NameIndex resolve_roles(Project& project) {
  if (needs_default_role(project)) {
    ExecutionRole& role = project.execution_roles.emplace_back();
    role.place = role.role_name.range = role.max_session_duration.range = project.project.range;
  }
  NameIndex index;
  for (std::size_t i = 0; i < project.execution_roles.size(); ++i) {
    ExecutionRole& role = project.execution_roles[i];
    set_default(role.role_name, default_role_name(project));
    const bool is_default = *role.role_name == default_role_name(project);
    role.logical_id = is_default ? "AgentExecutionRole" : pascal_case(*role.role_name) + "Role";
    index.emplace(*role.role_name, i);
  }
  return index;
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

std::string did_you_mean(std::string_view typed, const std::vector<std::string_view>& names) {
  const std::string_view near = nearest(typed, names);
  return near.empty() ? std::string() : fmt::format("did you mean `{}`?", near);
}

void choose_role(const Project& project, const NameIndex& roles, Runtime& runtime, Diagnostics& diagnostics) {
  if (!runtime.execution_role) return choose_only_role(project, runtime, diagnostics);
  const RoleReference& reference = **runtime.execution_role;
  if (reference.arn) return;
  if (const auto at = roles.find(reference.text); at != roles.end()) {
    runtime.role_index = at->second;
    return;
  }
  diagnostics.report(
      unknown_role, runtime.execution_role->range,
      fmt::format("no execution role is named `{}`", reference.text),
      did_you_mean(reference.text, names_of(project.execution_roles, &ExecutionRole::role_name)));
}

// --- repositories ---------------------------------------------------------------------------------------

bool is_of_this_config(const Project& project, const ContainerUri& uri) {
  return uri.region == *project.region && project.account_id && uri.account == project.account_id->value.text;
}

std::string_view repository_named_by(const Project& project, const Artifact& artifact) {
  if (artifact.repository) return **artifact.repository;
  if (artifact.container_uri && is_of_this_config(project, **artifact.container_uri)) {
    return artifact.container_uri->value.repository;
  }
  return {};
}

bool needs_default_repository(const Project& project) {
  if (!project.repositories.empty()) return false;
  return std::any_of(project.runtimes.begin(), project.runtimes.end(), [&](const Runtime& runtime) {
    return repository_named_by(project, runtime.artifact) == default_repository;
  });
}

NameIndex resolve_repositories(Project& project) {
  if (needs_default_repository(project)) {
    Repository& repository = project.repositories.emplace_back();
    repository.place = repository.repository_name.range = project.project.range;
  }
  NameIndex index;
  for (std::size_t i = 0; i < project.repositories.size(); ++i) {
    Repository& repository = project.repositories[i];
    set_default(repository.repository_name, std::string(default_repository));
    repository.logical_id = pascal_case(*repository.repository_name) + "Repository";
    index.emplace(*repository.repository_name, i);
  }
  return index;
}

void choose_repository(const Project& project, const NameIndex& repositories, Artifact& artifact,
                       Diagnostics& diagnostics) {
  const std::string_view name = repository_named_by(project, artifact);
  if (const auto at = repositories.find(name); at != repositories.end()) {
    artifact.repository_index = at->second;
  } else if (artifact.repository) {
    std::vector<std::string_view> names = names_of(project.repositories, &Repository::repository_name);
    if (names.empty()) names.push_back(default_repository);
    diagnostics.report(unknown_repository, artifact.repository->range,
                       fmt::format("no repository is named `{}`", name), did_you_mean(name, names));
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

void resolve(Project& project, Diagnostics& diagnostics) {
  const NameIndex roles = resolve_roles(project);
  const NameIndex repositories = resolve_repositories(project);
  for (Runtime& runtime : project.runtimes) {
    name_runtime(project, runtime);
    fill_size(project, runtime.artifact);
    choose_role(project, roles, runtime, diagnostics);
    choose_repository(project, repositories, runtime.artifact, diagnostics);
  }
  resolve_network(project);
}

std::vector<const RuleInfo*> resolve_rules() { return {&unknown_role, &unknown_repository, &ambiguous_role}; }

}  // namespace agentcore
