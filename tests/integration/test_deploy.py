"""The examples, deployed by the real AWS CLI, are what their configs say, read back through the services."""

import json
import urllib.parse

import pytest
from conftest import ACCOUNT, EXAMPLES, Aws

REGION = "us-east-1"
IMAGE = ("agent-images", "v1.0.0")
IMAGE_URI = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/agent-images:v1.0.0"
FOUR_TAGS = {
    "Project": "aws-hackathon",
    "Environment": "prod",
    "Owner": "platform-team",
    "CostCenter": "engineering",
}


@pytest.fixture(scope="module")
def deployed(request, build, client_environment, reset, tmp_path_factory):
    """A config deployed on an empty account, for many tests to look at: none of them may change it."""
    config = EXAMPLES / f"{request.param}.yaml"
    if request.param == "nat":
        config = tmp_path_factory.mktemp("configs") / "nat.yaml"
        production = (EXAMPLES / "production.yaml").read_text()
        config.write_text(production.replace("\nnetwork:\n", "\nnetwork:\n  internet_egress: nat\n"))
    assembly = build(config)
    reset()
    aws = Aws(client_environment, REGION)
    aws.deploy_all(assembly, IMAGE)
    return assembly, aws


both = pytest.mark.parametrize("deployed", ["minimal", "production"], indirect=True)
minimal = pytest.mark.parametrize("deployed", ["minimal"], indirect=True)
production = pytest.mark.parametrize("deployed", ["production"], indirect=True)
nat = pytest.mark.parametrize("deployed", ["nat"], indirect=True)


def tags(resource):
    return {tag["Key"]: tag["Value"] for tag in resource["Tags"]}


@pytest.fixture
def vpc(deployed):
    _, aws = deployed
    (vpc,) = aws.look("ec2", "describe-vpcs", "--filters", "Name=is-default,Values=false")["Vpcs"]
    return vpc


@pytest.fixture
def in_vpc(deployed, vpc):
    """in_vpc("subnets") -> the subnets of the VPC that was made"""
    _, aws = deployed

    def in_vpc(kind):
        (things,) = aws.look("ec2", f"describe-{kind}", "--filters", f"Name=vpc-id,Values={vpc['VpcId']}").values()
        return things

    return in_vpc


@pytest.fixture
def route_tables(in_vpc):
    """The route table of each subnet."""
    return {
        association["SubnetId"]: table
        for table in in_vpc("route-tables")
        for association in table["Associations"]
        if "SubnetId" in association
    }


def default_route(table):
    return next((route for route in table["Routes"] if route.get("DestinationCidrBlock") == "0.0.0.0/0"), None)


@pytest.fixture
def groups(in_vpc):
    """The two security groups of the network stack, found by what they let in: runtime group, endpoint group."""
    made = [group for group in in_vpc("security-groups") if group["GroupName"] != "default"]
    (runtime_group,) = [group for group in made if not group["IpPermissions"]]
    (endpoint_group,) = [group for group in made if group["IpPermissions"]]
    return runtime_group, endpoint_group


