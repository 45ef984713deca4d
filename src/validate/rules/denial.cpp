#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "validate/rule.hpp"
#include "validate/wildcard.hpp"

namespace agentcore::rules {
namespace {

/// What a role must be allowed.
struct Need {
  std::string_view action;
  std::string resource;
  std::string_view purpose;
};

/// What stands in an ARN for an account that is not known: only a `*` matches it.
constexpr std::string_view unknown_account = "-";

std::string_view account_of(const Project& project) {
  return project.account_id ? std::string_view(project.account_id->value.text) : unknown_account;
}

std::string arn(const Project& project, std::string_view service, std::string_view account,
                std::string_view resource) {
  const catalog::Region* region = catalog::find_region(*project.region);
  return fmt::format("arn:{}:{}:{}:{}:{}", region == nullptr ? "aws" : region->partition, service,
                     *project.region, account, resource);
}

/// Of an image whose repository is known here.
std::optional<std::string> repository_arn(const Project& project, const Artifact& artifact) {
  if (const ContainerUri* uri = literal_of(artifact.container_uri)) {
    return arn(project, "ecr", uri->account, "repository/" + uri->repository);
  }
  if (!artifact.repository_index) return std::nullopt;
  const Repository& repository = project.repositories[*artifact.repository_index];
  return arn(project, "ecr", account_of(project), "repository/" + *repository.repository_name);
}

void add_image(const Project& project, const Artifact& artifact, std::vector<Need>& needs) {
  const auto repository = repository_arn(project, artifact);
  if (!repository) return;
  constexpr std::string_view purpose = "to pull its image";
  needs.push_back({"ecr:GetAuthorizationToken", "*", purpose});
  needs.push_back({"ecr:BatchGetImage", *repository, purpose});
  needs.push_back({"ecr:GetDownloadUrlForLayer", *repository, purpose});
}

void add_logs(const Project& project, const Runtime& runtime, std::vector<Need>& needs) {
  constexpr std::string_view purpose = "to write logs";
  const std::string group = fmt::format("log-group:/aws/bedrock-agentcore/runtimes/{}-x", runtime.aws_name);
  const std::string_view account = account_of(project);
  needs.push_back({"logs:CreateLogGroup", arn(project, "logs", account, group), purpose});
  for (const std::string_view action : {"logs:CreateLogStream", "logs:PutLogEvents"}) {
    needs.push_back({action, arn(project, "logs", account, group + ":log-stream:x"), purpose});
  }
}

std::string model_arn(const Project& project, const std::string& model) {
  if (model.starts_with("arn:")) return model;
  for (const std::string_view prefix : catalog::inference_profile_prefixes()) {
    if (model.starts_with(prefix))
      return arn(project, "bedrock", account_of(project), "inference-profile/" + model);
  }
  return arn(project, "bedrock", "", "foundation-model/" + model);
}

/// A role that names no models is allowed all, and a Deny may well narrow that.
void add_models(const Project& project, const ExecutionRole& role, std::vector<Need>& needs) {
  if (!role.bedrock_models) return;
  for (const Located<std::string>& model : *role.bedrock_models) {
    if (model->find('*') != std::string::npos) continue;
    needs.push_back({"bedrock:InvokeModel", model_arn(project, *model), "for the models of bedrock_models"});
  }
}

/// By role. Of the runtimes of a role the first speaks for all, so that a long list stays cheap.
std::vector<std::vector<Need>> needs_of_roles(const Project& project) {
  std::vector<std::vector<Need>> needs(project.execution_roles.size());
  std::vector<bool> pulls(needs.size());
  std::vector<bool> logs(needs.size());
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.role_index) continue;
    const std::size_t role = *runtime.role_index;
    if (!logs[role]) add_logs(project, runtime, needs[role]);
    logs[role] = true;
    if (runtime.artifact.code || pulls[role]) continue;
    add_image(project, runtime.artifact, needs[role]);
    pulls[role] = true;
  }
  for (std::size_t i = 0; i < needs.size(); ++i) add_models(project, project.execution_roles[i], needs[i]);
  return needs;
}

bool names_resource(const Statement& statement, std::string_view resource) {
  return std::any_of(statement.resources.items.begin(), statement.resources.items.end(),
                     [=](const Value<std::string>& pattern) {
                       const std::string* text = judged(pattern).text;
                       return text != nullptr && matches_wildcard(*text, resource);
                     });
}

const Need* denied(const Statement& statement, std::string_view action, const std::vector<Need>& needs) {
  for (const Need& need : needs) {
    if (matches_wildcard(action, need.action, true) && names_resource(statement, need.resource)) return &need;
  }
  return nullptr;
}

void denied_need(const Project& project, const Report& report) {
  const auto needs = needs_of_roles(project);
  for (std::size_t i = 0; i < needs.size(); ++i) {
    for (const Statement& statement : project.execution_roles[i].statements) {
      if (*statement.effect == Effect::allow || statement.condition) continue;
      for (const Located<std::string>& action : statement.actions) {
        const Need* need = denied(statement, *action == "*" ? "*:*" : *action, needs[i]);
        if (need == nullptr) continue;
        report(action.range,
               fmt::format("the role is denied {}, which it needs {}", need->action, need->purpose));
      }
    }
  }
}

constexpr ProjectRule table[] = {
    {{"AC3332", "denied-need", Severity::error, "No statement denies what the runtime needs.",
      "remove the action, or narrow the statement's resources or condition",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html; "
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html",
      "A Deny wins over every Allow, those that this program adds included. Without the ECR actions the "
      "service "
      "cannot validate the image and the stack rolls back; without the others the agent starts blind or is "
      "refused at its first call of a model."},
     denied_need},
};

}  // namespace

std::span<const ProjectRule> denial() { return table; }

}  // namespace agentcore::rules
