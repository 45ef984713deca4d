#include <fmt/format.h>

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "agentcore/document.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/endpoints.hpp"
#include "validate/policy_statement.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

using Use = catalog::EndpointService::Use;
constexpr std::string_view data_plane = "bedrock-agentcore";

void invoke_only_elsewhere(const Project& project, const Report& report) {
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (endpoint.endpoint_policy->kind != EndpointPolicy::Kind::invoke_only) continue;
    if (endpoint.service_suffix == data_plane) continue;
    report(endpoint.endpoint_policy.range,
           fmt::format("invoke_only on the endpoint of {} would refuse every call", endpoint.service_suffix));
  }
}

bool has(const Node& mapping, std::string_view key) {
  const Node* value = find_member(mapping, key);
  return value != nullptr && value->kind != Node::Kind::null;
}

void check_statement(const Node& statement, const Report& report) {
  if (statement.kind != Node::Kind::mapping) {
    report(statement.range, "a statement is a mapping");
    return;
  }
  for (const std::string_view key : {"Effect", "Principal", "Action", "Resource"}) {
    const bool may_be_negated = key != "Effect";
    if (has(statement, key) || (may_be_negated && has(statement, "Not" + std::string(key)))) continue;
    report(item_header(statement), fmt::format("the statement has no `{}`", key));
  }
  const Node* effect = find_member(statement, "Effect");
  if (effect != nullptr && effect->kind == Node::Kind::scalar && effect->text != "Allow" &&
      effect->text != "Deny") {
    Diagnostic& finding =
        report(effect->range, fmt::format("the effect is `{}`", effect->text), "write Allow or Deny");
    for (const char* known : {"Allow", "Deny"}) {
      if (lower_case(effect->text) == lower_case(known)) finding.mend(effect->range, known);
    }
  }
}

void policy_statements(const Project& project, const Report& report) {
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    const Node* policy = endpoint.endpoint_policy->document;
    if (policy == nullptr) continue;
    const Node* statements = find_member(*policy, "Statement");
    if (statements != nullptr && statements->kind == Node::Kind::mapping) {
      check_statement(*statements, report);
      continue;
    }
    if (statements == nullptr || statements->items.empty()) {
      report(endpoint.endpoint_policy.range, "the policy has no statements under `Statement`");
      continue;
    }
    for (const Node* statement : statements->items) check_statement(*statement, report);
  }
}

using Statements = std::vector<PolicyStatement>;

/// The statements of a policy that is written out and whole. None: there is none, or AC3468 has its findings.
Statements whole_statements(const VpcEndpoint& endpoint) {
  Statements statements;
  if (endpoint.endpoint_policy->document == nullptr) return statements;
  for (const Node* mapping : statements_of(*endpoint.endpoint_policy->document)) {
    statements.emplace_back(*mapping);
    if (!statements.back().is_complete()) return {};
  }
  return statements;
}

bool has_container(const Project& project) {
  return std::any_of(project.runtimes.begin(), project.runtimes.end(), [](const Runtime& runtime) {
    return runtime.network_configuration.uses_network_stack() && !runtime.artifact.code;
  });
}

/// "arn:{partition}:s3:::..." of the config's region.
std::string arn_of(const catalog::EndpointService& service, const Project& project) {
  const catalog::Region* region = catalog::find_region(*project.region);
  if (service.needs_of.empty() || region == nullptr) return "";
  return fmt::format(fmt::runtime(service.needs_of), fmt::arg("partition", region->partition),
                     fmt::arg("region", region->name));
}

/// Reports the first statement that denies an action to everybody, whatever else allows it.
bool report_denied(const Statements& statements, std::string_view action, const std::string& arn,
                   const catalog::EndpointService& service, const Report& report) {
  for (const PolicyStatement& statement : statements) {
    if (!statement.denies() || statement.is_conditional() || !statement.is_for_everybody()) continue;
    if (!statement.covers_action(action) || !statement.covers_resource(arn)) continue;
    report(item_header(statement.mapping()),
           fmt::format("this statement denies {} on the endpoint of {}", action, service.name),
           "remove the statement, or give it a Condition that spares the runtimes");
    return true;
  }
  return false;
}

void check_policy(const Project& project, const VpcEndpoint& endpoint,
                  const catalog::EndpointService& service, const Report& report) {
  const Statements statements = whole_statements(endpoint);
  if (statements.empty()) return;
  const std::string arn = arn_of(service, project);
  const std::string_view account = project.account_id ? std::string_view((*project.account_id)->text) : "";
  std::vector<std::string_view> missing;
  for (const std::string_view action : service.needs) {
    if (report_denied(statements, action, arn, service, report)) return;
    const bool allowed =
        std::any_of(statements.begin(), statements.end(), [&](const PolicyStatement& statement) {
          return statement.allows() && statement.may_be_for(account) && statement.touches_action(action) &&
                 statement.touches_resource(arn);
        });
    if (!allowed) missing.push_back(action);
  }
  if (missing.empty()) return;
  report(endpoint.endpoint_policy.range,
         fmt::format("the policy of the endpoint of {} does not allow {}{}", service.name, all_of(missing),
                     arn.empty() ? "" : " on " + arn));
}

