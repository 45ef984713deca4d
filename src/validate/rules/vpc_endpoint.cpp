#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "agentcore/catalog.hpp"
#include "agentcore/document.hpp"
#include "agentcore/resolve.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

const std::vector<VpcEndpoint>& endpoints_of(const Project& project) {
  static const std::vector<VpcEndpoint> none;
  return project.network ? project.network->vpc_endpoints.list : none;
}

bool is_gateway(const VpcEndpoint& endpoint) {
  const catalog::EndpointService* service = catalog::find_endpoint_service(endpoint.service_suffix);
  return service != nullptr && service->gateway;
}

bool has_service_form(std::string_view service) {
  constexpr std::size_t longest = 100;  // of AWS none comes near; the name is part of an export's
  return !service.empty() && service.size() <= longest &&
         std::all_of(service.begin(), service.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '.' || c == '-'; });
}

bool is_of_other_region(const VpcEndpoint& endpoint) {
  return endpoint.service_suffix.starts_with("com.amazonaws.");
}

void service_region(const Project& project, const Report& report) {
  if (catalog::find_region(*project.region) == nullptr) return;  // AC3003 says so
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (!is_of_other_region(endpoint)) continue;
    report(endpoint.service.range,
           fmt::format("`{}` is not an AWS service of region {}", *endpoint.service, *project.region),
           fmt::format("write the service alone, such as bedrock-agentcore, or com.amazonaws.{}.<service>",
                       *project.region))
        .add_note("the region is set here", project.region.range);
  }
}

void service_form(const Project& project, const Report& report) {
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (has_service_form(endpoint.service_suffix)) continue;
    report(endpoint.service.range, fmt::format("`{}` is not the name of a service", *endpoint.service));
  }
}

void service_known(const Project& project, const Report& report) {
  std::vector<std::string_view> names;
  for (const catalog::EndpointService& service : catalog::endpoint_services()) names.push_back(service.name);
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    const std::string& suffix = endpoint.service_suffix;
    if (is_of_other_region(endpoint) || !has_service_form(suffix) ||
        catalog::find_endpoint_service(suffix) != nullptr)
      continue;
    const std::string_view near = nearest(suffix, names);
    Diagnostic& finding = report(endpoint.service.range, fmt::format("the service `{}` is not known", suffix),
                                 near.empty() ? "" : fmt::format("did you mean `{}`?", near));
    constexpr std::size_t shortest = 6;  // `ecs` is near to `ecr`, and a service of its own
    const std::string_view only = suffix.size() < shortest ? std::string_view() : only_nearest(suffix, names);
    if (!only.empty()) finding.mend(endpoint.service.range, std::string(only));
  }
}

/// `ecr-api` and `ecr.api` would take one logical id.
void service_twice(const Project& project, const Report& report) {
  std::unordered_map<std::string, Range> seen;
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    const auto [first, fresh] = seen.emplace(pascal_case(endpoint.service_suffix), endpoint.service.range);
    if (fresh) continue;
    report(endpoint.service.range, fmt::format("a second endpoint is for `{}`", endpoint.service_suffix))
        .add_note("the first is here", first->second);
  }
}

/// Endpoints are judged where they are the only way out, and somebody stands in the subnets.
bool needs_endpoints(const Project& project) {
  if (!project.network || project.network->vpc_endpoints.existing) return false;
  if (*project.network->internet_egress == InternetEgress::nat) return false;
  return std::any_of(project.runtimes.begin(), project.runtimes.end(), [](const Runtime& runtime) {
    return runtime.network_configuration.uses_network_stack();
  });
}

bool has_endpoint(const Project& project, std::string_view service) {
  const auto& endpoints = endpoints_of(project);
  return std::any_of(endpoints.begin(), endpoints.end(),
                     [=](const VpcEndpoint& endpoint) { return endpoint.service_suffix == service; });
}

Range endpoints_place(const Network& network) {
  return network.vpc_endpoints.written ? network.vpc_endpoints.place : network.place;
}

void endpoint_missing(const Project& project, const Report& report) {
  if (!needs_endpoints(project)) return;
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    if (service.used_for != catalog::EndpointService::Use::start || has_endpoint(project, service.name))
      continue;
    report(endpoints_place(*project.network),
           fmt::format("without NAT the runtimes cannot reach {}: {}", service.name, service.why),
           fmt::format("add `- service: {}`, or set internet_egress: nat", service.name));
  }
}

bool calls(const ExecutionRole& role, catalog::EndpointService::Use use) {
  if (use == catalog::EndpointService::Use::secrets) return !role.secrets.empty();
  return use == catalog::EndpointService::Use::models && role.bedrock_models && !role.bedrock_models->empty();
}

/// A role of a runtime in the network's subnets that names what the service serves. nullptr: none.
const ExecutionRole* caller(const Project& project, catalog::EndpointService::Use use) {
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.network_configuration.uses_network_stack() || !runtime.role_index) continue;
    const ExecutionRole& role = project.execution_roles[*runtime.role_index];
    if (calls(role, use)) return &role;
  }
  return nullptr;
}

