"""The plug-in passes nothing over: what it takes arrives in moto's services, and the rest fails and says why."""

import json

import pytest

VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
SUBNET = {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.2.0/26", "AvailabilityZoneId": "use1-az1"}
ROLE_ARN = "arn:aws:iam::123456789012:role/absent"
RUNTIME = {
    "AgentRuntimeName": "agent",
    "AgentRuntimeArtifact": {"ContainerConfiguration": {"ContainerUri": "public.ecr.aws/images/agent:1"}},
    "NetworkConfiguration": {"NetworkMode": "PUBLIC"},
    "RoleArn": ROLE_ARN,
}
ENDPOINT = {"VpcId": {"Ref": "Vpc"}, "VpcEndpointType": "Interface", "ServiceName": "com.amazonaws.us-east-1.logs"}

REFUSED = {
    "an unknown type": ("AWS::SQS::Queue", {}, "makes AWS::SQS::Queue"),
    "an unknown property": ("AWS::EC2::Subnet", SUBNET | {"EnableDns64": True}, "EnableDns64 would reach no service"),
    "an unknown attribute": ("AWS::EC2::RouteTable", {"VpcId": {"Fn::GetAtt": ["Vpc", "Colour"]}}, "Colour"),
    "a zone of another region": ("AWS::EC2::Subnet", SUBNET | {"AvailabilityZoneId": "usw2-az1"}, "no zone usw2-az1"),
    "private DNS in a VPC without it": ("AWS::EC2::VPCEndpoint", ENDPOINT | {"PrivateDnsEnabled": True}, "private DNS"),
    "a missing role": ("AWS::BedrockAgentCore::Runtime", RUNTIME, f"no role {ROLE_ARN}"),
    "a name with hyphens": ("AWS::BedrockAgentCore::Runtime", RUNTIME | {"AgentRuntimeName": "an-agent"}, "no name"),
}


def write(folder, resources, **sections):
    template = folder / "template.json"
    template.write_text(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources, **sections}))
    return template


def deploy(aws, folder, resources, status=0, *, stack="tried", given=(), **sections):
    """The reason that the stack's newest event gives. `given` are the parameters' values, as NAME=VALUE."""
    template = write(folder, resources, **sections)
    command = ["deploy", "--stack-name", stack, "--template-file", template, "--no-fail-on-empty-changeset"]
    command += ["--capabilities", "CAPABILITY_NAMED_IAM"]
    aws.type("cloudformation", *command, *(["--parameter-overrides", *given] if given else []), status=status)
    events = aws("cloudformation", "describe-stack-events", "--stack-name", stack)["StackEvents"]
    return events[0].get("ResourceStatusReason")


def delete(aws, stack="tried"):
    aws("cloudformation", "delete-stack", "--stack-name", stack)
    aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", stack)


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused(aws, tmp_path, case):
    resource_type, properties, reason = REFUSED[case]
    tried = {"Type": resource_type, "Properties": properties}
    assert reason in deploy(aws("us-east-1"), tmp_path, {"Vpc": VPC, "Tried": tried}, status=255)


def test_an_update_that_moto_cannot_do_is_refused(aws, tmp_path):
    aws = aws("us-east-1")
    deploy(aws, tmp_path, {"Vpc": VPC})
    named = {"EnableDnsHostnames": True}
    assert "cannot update Vpc" in deploy(aws, tmp_path, {"Vpc": VPC | {"Properties": VPC["Properties"] | named}}, 255)


def test_a_role_without_capability_is_refused(aws, tmp_path):
    nobody = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": nobody}}
    template = write(tmp_path, {"Role": role})
    command = ["cloudformation", "deploy", "--stack-name", "tried", "--template-file", template]
    refused = aws("us-east-1").type(*command, status=255)
    assert "Requires capabilities : [CAPABILITY_IAM]" in refused.stderr