@pytest.fixture
def runtime(deployed):
    _, aws = deployed
    (listed,) = aws.look("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
    return aws.look("bedrock-agentcore-control", "get-agent-runtime", "--agent-runtime-id", listed["agentRuntimeId"])


@pytest.fixture
def role(deployed, runtime):
    """The role that the runtime runs under."""
    _, aws = deployed
    return aws.look("iam", "get-role", "--role-name", runtime["roleArn"].rpartition("/")[2])["Role"]


# Stacks


@both
def test_every_stack_of_the_manifest_is_complete(deployed):
    assembly, aws = deployed
    stacks = aws.look("cloudformation", "describe-stacks")["Stacks"]
    assert {stack["StackName"]: stack["StackStatus"] for stack in stacks} == dict.fromkeys(
        assembly.stacks, "CREATE_COMPLETE"
    )


@minimal
def test_a_public_config_needs_three_stacks(deployed):
    assembly, _ = deployed
    assert set(assembly.stacks) == {"hackathon-security-test", "hackathon-storage-test", "hackathon-agentcore-test"}


@production
def test_a_vpc_config_needs_four_stacks_agentcore_last(deployed):
    assembly, _ = deployed
    *before, last = assembly.stacks
    assert set(before) == {"hackathon-network-prod", "hackathon-security-prod", "hackathon-storage-prod"}
    assert last == "hackathon-agentcore-prod"


@both
def test_every_resource_of_the_templates_was_made(deployed):
    assembly, aws = deployed
    for stack_name in assembly.stacks:
        made = aws.look("cloudformation", "describe-stack-resources", "--stack-name", stack_name)["StackResources"]
        written = assembly.template(stack_name)["Resources"]
        assert {resource["LogicalResourceId"]: resource["ResourceType"] for resource in made} == {
            logical_id: resource["Type"] for logical_id, resource in written.items()
        }


@both
def test_exports_are_named_after_stack_and_logical_id(deployed):
    assembly, aws = deployed
    exports = {export["Name"]: export["Value"] for export in aws.look("cloudformation", "list-exports")["Exports"]}
    written = {
        output["Export"]["Name"]
        for stack_name in assembly.stacks
        for output in assembly.template(stack_name)["Outputs"].values()
        if "Export" in output
    }
    assert exports.keys() == written
    assert all(name.startswith(tuple(f"{stack}-" for stack in assembly.stacks)) for name in exports)
    assert all(exports.values())


@both
def test_an_unchanged_template_is_no_change(deployed):
    assembly, aws = deployed
    for stack_name in assembly.stacks:
        printed = aws.deploy(assembly, stack_name, "--no-fail-on-empty-changeset")
        assert "No changes to deploy" in printed


# Network


@production
def test_the_vpc_resolves_and_names_hosts(deployed, vpc):
    _, aws = deployed
    assert vpc["CidrBlock"] == "10.0.0.0/16"
    assert tags(vpc).items() >= FOUR_TAGS.items()
    for attribute, answer in ("enableDnsSupport", "EnableDnsSupport"), ("enableDnsHostnames", "EnableDnsHostnames"):
        described = aws.look("ec2", "describe-vpc-attribute", "--vpc-id", vpc["VpcId"], "--attribute", attribute)
        assert described[answer] == {"Value": True}


@production
def test_the_private_agent_subnets_are_in_their_zones(in_vpc):
    subnets = in_vpc("subnets")
    assert {subnet["CidrBlock"]: subnet["AvailabilityZoneId"] for subnet in subnets} == {
        "10.0.2.0/26": "use1-az1",
        "10.0.2.64/26": "use1-az2",
    }
    for subnet in subnets:
        assert subnet["MapPublicIpOnLaunch"] is False
        assert tags(subnet).items() >= FOUR_TAGS.items()


@production
def test_no_private_subnet_routes_to_the_internet(in_vpc, route_tables):
    assert route_tables.keys() == {subnet["SubnetId"] for subnet in in_vpc("subnets")}
    for table in route_tables.values():
        assert default_route(table) is None


@nat
def test_with_nat_every_private_subnet_leaves_through_its_own_zone(deployed, in_vpc, route_tables, vpc):
    _, aws = deployed
    subnets = {subnet["SubnetId"]: subnet for subnet in in_vpc("subnets")}
    of_the_vpc = ["--filter", f"Name=vpc-id,Values={vpc['VpcId']}"]
    gateways = aws.look("ec2", "describe-nat-gateways", *of_the_vpc)["NatGateways"]
    public = {gateway["NatGatewayId"]: subnets.pop(gateway["SubnetId"]) for gateway in gateways}
    assert len(public) == 2
    (internet,) = aws.look("ec2", "describe-internet-gateways")["InternetGateways"]
    assert [attachment["VpcId"] for attachment in internet["Attachments"]] == [vpc["VpcId"]]
    for subnet in public.values():
        assert default_route(route_tables[subnet["SubnetId"]])["GatewayId"] == internet["InternetGatewayId"]
    assert {subnet["CidrBlock"] for subnet in subnets.values()} == {"10.0.2.0/26", "10.0.2.64/26"}
    for subnet_id, subnet in subnets.items():
        gateway = default_route(route_tables[subnet_id])["NatGatewayId"]
        assert public[gateway]["AvailabilityZoneId"] == subnet["AvailabilityZoneId"]


@production
def test_interface_endpoints_stand_in_both_zones(in_vpc, groups):
    endpoints = [each for each in in_vpc("vpc-endpoints") if each["VpcEndpointType"] == "Interface"]
    services = {each["ServiceName"].removeprefix(f"com.amazonaws.{REGION}.") for each in endpoints}
    assert services >= {"bedrock-agentcore", "ecr.api", "ecr.dkr", "logs"}
    assert len(services) == len(endpoints)
    subnets = {subnet["SubnetId"] for subnet in in_vpc("subnets")}
    _, endpoint_group = groups
    for endpoint in endpoints:
        assert set(endpoint["SubnetIds"]) == subnets
        assert [group["GroupId"] for group in endpoint["Groups"]] == [endpoint_group["GroupId"]]
        assert endpoint["PrivateDnsEnabled"] is True


@production
def test_the_endpoint_of_agentcore_serves_its_vpc_only(in_vpc, vpc):
    (endpoint,) = [
        each for each in in_vpc("vpc-endpoints") if each["ServiceName"] == f"com.amazonaws.{REGION}.bedrock-agentcore"
    ]
    (statement,) = json.loads(endpoint["PolicyDocument"])["Statement"]
    assert statement["Effect"] == "Allow"
    assert statement["Condition"]["StringEquals"] == {"aws:SourceVpc": vpc["VpcId"]}


@production
def test_s3_is_reached_from_every_private_subnet(in_vpc, route_tables):
    (endpoint,) = [each for each in in_vpc("vpc-endpoints") if each["VpcEndpointType"] == "Gateway"]
    assert endpoint["ServiceName"] == f"com.amazonaws.{REGION}.s3"
    assert set(endpoint["RouteTableIds"]) == {table["RouteTableId"] for table in route_tables.values()}


@production
def test_runtimes_reach_endpoints_on_443_and_nothing_reaches_runtimes(groups):
    runtime_group, endpoint_group = groups

    def peers(permissions):
        return [pair["GroupId"] for permission in permissions for pair in permission["UserIdGroupPairs"]]

    def ports(permissions):
        return {(each["IpProtocol"], each.get("FromPort"), each.get("ToPort")) for each in permissions}

    assert runtime_group["IpPermissions"] == []
    assert ports(runtime_group["IpPermissionsEgress"]) == {("tcp", 443, 443)}
    assert peers(runtime_group["IpPermissionsEgress"]) == [endpoint_group["GroupId"]]
    assert ports(endpoint_group["IpPermissions"]) == {("tcp", 443, 443)}
    assert peers(endpoint_group["IpPermissions"]) == [runtime_group["GroupId"]]
    endpoints_reach = [each["CidrIp"] for rule in endpoint_group["IpPermissionsEgress"] for each in rule["IpRanges"]]
    assert "0.0.0.0/0" not in endpoints_reach
    assert peers(endpoint_group["IpPermissionsEgress"]) == []


@production
def test_flow_logs_of_the_vpc_arrive_and_expire(deployed, vpc):
    _, aws = deployed
    (flow_log,) = aws.look("ec2", "describe-flow-logs")["FlowLogs"]
    assert (flow_log["ResourceId"], flow_log["TrafficType"]) == (vpc["VpcId"], "ALL")
    assert flow_log["DeliverLogsStatus"] == "SUCCESS"
    (log_group,) = aws.look("logs", "describe-log-groups")["logGroups"]
    assert log_group["logGroupName"] == flow_log["LogGroupName"]
    assert log_group["retentionInDays"] > 0
    delivers = flow_log["DeliverLogsPermissionArn"].rpartition("/")[2]
    trust = aws.look("iam", "get-role", "--role-name", delivers)["Role"]["AssumeRolePolicyDocument"]
    assert [statement["Principal"] for statement in trust["Statement"]] == [{"Service": "vpc-flow-logs.amazonaws.com"}]


# Security


@both
def test_only_agentcore_of_this_account_assumes_the_role(role):
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Effect"] == "Allow"
    assert statement["Principal"] == {"Service": "bedrock-agentcore.amazonaws.com"}
    assert statement["Action"] == "sts:AssumeRole"
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:bedrock-agentcore:{REGION}:{ACCOUNT}:*"},
    }