void called_endpoint_missing(const Project& project, const Report& report) {
  if (!needs_endpoints(project)) return;
  for (const catalog::EndpointService& service : catalog::endpoint_services()) {
    const ExecutionRole* role = caller(project, service.used_for);
    if (role == nullptr || has_endpoint(project, service.name)) continue;
    report(endpoints_place(*project.network),
           fmt::format("a role in the network's subnets calls {}, which has no endpoint", service.name),
           fmt::format("add `- service: {}`, or set internet_egress: nat", service.name))
        .add_note("the role is here", role->place);
  }
}

void private_dns(const Project& project, const Report& report) {
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (endpoint.service_suffix != "ecr.dkr" || *endpoint.private_dns_enabled) continue;
    report(endpoint.private_dns_enabled.range, "the endpoint of ecr.dkr has no private DNS");
  }
}

void invoke_only_elsewhere(const Project& project, const Report& report) {
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    if (endpoint.endpoint_policy->kind != EndpointPolicy::Kind::invoke_only) continue;
    if (endpoint.service_suffix == "bedrock-agentcore") continue;
    report(endpoint.endpoint_policy.range,
           fmt::format("invoke_only on the endpoint of {} would refuse every call", endpoint.service_suffix));
  }
}

const Node* find(const Node& mapping, std::string_view key) {
  for (const Entry& entry : mapping.entries) {
    if (entry.key->text == key && !entry.value->removed) return &structure_of(*entry.value);
  }
  return nullptr;
}

bool has(const Node& mapping, std::string_view key) {
  const Node* value = find(mapping, key);
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
  const Node* effect = find(statement, "Effect");
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
    const Node* statements = find(*policy, "Statement");
    if (statements == nullptr || statements->items.empty()) {
      report(endpoint.endpoint_policy.range, "the policy has no list of statements under `Statement`");
      continue;
    }
    for (const Node* statement : statements->items) check_statement(*statement, report);
  }
}

void gateway_route_tables(const Project& project, const Report& report) {
  if (!project.network || project.network->makes_vpc() || !project.network->route_table_ids.empty()) return;
  const Network& network = *project.network;
  const auto existing =
      std::find_if(network.private_agent_subnets.begin(), network.private_agent_subnets.end(),
                   [](const Subnet& subnet) { return subnet.subnet_id.has_value(); });
  const auto& endpoints = network.vpc_endpoints.list;
  const auto gateway = std::find_if(endpoints.begin(), endpoints.end(), is_gateway);
  if (existing == network.private_agent_subnets.end() || gateway == endpoints.end()) return;
  report(gateway->service.written ? gateway->service.range : existing->place,
         fmt::format("the gateway endpoint of {} needs the route tables of the existing subnets",
                     gateway->service_suffix))
      .add_note("an existing subnet is here", existing->subnet_id->range);
}

constexpr std::string_view data_model = "the data model, VPC Interface Endpoint";
constexpr std::string_view agentcore_vpc =
    "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html";

constexpr ProjectRule table[] = {
    {{"AC3461", "endpoint-service-region", Severity::error,
      "An endpoint's service is one of the config's region.", "write the service's name alone", data_model},
     service_region},
    {{"AC3462", "endpoint-service-unknown", Severity::warning, "An endpoint's service is a known one.",
      "check the name with `aws ec2 describe-vpc-endpoint-services`",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"},
     service_known},
    {{"AC3463", "endpoint-service-twice", Severity::error, "A service has one endpoint.", "remove the second",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"},
     service_twice},
    {{"AC3464", "endpoint-missing", Severity::error,
      "Without NAT there are endpoints for all that a container needs to start: ecr.api, ecr.dkr, logs and "
      "s3.",
      "add the endpoint, or set internet_egress: nat", agentcore_vpc},
     endpoint_missing},
    {{"AC3465", "called-endpoint-missing", Severity::error,
      "Without NAT there are endpoints for the services that roles name: Bedrock models and secrets.",
      "add the endpoint, or set internet_egress: nat", agentcore_vpc},
     called_endpoint_missing},
    {{"AC3466", "ecr-private-dns", Severity::error, "The endpoint of ecr.dkr has private DNS.",
      "set private_dns_enabled: true, or remove the key",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"},
     private_dns},
    {{"AC3467", "invoke-only-elsewhere", Severity::error,
      "invoke_only is for the endpoint of bedrock-agentcore.", "use vpc_only, or write the policy out",
      data_model},
     invoke_only_elsewhere},
    {{"AC3468", "endpoint-policy-statements", Severity::error,
      "An endpoint policy is a list of statements, each with Effect, Principal, Action and Resource.",
      "write `Statement:` and under it `- {Effect: Allow, Principal: \"*\", Action: ..., Resource: ...}`",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"},
     policy_statements},
    {{"AC3469", "gateway-route-tables", Severity::error,
      "A gateway endpoint has the route tables of existing subnets.",
      "add `route_table_ids: [rtb-...]` under network, or `vpc_endpoints: existing` if the endpoints are "
      "there",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"},
     gateway_route_tables},
    {{"AC3470", "endpoint-service-form", Severity::error,
      "An endpoint's service is lower-case letters, digits, . and -.",
      "write a service such as bedrock-agentcore or ecr.api",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"},
     service_form},
};

}  // namespace

std::span<const ProjectRule> vpc_endpoint() { return table; }

}  // namespace agentcore::rules
