#pragma once

// The resources of the network stack, a function for each part. `vpc_id` is a Ref or an existing id.

#include <vector>

#include "agentcore/catalog.hpp"
#include "synth/stack_builder.hpp"

namespace agentcore {

/// Makes the VPC, unless it exists. Returns its id.
Json add_vpc(StackBuilder& builder, const Network& network);

/// Makes the PrivateAgent subnets, each with a route table. Returns all route tables, existing ones too.
std::vector<Json> add_private_agent_tier(StackBuilder& builder, const Network& network, const Json& vpc_id);

/// Makes the public tier: internet gateway, public subnets, NAT gateways, and the default routes to them.
void add_nat(StackBuilder& builder, const Network& network, const Json& vpc_id);

/// Makes the runtimes' group and, where there are interface endpoints, theirs, with rules between the two.
void add_security_groups(StackBuilder& builder, const Network& network, const Json& vpc_id);

void add_vpc_endpoint(StackBuilder& builder, const Network& network, const VpcEndpoint& endpoint,
                      const Json& vpc_id, const std::vector<Json>& route_tables);

void add_flow_logs(StackBuilder& builder, const FlowLogs& flow_logs, const Json& vpc_id);

// Logical ids that several parts share.
std::string zone_id(std::string_view prefix, const Subnet& subnet);  ///< "PrivateAgentSubnet" + "Use1Az1"
Json subnet_id(StackBuilder& builder, const Subnet& subnet);         ///< Ref of a made one, else its id
bool is_gateway(const VpcEndpoint& endpoint);

}  // namespace agentcore
