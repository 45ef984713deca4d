#include <fmt/format.h>

#include "agentcore/resolve.hpp"
#include "synth/policy.hpp"
#include "synth/resources/network.hpp"

namespace agentcore {
namespace {

Json policy_of(const VpcEndpoint& endpoint, const Json& vpc_id) {
  const EndpointPolicy& policy = *endpoint.endpoint_policy;
  if (policy.kind == EndpointPolicy::Kind::written_out) return written_policy(*policy.document);
  if (policy.kind == EndpointPolicy::Kind::invoke_only) return fixed_policy("vpc-endpoint-invoke-only");
  return fixed_policy("vpc-endpoint-vpc-only", "VpcId", vpc_id);
}

Json subnet_ids(StackBuilder& builder, const Network& network) {
  Json ids = Json::array();
  for (const Subnet& subnet : network.private_agent_subnets) ids.push_back(subnet_id(builder, subnet));
  return ids;
}

}  // namespace

bool is_gateway(const VpcEndpoint& endpoint) {
  const catalog::EndpointService* service = catalog::find_endpoint_service(endpoint.service_suffix);
  return service != nullptr && service->gateway;
}

void add_vpc_endpoint(StackBuilder& builder, const Network& network, const VpcEndpoint& endpoint,
                      const Json& vpc_id, const std::vector<Json>& route_tables) {
  const bool gateway = is_gateway(endpoint);
  const std::string id = pascal_case(endpoint.service_suffix) + "Endpoint";
  Json properties = json_object(
      {{"VpcEndpointType", gateway ? "Gateway" : "Interface"},
       {"ServiceName", sub(fmt::format("com.amazonaws.${{AWS::Region}}.{}", endpoint.service_suffix))},
       {"VpcId", vpc_id}});
  if (gateway) {
    properties["RouteTableIds"] = route_tables;
  } else {
    properties["SubnetIds"] = subnet_ids(builder, network);
    properties["SecurityGroupIds"] = Json::array({get_att("EndpointSecurityGroup", "GroupId")});
    properties["PrivateDnsEnabled"] = *endpoint.private_dns_enabled;
  }
  properties["PolicyDocument"] = policy_of(endpoint, vpc_id);
  properties["Tags"] = tag_list(builder, builder.display_name(endpoint.service_suffix));
  builder.add(id, "AWS::EC2::VPCEndpoint", std::move(properties));
  builder.output(id + "Id", "VPC endpoint of " + endpoint.service_suffix, agentcore::ref(id));
}

}  // namespace agentcore
