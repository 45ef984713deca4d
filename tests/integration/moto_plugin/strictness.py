"""Nothing is passed over: what moto cannot do fails the stack."""

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError

from .patching import patch, refuse

# Every property that reaches a service: through moto itself or through this plug-in.
PROPERTIES = {
    "AWS::BedrockAgentCore::Runtime": "AgentRuntimeArtifact AgentRuntimeName AuthorizerConfiguration Description "
    "EnvironmentVariables FilesystemConfigurations LifecycleConfiguration NetworkConfiguration ProtocolConfiguration "
    "RequestHeaderConfiguration RoleArn Tags",
    "AWS::BedrockAgentCore::RuntimeEndpoint": "AgentRuntimeId AgentRuntimeVersion Description Name Tags",
    "AWS::CloudWatch::Alarm": "ActionsEnabled AlarmActions AlarmDescription AlarmName ComparisonOperator "
    "DatapointsToAlarm Dimensions EvaluateLowSampleCountPercentile EvaluationPeriods ExtendedStatistic "
    "InsufficientDataActions MetricName Metrics Namespace OKActions Period Statistic Tags Threshold "
    "TreatMissingData Unit",
    "AWS::EC2::EIP": "Domain Tags",
    "AWS::EC2::FlowLog": "DeliverLogsPermissionArn LogDestination LogDestinationType LogFormat LogGroupName "
    "MaxAggregationInterval ResourceId ResourceType Tags TrafficType",
    "AWS::EC2::InternetGateway": "Tags",
    "AWS::EC2::NatGateway": "AllocationId ConnectivityType SubnetId Tags",
    "AWS::EC2::Route": "DestinationCidrBlock GatewayId NatGatewayId RouteTableId",
    "AWS::EC2::RouteTable": "Tags VpcId",
    "AWS::EC2::SecurityGroup": "GroupDescription GroupName SecurityGroupEgress Tags VpcId",
    "AWS::EC2::SecurityGroupEgress": "CidrIp Description DestinationPrefixListId DestinationSecurityGroupId FromPort "
    "GroupId IpProtocol ToPort",
    "AWS::EC2::SecurityGroupIngress": "CidrIp Description FromPort GroupId IpProtocol SourcePrefixListId "
    "SourceSecurityGroupId ToPort",
    "AWS::EC2::Subnet": "AvailabilityZone AvailabilityZoneId CidrBlock MapPublicIpOnLaunch Tags VpcId",
    "AWS::EC2::SubnetRouteTableAssociation": "RouteTableId SubnetId",
    "AWS::EC2::VPC": "CidrBlock EnableDnsHostnames EnableDnsSupport InstanceTenancy Tags",
    "AWS::EC2::VPCEndpoint": "PolicyDocument PrivateDnsEnabled RouteTableIds SecurityGroupIds ServiceName SubnetIds "
    "Tags VpcEndpointType VpcId",
    "AWS::EC2::VPCGatewayAttachment": "InternetGatewayId VpcId",
    "AWS::ECR::Repository": "EncryptionConfiguration ImageScanningConfiguration ImageTagMutability LifecyclePolicy "
    "RepositoryName RepositoryPolicyText Tags",
    "AWS::IAM::Role": "AssumeRolePolicyDocument Description ManagedPolicyArns MaxSessionDuration Path "
    "PermissionsBoundary Policies RoleName Tags",
    "AWS::KMS::Alias": "AliasName TargetKeyId",
    "AWS::KMS::Key": "Description EnableKeyRotation Enabled KeyPolicy Tags",
    "AWS::Logs::Delivery": "DeliveryDestinationArn DeliverySourceName Tags",
    "AWS::Logs::DeliveryDestination": "DeliveryDestinationType DestinationResourceArn Name OutputFormat Tags",
    "AWS::Logs::DeliverySource": "LogType Name ResourceArn Tags",
    "AWS::Logs::LogGroup": "KmsKeyId LogGroupName RetentionInDays Tags",
    "AWS::SSM::Parameter": "AllowedPattern DataType Description Name Tags Tier Type Value",
}

# Elsewhere moto's update loses properties or does nothing at all.
UPDATABLE = {
    "AWS::BedrockAgentCore::Runtime",
    "AWS::BedrockAgentCore::RuntimeEndpoint",
    "AWS::CloudWatch::Alarm",
    "AWS::Logs::Delivery",
    "AWS::Logs::DeliveryDestination",
    "AWS::Logs::DeliverySource",
    "AWS::SSM::Parameter",
}


@patch(parsing)
def parse_resource(own, resource_json, resources_map):
    resource_type = resource_json["Type"]
    if resource_type not in PROPERTIES:
        refuse(f"neither moto's CloudFormation nor this plug-in makes {resource_type}")
    unknown = set(resource_json.get("Properties", {})) - set(PROPERTIES[resource_type].split())
    if unknown:
        refuse(f"{resource_type}: {', '.join(sorted(unknown))} would reach no service of moto")
    return own(resource_json, resources_map)


@patch(parsing)
def clean_json(own, value, resources_map):
    cleaned = own(value, resources_map)
    if isinstance(value, dict) and "Fn::GetAtt" in value and not isinstance(cleaned, (str, int, list)):
        refuse(f"moto has no value for {value}")
    return cleaned


@patch(parsing)
def parse_and_create_resource(own, logical_id, resource_json, resources_map, **place):
    depends_on = resource_json.get("DependsOn", [])
    for dependency in [depends_on] if isinstance(depends_on, str) else depends_on:
        resources_map[dependency]
    try:
        resource = own(logical_id, resource_json, resources_map, **place)
    except Exception as error:
        reason = getattr(error, "message", repr(error))
        raise ValidationError(message=f"{logical_id} ({resource_json['Type']}): {reason}") from error
    resource.made_from = parsing.clean_json(resource_json.get("Properties", {}), resources_map)
    return resource


@patch(parsing.ResourceMap)
def build_resource_diff(own, resource_map, other_template, parameters=None):
    """An update looks at every resource, dependencies first: a value that it refers to may be another one now."""
    actions = own(resource_map, other_template, parameters)
    if parameters is not None:  # an update, and not the listing of a change set
        kept = other_template["Resources"].keys() & resource_map._resource_json_map.keys()
        actions["Modify"] = [logical_id for logical_id in resource_map._parsed_resources if logical_id in kept]
    return actions


@patch(parsing)
def parse_and_update_resource(own, logical_id, resource_json, resources_map, **place):
    original = resources_map[logical_id]
    properties = parsing.clean_json(resource_json.get("Properties", {}), resources_map)
    if properties == original.made_from:
        return original
    if resource_json["Type"] not in UPDATABLE:
        refuse(f"moto cannot update {logical_id} ({resource_json['Type']})")
    updated = own(logical_id, resource_json, resources_map, **place)
    updated.made_from = properties
    return updated
