#pragma once

// What several rules ask about the VPC endpoints of a config.

#include <string_view>
#include <vector>

#include "agentcore/catalog.hpp"
#include "agentcore/model/project.hpp"

namespace agentcore::rules {

/// The endpoints that the network stack makes. None where there is no network section.
const std::vector<VpcEndpoint>& endpoints_of(const Project& project);

/// Whether it is made as a gateway endpoint (s3, dynamodb).
bool is_gateway(const VpcEndpoint& endpoint);

/// Whether a service has an endpoint. One that names it in another region counts: AC3461 says so already.
bool has_endpoint(const Project& project, std::string_view service);

/// Whether a runtime stands in the network's subnets.
bool is_network_used(const Project& project);

/// Endpoints are judged where they are the only way out, and somebody stands in the subnets.
bool needs_endpoints(const Project& project);

/// The roles of the runtimes in the network's subnets, each once. Those named by ARN are not known.
std::vector<const ExecutionRole*> roles_in_network(const Project& project);

/// A role in the network's subnets that names what a service is used for: models or secrets. nullptr: none.
const ExecutionRole* caller(const Project& project, catalog::EndpointService::Use use);

}  // namespace agentcore::rules
