"""How stacks let go of what moto's CloudFormation makes and would leave behind."""

from moto.cloudformation import parsing
from moto.ec2.models import ec2_backends
from moto.ec2.models.elastic_ip_addresses import ElasticAddress
from moto.ec2.models.flow_logs import FlowLogs
from moto.ec2.models.internet_gateways import InternetGateway
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.route_tables import Route, RouteTable
from moto.ec2.models.subnets import SubnetRouteTableAssociation
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.models.vpn_gateway import VPCGatewayAttachment

from .patching import patch, refuse

DELETIONS = {
    ElasticAddress: lambda ec2, address: ec2.release_address(allocation_id=address.id),
    FlowLogs: lambda ec2, flow_log: ec2.delete_flow_logs([flow_log.id]),
    InternetGateway: lambda ec2, gateway: ec2.delete_internet_gateway(gateway.id),
    NatGateway: lambda ec2, gateway: ec2.delete_nat_gateway(gateway.id),
    Route: lambda ec2, route: ec2.delete_route(route.route_table.id, route.destination_cidr_block),
    RouteTable: lambda ec2, table: ec2.delete_route_table(table.id),
    SubnetRouteTableAssociation: lambda ec2, made: ec2.disassociate_route_table(made.association_id),
    VPCEndPoint: lambda ec2, endpoint: ec2.delete_vpc_endpoints([endpoint.id]),
    VPCGatewayAttachment: lambda ec2, made: ec2.detach_internet_gateway(made.gateway_id, made.vpc_id),
}


def delete_by(deletion):
    return lambda resource, account_id, region_name: deletion(ec2_backends[account_id][region_name], resource)


for model, deletion in DELETIONS.items():
    model.delete = delete_by(deletion)


@patch(parsing)
def parse_and_delete_resource(own, resource_name, resource_json, account_id, region_name):
    model = parsing.resource_class_from_type(resource_json["Type"])
    if hasattr(model.delete_from_cloudformation_json, "__isabstractmethod__"):
        refuse(f"moto cannot delete {resource_name} ({resource_json['Type']})")
    own(resource_name, resource_json, account_id, region_name)


@patch(parsing.ResourceMap)
def _delete_resource(own, resource_map, resource, resource_json):
    """Forgotten, too: moto takes what an update removed for there when a later update adds it again."""
    own(resource_map, resource, resource_json)
    known = resource_map._parsed_resources
    for logical_id in [logical_id for logical_id, parsed in known.items() if parsed is resource]:
        del known[logical_id]


@patch(parsing.ResourceMap)
def delete(own, resource_map):
    """Last made, first deleted, as dependencies want it; moto goes in no order and tries again."""
    for logical_id in reversed(list(resource_map._parsed_resources)):
        resource_json = resource_map._resource_json_map.get(logical_id)  # none: a parameter
        if resource_json and resource_json.get("DeletionPolicy") != "Retain":
            resource_map._delete_resource(resource_map._parsed_resources.pop(logical_id), resource_json)