void policy_blocks(const Project& project, const Report& report) {
  if (!is_network_used(project)) return;
  const bool containers = has_container(project);
  const bool models = caller(project, Use::models) != nullptr;
  const bool secrets = caller(project, Use::secrets) != nullptr;
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    const catalog::EndpointService* service = catalog::find_endpoint_service(endpoint.service_suffix);
    if (service == nullptr) continue;
    const Use use = service->used_for;
    if ((use == Use::start && containers) || (use == Use::models && models) ||
        (use == Use::secrets && secrets))
      check_policy(project, endpoint, *service, report);
  }
}

/// Whether callers that no IAM principal stands for may do it.
bool is_open(const Statements& statements, std::string_view action) {
  return std::any_of(statements.begin(), statements.end(), [=](const PolicyStatement& statement) {
    return statement.allows() && statement.is_for_everybody() && statement.touches_action(action);
  });
}

constexpr std::string_view invoke = "bedrock-agentcore:InvokeAgentRuntime";
constexpr std::string_view metadata = "bedrock-agentcore:GetRuntimeProtectedResourceMetadata";

/// What callers with a token need, and the endpoint's policy does not let through.
std::vector<std::string_view> closed_to_tokens(const VpcEndpoint& endpoint) {
  if (endpoint.endpoint_policy->kind == EndpointPolicy::Kind::invoke_only) return {metadata};
  const Statements statements = whole_statements(endpoint);
  std::vector<std::string_view> closed;
  if (statements.empty()) return closed;
  for (const std::string_view action : {invoke, metadata}) {
    if (!is_open(statements, action)) closed.push_back(action);
  }
  return closed;
}

void policy_refuses_tokens(const Project& project, const Report& report) {
  const auto runtime = std::find_if(project.runtimes.begin(), project.runtimes.end(),
                                    [](const Runtime& each) { return each.authorizer != nullptr; });
  if (runtime == project.runtimes.end()) return;
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (endpoint.service_suffix != data_plane) continue;
    const std::vector<std::string_view> closed = closed_to_tokens(endpoint);
    if (closed.empty()) continue;
    report(endpoint.endpoint_policy.range,
           fmt::format("the endpoint's policy does not let callers with a token do {}", all_of(closed)))
        .add_note("the authorizer is here", runtime->authorizer->place);
  }
}

constexpr std::string_view data_model = "the data model, VPC Interface Endpoint";
constexpr std::string_view endpoint_policies =
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html";

constexpr ProjectRule table[] = {
    {{"AC3467", "invoke-only-elsewhere", Severity::error,
      "invoke_only is for the endpoint of bedrock-agentcore.", "use vpc_only, or write the policy out",
      data_model,
      "The policy allows one action, InvokeAgentRuntime. Another service has no such action, so its endpoint "
      "would answer every call with access denied."},
     invoke_only_elsewhere},
    {{"AC3468", "endpoint-policy-statements", Severity::error,
      "An endpoint policy is statements, each with Effect, Principal, Action and Resource.",
      "write `Statement:` and under it `- {Effect: Allow, Principal: \"*\", Action: ..., Resource: ...}`",
      endpoint_policies,
      "EC2 refuses the policy as malformed when it makes the endpoint, and the network stack rolls back with "
      "all that it made before."},
     policy_statements},
    {{"AC3474", "endpoint-policy-blocks", Severity::error,
      "A written endpoint policy lets through what the runtimes need to start and what their roles call.",
      "add the action to a statement with Effect Allow for principals of this account, or remove "
      "endpoint_policy",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html",
      "All that is not allowed by an endpoint's policy is refused there, whatever the role may do. The stack "
      "deploys; then the image is not pulled, no log arrives, or the agent gets access denied with its own "
      "role's policy looking right. ECR keeps the layers of images in a bucket of its own in each region, so "
      "an S3 policy must name that one as well."},
     policy_blocks},
    {{"AC3475", "endpoint-policy-tokens", Severity::warning,
      "Where a runtime has an authorizer, the policy of the endpoint of bedrock-agentcore is open to callers "
      "without an IAM identity.",
      "write the policy out with `Principal: \"*\"` and both actions, InvokeAgentRuntime and "
      "GetRuntimeProtectedResourceMetadata",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/vpc-interface-endpoints.html",
      "A caller with a JSON Web Token is no IAM principal, so a policy that names principals refuses it. "
      "Clients also read from the runtime's metadata where to get a token. A warning, since callers may come "
      "another way than through this endpoint."},
     policy_refuses_tokens},
};

}  // namespace

std::span<const ProjectRule> endpoint_policy() { return table; }

}  // namespace agentcore::rules
