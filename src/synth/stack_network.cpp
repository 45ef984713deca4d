#include <algorithm>

#include "synth/assemble.hpp"
#include "synth/resources/network.hpp"
#include "synth/stacks.hpp"

namespace agentcore {

namespace {

/// All of it can exist already.
bool makes_anything(const Network& network) {
  const auto made = [](const Subnet& subnet) { return subnet.cidr.has_value(); };
  return network.makes_vpc() || network.makes_runtime_group() || network.flow_logs ||
         !network.vpc_endpoints.list.empty() ||
         std::any_of(network.private_agent_subnets.begin(), network.private_agent_subnets.end(), made);
}

}  // namespace

void add_network_stack(const Project& project, MadeStacks& made) {
  if (!project.network || !makes_anything(*project.network)) return;
  StackBuilder builder(project, StackKind::network);
  const Network& network = *project.network;
  const Json vpc_id = add_vpc(builder, network);
  const std::vector<Json> route_tables = add_private_agent_tier(builder, network, vpc_id);
  if (network.makes_vpc() && *network.internet_egress == InternetEgress::nat)
    add_nat(builder, network, vpc_id);
  add_security_groups(builder, network, vpc_id);
  for (const VpcEndpoint& endpoint : network.vpc_endpoints.list) {
    add_vpc_endpoint(builder, network, endpoint, vpc_id, route_tables);
  }
  if (network.flow_logs) add_flow_logs(builder, *network.flow_logs, vpc_id);
  Stack stack = make_stack(project, StackKind::network, 1, "Network");
  append(stack, builder.take());
  made.add(std::move(stack));
}

}  // namespace agentcore