def test_an_egress_rule_of_its_own_replaces_the_default_rule(aws, tmp_path):
    aws = aws("us-east-1")
    group = {"GroupDescription": "of the runtimes", "VpcId": {"Ref": "Vpc"}}
    rule = {"GroupId": {"Ref": "Group"}, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}
    deploy(
        aws,
        tmp_path,
        {
            "Vpc": VPC,
            "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": group},
            "Rule": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": rule},
        },
    )
    of_the_group = ["--filters", "Name=description,Values=of the runtimes"]
    (made,) = aws("ec2", "describe-security-groups", *of_the_group)["SecurityGroups"]
    assert [(rule["FromPort"], rule["IpRanges"]) for rule in made["IpPermissionsEgress"]] == [
        (443, [{"CidrIp": "10.0.0.0/16"}])
    ]


# Runtimes

NOBODY = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}
ROLE = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": NOBODY}}


def with_runtime(**properties):
    """A role, and a runtime under it."""
    written = RUNTIME | {"RoleArn": {"Fn::GetAtt": ["Role", "Arn"]}} | properties
    return {"Role": ROLE, "Agent": {"Type": "AWS::BedrockAgentCore::Runtime", "Properties": written}}


def in_subnets(subnets):
    """Properties of a runtime in these subnets, and in the security group that every account has."""
    network = {"Subnets": subnets, "SecurityGroups": [{"Ref": "Group"}]}
    return {"NetworkConfiguration": {"NetworkMode": "VPC", "NetworkModeConfig": network}}


@pytest.fixture
def account(aws):
    return aws("us-east-1")


@pytest.fixture
def subnets(account):
    """Two subnets, and a security group, as parameters of templates."""
    vpc = account("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16")["Vpc"]["VpcId"]
    made = [account("ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", f"10.0.{n}.0/24") for n in (1, 2)]
    return [each["Subnet"]["SubnetId"] for each in made]


@pytest.fixture
def group(account, subnets):
    (described,) = account("ec2", "describe-subnets", "--subnet-ids", subnets[0])["Subnets"]
    of_the_vpc = ["--filters", f"Name=vpc-id,Values={described['VpcId']}"]
    return account("ec2", "describe-security-groups", *of_the_vpc)["SecurityGroups"][0]["GroupId"]


