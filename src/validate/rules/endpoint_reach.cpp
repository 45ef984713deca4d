#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "agentcore/catalog.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/endpoints.hpp"
#include "validate/known_action.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

using Use = catalog::EndpointService::Use;

Range endpoints_place(const Network& network) {
  return network.vpc_endpoints.written ? network.vpc_endpoints.place : network.place;
}

std::string add_it(std::string_view service) {
  return fmt::format("add `- service: {}`, or set internet_egress: nat", service);
}

void endpoint_missing(const Project& project, const Report& report) {
  if (!needs_endpoints(project)) return;
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    if (service.used_for != Use::start || has_endpoint(project, service.name)) continue;
    report(endpoints_place(*project.network),
           fmt::format("without NAT the runtimes cannot reach {}: {}", service.name, service.why),
           add_it(service.name));
  }
}

void called_endpoint_missing(const Project& project, const Report& report) {
  if (!needs_endpoints(project)) return;
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    const ExecutionRole* role = caller(project, service.used_for);
    if (role == nullptr || has_endpoint(project, service.name)) continue;
    report(endpoints_place(*project.network),
           fmt::format("a role in the network's subnets calls {}, which has no endpoint", service.name),
           add_it(service.name))
        .add_note("the role is here", role->place);
  }
}

bool may_call_every_model(const Project& project) {
  const std::vector<const ExecutionRole*> roles = roles_in_network(project);
  return std::any_of(roles.begin(), roles.end(),
                     [](const ExecutionRole* role) { return !role->bedrock_models; });
}

void model_endpoint_missing(const Project& project, const Report& report) {
  if (!needs_endpoints(project) || !may_call_every_model(project)) return;
  if (caller(project, Use::models) != nullptr) return;  // AC3465 says so
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    if (service.used_for != Use::models || has_endpoint(project, service.name)) continue;
    report(endpoints_place(*project.network),
           fmt::format("a role in the network's subnets may call every model, and {} has no endpoint",
                       service.name),
           fmt::format("add `- service: {}`, or `bedrock_models: []` to the role if it calls none",
                       service.name));
  }
}

void runtime_endpoint_missing(const Project& project, const Report& report) {
  if (!needs_endpoints(project)) return;
  std::vector<std::string_view> missing;
  std::string uses;
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    if (service.used_for != Use::runtime || has_endpoint(project, service.name)) continue;
    missing.push_back(service.name);
    uses += fmt::format("{}{}: {}", uses.empty() ? "" : "; ", service.name, service.why);
  }
  if (missing.empty()) return;
  report(endpoints_place(*project.network),
         fmt::format("the runtimes cannot reach {}, which the default endpoints include", all_of(missing)),
         fmt::format("add those that the agents use ({})", uses));
}

/// Whose endpoints AC3464, AC3465, AC3471 and AC3472 ask for.
struct AskedFor {
  bool models;
  bool secrets;

  [[nodiscard]] bool has(Use use) const {
    if (use == Use::models) return models;
    return use == Use::secrets ? secrets : use != Use::code;
  }
};

std::vector<const catalog::EndpointService*> services_of(std::string_view action_prefix) {
  std::vector<const catalog::EndpointService*> services;
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    if (service.action_prefix == action_prefix) services.push_back(&service);
  }
  return services;
}

/// The edit that gives the network one endpoint more. A written list replaces the default one.
std::string how_to_add(const Project& project, const std::vector<std::string_view>& services) {
  if (project.network->vpc_endpoints.written)
    return fmt::format("add an endpoint of {}, or set internet_egress: nat", one_of(services));
  std::vector<std::string_view> defaults;
  for (const VpcEndpoint& endpoint : endpoints_of(project)) defaults.push_back(endpoint.service_suffix);
  return fmt::format("write vpc_endpoints with {}, and beside them {}; or set internet_egress: nat",
                     all_of(defaults), one_of(services));
}

void action_without_endpoint(const Project& project, const Located<std::string>& action,
                             const AskedFor& asked_for, const Report& report) {
  const std::string prefix = lower_case(action->substr(0, action->find(':')));
  const std::vector<const catalog::EndpointService*> services = services_of(prefix);
  std::vector<std::string_view> names;
  for (const catalog::EndpointService* service : services) {
    if (asked_for.has(service->used_for) || has_endpoint(project, service->name)) return;
    names.push_back(service->name);
  }
  if (names.empty()) return;
  Diagnostic& finding = report(
      action.range,
      fmt::format("calls of `{}` time out: {} has no endpoint, and there is no NAT", *action, one_of(names)),
      how_to_add(project, names));
  const auto& egress = project.network->internet_egress;
  if (egress.written) finding.add_note("internet_egress is none here", egress.range);
}

