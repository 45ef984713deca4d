"""The plug-in passes nothing over: a template that moto would half deploy fails, and says why."""

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


def deploy(aws, folder, resources, status=0):
    """The reason that the stack's newest event gives."""
    template = folder / "template.json"
    template.write_text(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}))
    command = ["deploy", "--stack-name", "tried", "--template-file", template, "--no-fail-on-empty-changeset"]
    aws.type("cloudformation", *command, status=status)
    events = aws("cloudformation", "describe-stack-events", "--stack-name", "tried")["StackEvents"]
    return events[0].get("ResourceStatusReason")


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
    template = tmp_path / "template.json"
    template.write_text(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Role": role}}))
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