def runtime(account):
    (listed,) = account("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
    return account("bedrock-agentcore-control", "get-agent-runtime", "--agent-runtime-id", listed["agentRuntimeId"])


def subnets_of(runtime):
    return runtime["networkConfiguration"]["networkModeConfig"]["subnets"]


def publish(account, name, value, kind="String"):
    account("ssm", "put-parameter", "--name", name, "--type", kind, "--value", value, "--overwrite")


CODE = {"Code": {"S3": {"Bucket": "code", "Prefix": "agent.zip"}}, "Runtime": "PYTHON_3_13", "EntryPoint": ["main.py"]}
CLAIM = {
    "InboundTokenClaimName": "cognito:groups",
    "InboundTokenClaimValueType": "STRING_ARRAY",
    "AuthorizingClaimMatchValue": {
        "ClaimMatchOperator": "CONTAINS_ANY",
        "ClaimMatchValue": {"MatchValueStringList": ["staff", "admin"]},
    },
}
EVERY_SETTING = {
    "AgentRuntimeArtifact": {"CodeConfiguration": CODE},
    "AuthorizerConfiguration": {
        "CustomJWTAuthorizer": {
            "DiscoveryUrl": "https://example.com/.well-known/openid-configuration",
            "AllowedAudience": ["agents"],
            "AllowedClients": ["web"],
            "AllowedScopes": ["agents/invoke"],
            "CustomClaims": [CLAIM],
        }
    },
    "FilesystemConfigurations": [{"SessionStorage": {"MountPath": "/mnt/data"}}],
    "LifecycleConfiguration": {"IdleRuntimeSessionTimeout": 300, "MaxLifetime": 3600},
    "RequestHeaderConfiguration": {"RequestHeaderAllowlist": ["Authorization"]},
}


def test_every_setting_of_a_runtime_arrives_and_can_be_taken_back(account, tmp_path):
    assert "bucket" in deploy(account, tmp_path, with_runtime(**EVERY_SETTING), 255).lower()
    delete(account)
    account("s3api", "create-bucket", "--bucket", "code")
    account("s3api", "put-object", "--bucket", "code", "--key", "agent.zip")
    deploy(account, tmp_path, with_runtime(**EVERY_SETTING))
    made = runtime(account)
    assert made["agentRuntimeArtifact"]["codeConfiguration"] == {
        "code": {"s3": {"bucket": "code", "prefix": "agent.zip"}},
        "runtime": "PYTHON_3_13",
        "entryPoint": ["main.py"],
    }
    authorizer = made["authorizerConfiguration"]["customJWTAuthorizer"]
    assert authorizer["allowedScopes"] == ["agents/invoke"]
    (claim,) = authorizer["customClaims"]
    assert claim["inboundTokenClaimName"] == "cognito:groups"
    assert claim["authorizingClaimMatchValue"]["claimMatchValue"] == {"matchValueStringList": ["staff", "admin"]}
    assert made["filesystemConfigurations"] == [{"sessionStorage": {"mountPath": "/mnt/data"}}]
    assert made["lifecycleConfiguration"] == {"idleRuntimeSessionTimeout": 300, "maxLifetime": 3600}
    assert made["requestHeaderConfiguration"] == {"requestHeaderAllowlist": ["Authorization"]}
    deploy(account, tmp_path, with_runtime())
    taken_back = {"authorizerConfiguration", "filesystemConfigurations", "requestHeaderConfiguration"}
    assert not taken_back & runtime(account).keys()


# Parameters

GROUP = {"Group": {"Type": "AWS::EC2::SecurityGroup::Id"}}


def with_subnets(kind, **slot):
    """Sections of a template whose runtime is in the subnets of a parameter."""
    parameters = {"Subnets": {"Type": kind, **slot}, **GROUP}
    return {"resources": with_runtime(**in_subnets({"Ref": "Subnets"})), "Parameters": parameters}


def test_a_list_parameter_is_given_remembered_and_changed(account, tmp_path, subnets, group):
    template = with_subnets("List<AWS::EC2::Subnet::Id>")
    deploy(account, tmp_path, **template, given=[f"Subnets={','.join(subnets)}", f"Group={group}"])
    assert subnets_of(runtime(account)) == subnets
    deploy(account, tmp_path, **template)
    assert runtime(account)["agentRuntimeVersion"] == "1"
    deploy(account, tmp_path, **template, given=[f"Subnets={subnets[1]}"])
    assert subnets_of(runtime(account)) == subnets[1:]


def test_a_default_list_is_a_list(account, tmp_path, subnets, group):
    template = with_subnets("CommaDelimitedList", Default=", ".join(subnets))
    deploy(account, tmp_path, **template, given=[f"Group={group}"])
    assert subnets_of(runtime(account)) == subnets


def test_a_subnet_that_is_not_there_is_refused(account, tmp_path, group):
    template = with_subnets("List<AWS::EC2::Subnet::Id>")
    given = ["Subnets=subnet-00000000", f"Group={group}"]
    assert "Parameter validation failed" in deploy(account, tmp_path, **template, given=given, status=255)


@pytest.mark.parametrize("value", ["green", "red,green"])
def test_a_value_that_is_not_allowed_is_refused(account, tmp_path, value):
    kind = "CommaDelimitedList" if "," in value else "String"
    colour = {"Colour": {"Type": kind, "AllowedValues": ["red", "blue"]}}
    reason = deploy(account, tmp_path, {"Vpc": VPC}, 255, given=[f"Colour={value}"], Parameters=colour)
    assert "'Colour' must be one of AllowedValues" in reason


def test_a_value_that_is_not_given_is_refused(account, tmp_path):
    colours = {name: {"Type": "String"} for name in ("Colour", "Shade")}
    reason = deploy(account, tmp_path, {"Vpc": VPC}, 255, given=["Colour=red"], Parameters=colours)
    assert "Parameters: [Shade] must have values" in reason


def test_a_literal_of_fn_sub_loses_one_mark(account, tmp_path):
    variables = {"A": {"Fn::Sub": "${!X}"}, "B": {"Fn::Sub": "${!!X}-${AWS::Region}-${!!!Y}$"}}
    deploy(account, tmp_path, with_runtime(EnvironmentVariables=variables))
    assert runtime(account)["environmentVariables"] == {"A": "${X}", "B": "${!X}-us-east-1-${!!Y}$"}


def test_a_value_without_echo_reaches_the_runtime_only(account, tmp_path):
    key = {"Key": {"Type": "String", "NoEcho": True}}
    template = with_runtime(EnvironmentVariables={"KEY": {"Ref": "Key"}})
    deploy(account, tmp_path, template, given=["Key=abc"], Parameters=key)
    assert runtime(account)["environmentVariables"] == {"KEY": "abc"}
    (stack,) = account("cloudformation", "describe-stacks", "--stack-name", "tried")["Stacks"]
    assert stack["Parameters"] == [{"ParameterKey": "Key", "ParameterValue": "****"}]


# Parameter Store


@pytest.mark.parametrize("kind", ["List<AWS::EC2::Subnet::Id>", "CommaDelimitedList", "List<String>"])
def test_a_stored_list_is_read_and_read_again(account, tmp_path, subnets, group, kind):
    publish(account, "/net/subnets", ",".join(subnets), "StringList")
    template = with_subnets(f"AWS::SSM::Parameter::Value<{kind}>", Default="/net/subnets")
    deploy(account, tmp_path, **template, given=[f"Group={group}"])
    assert subnets_of(runtime(account)) == subnets
    (stack,) = account("cloudformation", "describe-stacks", "--stack-name", "tried")["Stacks"]
    assert {"ParameterKey": "Subnets", "ParameterValue": "/net/subnets", "ResolvedValue": ",".join(subnets)} in stack[
        "Parameters"
    ]
    publish(account, "/net/subnets", subnets[0], "StringList")
    deploy(account, tmp_path, **template)
    assert subnets_of(runtime(account)) == subnets[:1]


def test_a_stored_value_is_read_by_the_name_that_is_given(account, tmp_path, subnets, group):
    publish(account, "/net/subnet", subnets[1])
    parameters = {"Subnet": {"Type": "AWS::SSM::Parameter::Value<AWS::EC2::Subnet::Id>"}, **GROUP}
    given = ["Subnet=/net/subnet", f"Group={group}"]
    deploy(account, tmp_path, with_runtime(**in_subnets([{"Ref": "Subnet"}])), given=given, Parameters=parameters)
    assert subnets_of(runtime(account)) == subnets[1:]


def test_a_stored_value_that_is_not_there_is_refused(account, tmp_path):
    absent = {"Absent": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/net/absent"}}
    assert "[/net/absent]" in deploy(account, tmp_path, {"Vpc": VPC}, 255, Parameters=absent)


def stored(value, **properties):
    published = {"Name": "/net/name", "Type": "String", "Value": value, "Tags": {"Owner": "team"}, **properties}
    return {"Published": {"Type": "AWS::SSM::Parameter", "Properties": published}}


def test_a_published_value_gets_versions_and_goes_with_its_stack(account, tmp_path):
    for version, value in enumerate(["one", "two"], 1):
        deploy(account, tmp_path, stored(value))
        described = account("ssm", "get-parameter", "--name", "/net/name")["Parameter"]
        assert (described["Value"], described["Version"]) == (value, version)
    of_the_parameter = ["--resource-type", "Parameter", "--resource-id", "/net/name"]
    assert account("ssm", "list-tags-for-resource", *of_the_parameter)["TagList"] == [{"Key": "Owner", "Value": "team"}]
    delete(account)
    assert account("ssm", "describe-parameters")["Parameters"] == []


def test_dynamic_references_are_read_after_functions(account, tmp_path):
    for value in ("a", "b,c"):
        publish(account, "/net/name", value)
    publish(account, "/net/id", "x1")
    variables = {
        "FIRST": "{{resolve:ssm:/net/name:1}}",
        "NEWEST": "<{{resolve:ssm:/net/name}}>",
        "NAMED": {"Fn::Join": ["", ["{{resolve:ssm:/net/", "id", "}}"]]},
        "SPLIT": {"Fn::Select": [0, {"Fn::Split": [",", "{{resolve:ssm:/net/name}}"]}]},
    }
    deploy(account, tmp_path, with_runtime(EnvironmentVariables=variables))
    assert runtime(account)["environmentVariables"] == {"FIRST": "a", "NEWEST": "<b,c>", "NAMED": "x1", "SPLIT": "b,c"}


@pytest.mark.parametrize("reference", ["ssm:/net/absent", "ssm:/net/a b", "ssm-secure:/net/name", "secretsmanager:key"])
def test_a_dynamic_reference_to_nothing_is_refused(account, tmp_path, reference):
    variables = {"NAME": "{{resolve:%s}}" % reference}
    assert reference.partition(":")[2] in deploy(account, tmp_path, with_runtime(EnvironmentVariables=variables), 255)


def test_an_imported_list_is_split(account, tmp_path, subnets, group):
    outputs = {"Subnets": {"Value": ",".join(subnets), "Export": {"Name": "net-subnets"}}}
    deploy(account, tmp_path, {"Vpc": VPC}, stack="network", Outputs=outputs)
    imported = {"Fn::Split": [",", {"Fn::ImportValue": "net-subnets"}]}
    deploy(account, tmp_path, with_runtime(**in_subnets(imported)), given=[f"Group={group}"], Parameters=GROUP)
    assert subnets_of(runtime(account)) == subnets


# Logs and alarms

ARN_OF_THE_AGENT = {"Fn::GetAtt": ["Agent", "AgentRuntimeArn"]}


def with_delivery(source="agent-logs", log_type="APPLICATION_LOGS", agent="agent", destination=None, owner="team"):
    """A runtime whose logs are delivered, by default to a log group of its own."""
    group = {"LogGroupName": {"Fn::Sub": "/aws/vendedlogs/bedrock-agentcore/${Agent.AgentRuntimeId}"}}
    to_the_group = {"DestinationResourceArn": {"Fn::GetAtt": ["Logs", "Arn"]}}
    tags = {"Tags": [{"Key": "Owner", "Value": owner}]}
    to = {"DeliverySourceName": {"Ref": "Source"}, "DeliveryDestinationArn": {"Fn::GetAtt": ["Destination", "Arn"]}}
    properties = {
        "Logs": ("LogGroup", group),
        "Source": ("DeliverySource", {"Name": source, "LogType": log_type, "ResourceArn": ARN_OF_THE_AGENT, **tags}),
        "Destination": ("DeliveryDestination", {"Name": "agent-logs", **(destination or to_the_group)}),
        "Delivery": ("Delivery", to),
    }
    return with_runtime(AgentRuntimeName=agent) | {
        logical_id: {"Type": f"AWS::Logs::{kind}", "Properties": written}
        for logical_id, (kind, written) in properties.items()
    }


def test_logs_of_a_runtime_are_delivered_until_the_stack_goes(account, tmp_path):
    for owner in "team", "other team":
        deploy(account, tmp_path, with_delivery(owner=owner))
        (source,) = account("logs", "describe-delivery-sources")["deliverySources"]
        assert source["resourceArns"] == [runtime(account)["agentRuntimeArn"]]
        assert (source["service"], source["logType"]) == ("bedrock-agentcore", "APPLICATION_LOGS")
        assert source["tags"] == {"Owner": owner}
    (destination,) = account("logs", "describe-delivery-destinations")["deliveryDestinations"]
    assert destination["deliveryDestinationType"] == "CWL"
    log_group = destination["deliveryDestinationConfiguration"]["destinationResourceArn"]
    assert log_group.endswith(f":/aws/vendedlogs/bedrock-agentcore/{runtime(account)['agentRuntimeId']}")
    (delivery,) = account("logs", "describe-deliveries")["deliveries"]
    assert (delivery["deliverySourceName"], delivery["deliveryDestinationArn"]) == ("agent-logs", destination["arn"])
    deploy(account, tmp_path, with_runtime())
    for kind in "delivery-sources", "delivery-destinations", "deliveries":
        assert list(account("logs", f"describe-{kind}").values()) == [[]]
    deploy(account, tmp_path, with_delivery())
    assert len(account("logs", "describe-deliveries")["deliveries"]) == 1
    delete(account)
    assert account("logs", "describe-deliveries")["deliveries"] == []


def test_traces_of_a_runtime_go_to_x_ray(account, tmp_path):
    deploy(account, tmp_path, with_delivery(log_type="TRACES", destination={"DeliveryDestinationType": "XRAY"}))
    (delivery,) = account("logs", "describe-deliveries")["deliveries"]
    assert delivery["deliveryDestinationType"] == "XRAY"
    (destination,) = account("logs", "describe-delivery-destinations")["deliveryDestinations"]
    assert "deliveryDestinationConfiguration" not in destination


REFUSED_DELIVERIES = {
    "traces to a log group": ({"log_type": "TRACES"}, "traces go to X-Ray"),
    "logs to X-Ray": ({"destination": {"DeliveryDestinationType": "XRAY"}}, "traces go to X-Ray"),
    "a log type of another service": ({"log_type": "ACCESS_LOGS"}, "ACCESS_LOGS"),
    "no destination": ({"destination": {"DeliveryDestinationType": "CWL"}}, "DestinationResourceArn"),
}


@pytest.mark.parametrize("case", REFUSED_DELIVERIES)
def test_a_delivery_is_refused(account, tmp_path, case):
    options, reason = REFUSED_DELIVERIES[case]
    assert reason in deploy(account, tmp_path, with_delivery(**options), 255)


def test_a_source_cannot_be_renamed_and_cannot_follow_a_new_runtime(account, tmp_path):
    deploy(account, tmp_path, with_delivery())
    assert "already been used in another Delivery Source" in deploy(
        account, tmp_path, with_delivery(source="other"), 255
    )
    delete(account)
    deploy(account, tmp_path, with_delivery())
    assert "new ResourceId is not allowed" in deploy(account, tmp_path, with_delivery(agent="other"), 255)


def alarm(**properties):
    written = {"ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 3, "Threshold": 5} | properties
    return {"Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"AlarmName": "agent", **written}}}


def test_an_alarm_is_made_changed_and_deleted(account, tmp_path):
    dimensions = [{"Name": "Resource", "Value": "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/agent-0"}]
    metric = {"Namespace": "AWS/Bedrock-AgentCore", "MetricName": "Latency", "Dimensions": dimensions}
    p99 = metric | {"ExtendedStatistic": "p99", "Period": 300, "TreatMissingData": "notBreaching"}
    for threshold in 5, 9000:
        deploy(account, tmp_path, alarm(**p99, Threshold=threshold))
        (made,) = account("cloudwatch", "describe-alarms")["MetricAlarms"]
        assert (made["AlarmName"], made["Threshold"], made["ExtendedStatistic"]) == ("agent", threshold, "p99")
        assert made["Dimensions"] == dimensions
    delete(account)
    assert account("cloudwatch", "describe-alarms")["MetricAlarms"] == []


def test_an_alarm_computes_from_other_metrics(account, tmp_path):
    stat = {"Metric": {"Namespace": "AWS/Bedrock-AgentCore", "MetricName": "Invocations"}, "Period": 300, "Stat": "Sum"}
    queries = [
        {"Id": "all", "MetricStat": stat, "ReturnData": False},
        {"Id": "rate", "Expression": "100 * all", "ReturnData": True},
    ]
    deploy(account, tmp_path, alarm(Metrics=queries))
    (made,) = account("cloudwatch", "describe-alarms")["MetricAlarms"]
    assert [(each["Id"], each["ReturnData"]) for each in made["Metrics"]] == [("all", False), ("rate", True)]
    assert made["Metrics"][0]["MetricStat"]["Metric"]["MetricName"] == "Invocations"