void actions_without_endpoint(const Project& project, const Report& report) {
  if (!needs_endpoints(project)) return;
  const AskedFor asked_for{caller(project, Use::models) != nullptr || may_call_every_model(project),
                           caller(project, Use::secrets) != nullptr};
  for (const ExecutionRole* role : roles_in_network(project)) {
    std::set<std::string> seen;  // services of this role, one finding each
    for (const Statement& statement : role->statements) {
      if (*statement.effect == Effect::deny) continue;
      for (const Located<std::string>& action : statement.actions) {
        if (!is_known_action(*action)) continue;  // AC3330 and AC3331 say so
        if (seen.insert(lower_case(action->substr(0, action->find(':')))).second)
          action_without_endpoint(project, action, asked_for, report);
      }
    }
  }
}

void ecr_private_dns(const Project& project, const Report& report) {
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (endpoint.service_suffix != "ecr.dkr" || *endpoint.private_dns_enabled) continue;
    report(endpoint.private_dns_enabled.range, "the endpoint of ecr.dkr has no private DNS");
  }
}

void private_dns_off(const Project& project, const Report& report) {
  if (!needs_endpoints(project)) return;
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (endpoint.service_suffix == "ecr.dkr" || is_gateway(endpoint)) continue;  // AC3466; none to have
    if (*endpoint.private_dns_enabled) continue;
    report(endpoint.private_dns_enabled.range,
           fmt::format("the usual name of {} leads to the internet, where the runtimes cannot go",
                       endpoint.service_suffix));
  }
}

constexpr std::string_view agentcore_vpc =
    "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html";
constexpr std::string_view interface_endpoints =
    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";

constexpr ProjectRule table[] = {
    {{"AC3464", "endpoint-missing", Severity::error,
      "Without NAT there are endpoints for all that a container needs to start: ecr.api, ecr.dkr, logs and "
      "s3.",
      "add the endpoint, or set internet_egress: nat", agentcore_vpc,
      "The subnets have no way to the internet, so the pull of the image hangs and the first session fails. "
      "S3 belongs to it since May 2026: AgentCore no longer brings a gateway of its own for new runtimes."},
     endpoint_missing},
    {{"AC3465", "called-endpoint-missing", Severity::error,
      "Without NAT there are endpoints for the services that roles name: Bedrock models and secrets.",
      "add the endpoint, or set internet_egress: nat", agentcore_vpc,
      "The stack deploys and the runtime starts. The agent's first call then waits until its client gives "
      "up, "
      "which reads like a slow model and not like a missing route."},
     called_endpoint_missing},
    {{"AC3466", "ecr-private-dns", Severity::error, "The endpoint of ecr.dkr has private DNS.",
      "set private_dns_enabled: true, or remove the key",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
      "An image URI holds the registry's usual host name. Without private DNS that name resolves to public "
      "addresses, the endpoint is never used, and the pull fails."},
     ecr_private_dns},
    {{"AC3471", "model-endpoint-missing", Severity::warning,
      "Without NAT there is an endpoint of bedrock-runtime where roles may call every model.",
      "add `- service: bedrock-runtime`, or write `bedrock_models: []` if no model is called", agentcore_vpc,
      "A role without bedrock_models may invoke any model, and most agents call one. Without the endpoint "
      "the call never arrives: it ends in a time-out, not in a refusal. Whether the agent calls a model "
      "cannot be seen here, hence a warning."},
     model_endpoint_missing},
    {{"AC3472", "runtime-endpoint-missing", Severity::note,
      "A written list of endpoints includes those of the role's own permissions: bedrock-agentcore, "
      "monitoring "
      "and xray.",
      "add the endpoints that the agents use", agentcore_vpc,
      "The runtime starts without them. What the agent sends there is lost or hangs: traces and metrics are "
      "missing on the dashboard, and calls of memory, tools and identity time out."},
     runtime_endpoint_missing},
    {{"AC3473", "action-without-endpoint", Severity::warning,
      "Without NAT there is an endpoint for each service that a role's statements call.",
      "add the endpoint to vpc_endpoints, or set internet_egress: nat",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
      "A permission opens no route. The call leaves the subnet for a public address that nothing leads to, "
      "and the SDK retries until it times out, often for minutes."},
     actions_without_endpoint},
    {{"AC3476", "private-dns-off", Severity::warning, "Without NAT, interface endpoints have private DNS.",
      "remove private_dns_enabled, or give the agent the endpoint's own host name", interface_endpoints,
      "SDKs call a service by its usual host name. Only private DNS makes that name resolve to the endpoint; "
      "otherwise the endpoint costs money by the hour and the calls time out."},
     private_dns_off},
};

}  // namespace

std::span<const ProjectRule> endpoint_reach() { return table; }

}  // namespace agentcore::rules
