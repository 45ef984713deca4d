#include "validate/endpoints.hpp"

#include <algorithm>

namespace agentcore::rules {
namespace {

bool names(const ExecutionRole& role, catalog::EndpointService::Use use) {
  if (use == catalog::EndpointService::Use::secrets) return !role.secrets.empty();
  return use == catalog::EndpointService::Use::models && role.bedrock_models && !role.bedrock_models->empty();
}

}  // namespace

const std::vector<VpcEndpoint>& endpoints_of(const Project& project) {
  static const std::vector<VpcEndpoint> none;
  return project.network ? project.network->vpc_endpoints.list : none;
}

bool is_gateway(const VpcEndpoint& endpoint) {
  const catalog::EndpointService* service = catalog::find_endpoint_service(endpoint.service_suffix);
  return service != nullptr && service->gateway;
}

bool has_endpoint(const Project& project, std::string_view service) {
  const auto& endpoints = endpoints_of(project);
  return std::any_of(endpoints.begin(), endpoints.end(), [=](const VpcEndpoint& endpoint) {
    const std::string_view suffix = endpoint.service_suffix;
    const bool of_other_region = suffix.starts_with("com.amazonaws.") && suffix.ends_with(service) &&
                                 suffix[suffix.size() - service.size() - 1] == '.';
    return suffix == service || of_other_region;
  });
}

bool is_network_used(const Project& project) {
  return std::any_of(project.runtimes.begin(), project.runtimes.end(), [](const Runtime& runtime) {
    return runtime.network_configuration.uses_network_stack();
  });
}

bool needs_endpoints(const Project& project) {
  if (!project.network || project.network->vpc_endpoints.existing) return false;
  return *project.network->internet_egress != InternetEgress::nat && is_network_used(project);
}

std::vector<const ExecutionRole*> roles_in_network(const Project& project) {
  std::vector<bool> seen(project.execution_roles.size());
  std::vector<const ExecutionRole*> roles;
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.network_configuration.uses_network_stack() || !runtime.role_index) continue;
    if (seen[*runtime.role_index]) continue;
    seen[*runtime.role_index] = true;
    roles.push_back(&project.execution_roles[*runtime.role_index]);
  }
  return roles;
}

const ExecutionRole* caller(const Project& project, catalog::EndpointService::Use use) {
  for (const ExecutionRole* role : roles_in_network(project)) {
    if (names(*role, use)) return role;
  }
  return nullptr;
}

}  // namespace agentcore::rules
