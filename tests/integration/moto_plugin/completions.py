"""Types that moto makes in part. make(**changes) makes the resource as moto does, with some properties changed."""

import json

from moto.ec2.models import ec2_backends
from moto.ec2.models.elastic_ip_addresses import ElasticAddress
from moto.ec2.models.flow_logs import FlowLogs
from moto.ec2.models.internet_gateways import InternetGateway
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.security_groups import SecurityGroup
from moto.ec2.models.subnets import Subnet, SubnetRouteTableAssociation
from moto.ec2.models.vpcs import VPC, VPCEndPoint
from moto.ecr.models import Repository, ecr_backends
from moto.iam.models import Role, iam_backends
from moto.kms.models import Key
from moto.logs.models import LogGroup
from moto.ssm.models import Parameter, ssm_backends

from .patching import as_api, patch, refuse
from .security_group_rules import add_rule, drop_default_egress


def completes(*models):
    def register(complete):
        for model in models:
            _complete(model, model.create_from_cloudformation_json, complete)
        return complete

    return register


def _complete(model, create, complete):
    def completed(cls, resource_name, cloudformation_json, account_id, region_name, **ids):
        properties = cloudformation_json["Properties"]

        def make(**changes):
            changed = {**cloudformation_json, "Properties": {**properties, **changes}}
            return create(resource_name, changed, account_id, region_name, **ids)

        return complete(make, properties, account_id, region_name)

    model.create_from_cloudformation_json = classmethod(completed)


def tag(resource, properties):
    resource.ec2_backend.create_tags(
        [resource.physical_resource_id], {each["Key"]: each["Value"] for each in properties.get("Tags", [])}
    )
    return resource


@completes(ElasticAddress, FlowLogs, InternetGateway, RouteTable)
def tagged(make, properties, *_):
    return tag(make(), properties)


@completes(NatGateway)
def nat_gateway(make, properties, *_):
    if properties.get("ConnectivityType", "public") != "public":
        refuse("only public NAT gateways are made here")
    return tag(make(), properties)


@completes(VPC)
def vpc(make, properties, *_):
    made = make()
    made.enable_dns_support = properties.get("EnableDnsSupport", True)
    made.enable_dns_hostnames = properties.get("EnableDnsHostnames", False)
    return made


@completes(Subnet)
def subnet(make, properties, account_id, region_name):
    zone = properties.get("AvailabilityZone")
    if zone_id := properties.get("AvailabilityZoneId"):
        zones = ec2_backends[account_id][region_name].describe_availability_zones()
        zone = next((each.name for each in zones if each.zone_id == zone_id), None)
        zone or refuse(f"{region_name} has no zone {zone_id}")
    made = make(AvailabilityZone=zone)
    made.map_public_ip_on_launch = properties.get("MapPublicIpOnLaunch", False)
    return made


@completes(SubnetRouteTableAssociation)
def subnet_route_table_association(make, properties, account_id, region_name):
    made = make()
    ec2 = ec2_backends[account_id][region_name]
    made.association_id = ec2.associate_route_table(properties["RouteTableId"], subnet_id=properties["SubnetId"])
    return made


@completes(SecurityGroup)
def security_group(make, properties, account_id, region_name):
    made = make()
    if "SecurityGroupEgress" in properties:
        drop_default_egress(made.ec2_backend, made.id)
        for rule in properties["SecurityGroupEgress"]:
            add_rule(made.ec2_backend, made.id, rule, egress=True)
    return made


@completes(VPCEndPoint)
def vpc_endpoint(make, properties, account_id, region_name):
    ec2 = ec2_backends[account_id][region_name]
    if properties.get("PrivateDnsEnabled"):
        dns = ec2.get_vpc(properties["VpcId"])
        if not (dns.enable_dns_support and dns.enable_dns_hostnames):
            refuse("private DNS needs EnableDnsSupport and EnableDnsHostnames on the VPC")
    policy = properties.get("PolicyDocument")
    made = make(
        PolicyDocument=json.dumps(policy) if isinstance(policy, dict) else policy,
        RouteTableIds=properties.get("RouteTableIds", []),
    )
    return tag(made, properties)


@completes(Role)
def role(make, properties, account_id, _):
    policies = [
        {**policy, "PolicyDocument": json.dumps(policy["PolicyDocument"])} for policy in properties.get("Policies", [])
    ]
    made = make(Policies=policies)
    for policy_arn in properties.get("ManagedPolicyArns", []):
        iam_backends[account_id]["aws"].attach_role_policy(policy_arn, made.name)
    return made


@completes(Key)
def key(make, properties, *_):
    return make(
        KeyPolicy=json.dumps(properties["KeyPolicy"]),
        Tags=[{"TagKey": each["Key"], "TagValue": each["Value"]} for each in properties.get("Tags", [])],
    )


@completes(Repository)
def repository(make, properties, account_id, region_name):
    ecr = ecr_backends[account_id][region_name]
    made = make(
        EncryptionConfiguration=as_api(properties.get("EncryptionConfiguration")),
        ImageScanningConfiguration=as_api(properties.get("ImageScanningConfiguration")),
    )
    if lifecycle := properties.get("LifecyclePolicy"):
        ecr.put_lifecycle_policy(None, made.name, lifecycle["LifecyclePolicyText"])
    if policy := properties.get("RepositoryPolicyText"):
        ecr.set_repository_policy(None, made.name, json.dumps(policy))
    return made


@completes(LogGroup)
def log_group(make, properties, *_):
    made = make()
    made.kms_key_id = properties.get("KmsKeyId")
    return made


@completes(Parameter)
def parameter(make, properties, *_):
    return make(Tags=[{"Key": key, "Value": value} for key, value in properties.get("Tags", {}).items()])


@patch(Parameter)
def update_from_cloudformation_json(own, *, original_resource, cloudformation_json, region_name, **named):
    """A new version, where moto deletes all versions and begins again."""
    properties, original = cloudformation_json["Properties"], original_resource
    if properties["Name"] != original.name:  # create-only: replace
        named |= {"cloudformation_json": cloudformation_json, "region_name": region_name}
        return own(original_resource=original, **named)
    ssm = ssm_backends[named["account_id"]][region_name]
    updated = ssm.put_parameter(
        name=original.name,
        description=properties.get("Description", ""),
        value=properties["Value"],
        parameter_type=properties["Type"],
        allowed_pattern=properties.get("AllowedPattern", ""),
        keyid=None,
        overwrite=True,
        tags=None,
        data_type=properties.get("DataType", "text"),
        tier=properties.get("Tier"),
        policies=None,
    )
    ssm.list_tags_for_resource("Parameter", original.name).clear()
    ssm.add_tags_to_resource("Parameter", original.name, properties.get("Tags", {}))
    return updated
