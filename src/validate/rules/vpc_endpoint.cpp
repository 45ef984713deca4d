#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "agentcore/catalog.hpp"
#include "agentcore/resolve.hpp"
#include "decode/suggestion.hpp"
#include "validate/characters.hpp"
#include "validate/endpoints.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

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
  std::unordered_set<std::string> seen;
  for (const VpcEndpoint& endpoint : endpoints_of(project)) {
    const bool is_first =
        seen.insert(pascal_case(endpoint.service_suffix)).second;  // of others AC3463 speaks
    if (!is_first || has_service_form(endpoint.service_suffix)) continue;
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

constexpr ProjectRule table[] = {
    {{"AC3461", "endpoint-service-region", Severity::error,
      "An endpoint's service is one of the config's region.", "write the service's name alone", data_model,
      "An interface endpoint reaches services of its own region. EC2 answers that the service name does not "
      "exist, and the network stack rolls back."},
     service_region},
    {{"AC3462", "endpoint-service-unknown", Severity::warning, "An endpoint's service is a known one.",
      "check the name with `aws ec2 describe-vpc-endpoint-services`",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
      "EC2 answers InvalidServiceName for a misspelt service, and the stack rolls back. AWS adds services "
      "often, and this tool knows those that agents use, hence a warning."},
     service_known},
    {{"AC3463", "endpoint-service-twice", Severity::error, "A service has one endpoint.", "remove the second",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
      "Two endpoints with private DNS claim the same host name, and EC2 refuses the second for a conflicting "
      "DNS domain. Both would also take one logical id in the template."},
     service_twice},
    {{"AC3469", "gateway-route-tables", Severity::error,
      "A gateway endpoint has the route tables of existing subnets.",
      "add `route_table_ids: [rtb-...]` under network, or `vpc_endpoints: existing` if the endpoints are "
      "there",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
      "A gateway endpoint works by routes alone. Without the route tables of the subnets it is made, costs "
      "nothing and does nothing: image layers in S3 stay out of reach and the runtime does not start."},
     gateway_route_tables},
    {{"AC3470", "endpoint-service-form", Severity::error,
      "An endpoint's service is lower-case letters, digits, . and -.",
      "write a service such as bedrock-agentcore or ecr.api",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
      "The name becomes a part of the service name, of a logical id and of an export. EC2 knows no service "
      "with other characters."},
     service_form},
};

}  // namespace

std::span<const ProjectRule> vpc_endpoint() { return table; }

}  // namespace agentcore::rules