@production
def test_the_role_has_the_name_and_the_tags_of_the_config(role):
    assert role["RoleName"] == "hackathon-agent-execution-role-prod"
    assert role["MaxSessionDuration"] == 3600
    assert tags(role).items() >= FOUR_TAGS.items()


@both
def test_the_role_may_pull_the_image_and_write_logs(deployed, role):
    _, aws = deployed
    allowed = {}
    for policy_name in aws.look("iam", "list-role-policies", "--role-name", role["RoleName"])["PolicyNames"]:
        named = ["--role-name", role["RoleName"], "--policy-name", policy_name]
        for statement in aws.look("iam", "get-role-policy", *named)["PolicyDocument"]["Statement"]:
            assert statement["Effect"] == "Allow"
            actions, resources = statement["Action"], statement["Resource"]
            for action in [actions] if isinstance(actions, str) else actions:
                allowed.setdefault(action, []).extend([resources] if isinstance(resources, str) else resources)
    assert allowed.keys() >= {
        "bedrock:InvokeModel",
        "ecr:BatchGetImage",
        "ecr:GetAuthorizationToken",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    }
    assert allowed["ecr:BatchGetImage"] == [f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/agent-images"]
    assert not [action for action in allowed if "*" in action]


# Storage


@both
def test_the_repository_is_immutable_scanned_and_encrypted(deployed):
    _, aws = deployed
    (repository,) = aws.look("ecr", "describe-repositories")["repositories"]
    assert repository["repositoryName"] == "agent-images"
    assert repository["imageTagMutability"] == "IMMUTABLE"
    assert repository["imageScanningConfiguration"] == {"scanOnPush": True}
    assert repository["encryptionConfiguration"]["encryptionType"] == "KMS"
    key_arn = repository["encryptionConfiguration"]["kmsKey"]
    assert aws.look("kms", "get-key-rotation-status", "--key-id", key_arn)["KeyRotationEnabled"] is True
    aliases = aws.look("kms", "list-aliases", "--key-id", key_arn)["Aliases"]
    assert [alias["AliasName"].startswith("alias/hackathon") for alias in aliases] == [True]


@both
def test_old_images_of_the_repository_expire(deployed):
    _, aws = deployed
    policy = aws.look("ecr", "get-lifecycle-policy", "--repository-name", "agent-images")["lifecyclePolicyText"]
    (rule,) = json.loads(policy)["rules"]
    assert (rule["selection"]["countType"], rule["action"]) == ("imageCountMoreThan", {"type": "expire"})


@production
def test_key_and_repository_carry_the_tags(deployed):
    _, aws = deployed
    (repository,) = aws.look("ecr", "describe-repositories")["repositories"]
    listed = aws.look("ecr", "list-tags-for-resource", "--resource-arn", repository["repositoryArn"])["tags"]
    assert {tag["Key"]: tag["Value"] for tag in listed}.items() >= FOUR_TAGS.items()
    key_arn = repository["encryptionConfiguration"]["kmsKey"]
    listed = aws.look("kms", "list-resource-tags", "--key-id", key_arn)["Tags"]
    assert {tag["TagKey"]: tag["TagValue"] for tag in listed}.items() >= FOUR_TAGS.items()


# AgentCore


@minimal
def test_the_minimal_runtime_is_public(runtime):
    assert runtime["agentRuntimeName"] == "hackathon_agent_test_us_east_1"
    assert runtime["status"] == "READY"
    assert runtime["agentRuntimeArtifact"] == {"containerConfiguration": {"containerUri": IMAGE_URI}}
    assert runtime["networkConfiguration"] == {"networkMode": "PUBLIC"}
    assert runtime["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/hackathon-agent-execution-role-test"


@production
def test_the_production_runtime_runs_in_the_private_subnets(runtime, in_vpc, groups):
    runtime_group, _ = groups
    network = runtime["networkConfiguration"]
    assert runtime["agentRuntimeName"] == "hackathon_agent_prod_us_east_1"
    assert runtime["agentRuntimeArtifact"] == {"containerConfiguration": {"containerUri": IMAGE_URI}}
    assert runtime["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/hackathon-agent-execution-role-prod"
    assert network["networkMode"] == "VPC"
    assert set(network["networkModeConfig"]["subnets"]) == {subnet["SubnetId"] for subnet in in_vpc("subnets")}
    assert network["networkModeConfig"]["securityGroups"] == [runtime_group["GroupId"]]


@production
def test_the_runtime_carries_the_tags_and_the_name_of_the_config(deployed, runtime):
    _, aws = deployed
    of_the_runtime = ["--resource-arn", runtime["agentRuntimeArn"]]
    listed = aws.look("bedrock-agentcore-control", "list-tags-for-resource", *of_the_runtime)
    assert listed["tags"] == FOUR_TAGS | {"Name": "hackathon-agent-prod-us-east-1"}


@both
def test_outputs_say_what_the_service_says(deployed, runtime):
    assembly, aws = deployed
    outputs = aws.outputs(assembly.stack("agentcore"))
    values = set(outputs.values())
    assert values >= {runtime[part] for part in ("agentRuntimeArn", "agentRuntimeId", "agentRuntimeVersion", "status")}


@both
def test_the_endpoint_url_addresses_the_runtime(deployed, runtime):
    assembly, aws = deployed
    outputs = aws.outputs(assembly.stack("agentcore"))
    urls = [urllib.parse.urlsplit(value) for name, value in outputs.items() if name.endswith("EndpointUrl")]
    assert urls
    for url in urls:
        assert (url.scheme, url.netloc) == ("https", f"bedrock-agentcore.{REGION}.amazonaws.com")
        assert url.path == f"/runtimes/{urllib.parse.quote(runtime['agentRuntimeArn'], safe='')}/invocations"
        assert url.query.startswith("qualifier=")
