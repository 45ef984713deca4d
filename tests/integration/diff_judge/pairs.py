"""Pairs of templates from a seed: templates of the examples and made ones, each with a few random edits."""

import copy
import random

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}

# Edits that change the spelling and not the meaning.
HARMLESS = {"reorder-members", "reorder-sets", "respell", "depends-on"}


def statement(rng):
    actions = rng.sample(["s3:GetObject", "s3:PutObject", "s3:*", "kms:Decrypt", "sns:Publish"], rng.randint(1, 3))
    made = {
        "Effect": rng.choice(["Allow", "Allow", "Allow", "Deny"]),
        rng.choice(["Action", "Action", "Action", "NotAction"]): actions if len(actions) > 1 or rng.random() < 0.5 else actions[0],
        rng.choice(["Resource", "Resource", "Resource", "NotResource"]): rng.choice(["*", "arn:aws:s3:::b/*", {"Fn::GetAtt": ["Bucket", "Arn"]}, ["a", "b"]]),
    }
    if rng.random() < 0.3:
        made["Condition"] = {"StringEquals": {"aws:SourceAccount": rng.choice(["1", "2"])}}
    return made


def rule(rng):
    port = rng.choice([22, 80, 443])
    peer = rng.choice(
        [
            {"CidrIp": "10.0.0.0/8"},
            {"CidrIp": "0.0.0.0/0"},
            {"CidrIpv6": "::/0"},
            {"SourceSecurityGroupId": "sg-1"},
            {"SourcePrefixListId": "pl-1"},
        ]
    )
    if rng.random() < 0.2:
        return {"IpProtocol": "-1", **peer}
    return {"IpProtocol": rng.choice(["tcp", "udp"]), "FromPort": port, "ToPort": port + rng.choice([0, 0, 9]), **peer}


def outward(made):
    """The same rule for what leaves the group."""
    return {key.replace("Source", "Destination"): value for key, value in made.items()}


def reference(rng, target, attribute):
    """One of the ways to write a reference."""
    att = {"Fn::GetAtt": [target, attribute]} if attribute else {"Ref": target}
    name = f"{target}.{attribute}" if attribute else target
    return rng.choice(
        [
            att,
            att,
            {"Fn::Sub": f"${{{name}}}"},
            {"Fn::Sub": f"x-${{{name}}}"},
            {"Fn::Join": ["", ["x-", att]]},
            {"Fn::If": ["Condition", att, "other"]},
        ]
    )


def made_template(rng):
    """Chains of references among types that CloudFormation replaces for different reasons."""
    resources = {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "default"}},
        "Subnet": {
            "Type": "AWS::EC2::Subnet",
            "Properties": {"VpcId": reference(rng, "Vpc", ""), "CidrBlock": "10.0.0.0/24", "MapPublicIpOnLaunch": False},
        },
        "Group": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "g",
                "VpcId": reference(rng, "Vpc", ""),
                "SecurityGroupIngress": [rule(rng) for _ in range(rng.randint(0, 3))],
                "SecurityGroupEgress": [outward(rule(rng)) for _ in range(rng.randint(0, 2))],
            },
        },
        "Rule": {
            "Type": "AWS::EC2::SecurityGroupIngress",
            "Properties": {"GroupId": {"Fn::GetAtt": ["Group", "GroupId"]}, **rule(rng)},
        },
        "Endpoint": {
            "Type": "AWS::EC2::VPCEndpoint",
            "Properties": {
                "VpcId": reference(rng, "Vpc", ""),
                "ServiceName": "s",
                "VpcEndpointType": "Interface",
                "SubnetIds": [reference(rng, "Subnet", ""), "subnet-2"],
            },
        },
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "RoleName": "role-a",
                "AssumeRolePolicyDocument": TRUST,
                "MaxSessionDuration": 3600,
                "ManagedPolicyArns": rng.sample(["arn:a", "arn:b", "arn:c"], rng.randint(0, 3)),
                "Policies": [
                    {"PolicyName": "p", "PolicyDocument": {"Statement": [statement(rng) for _ in range(rng.randint(1, 3))]}}
                ],
                "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}],
            },
        },
        "Policy": {
            "Type": "AWS::IAM::Policy",
            "Properties": {
                "PolicyName": "q",
                "Roles": [{"Ref": "Role"}],
                "PolicyDocument": {"Statement": [statement(rng)]},
            },
        },
        "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "bucket-a"}},
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Ref": "Name"}, "FifoTopic": False}},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 30}},
        "Table": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
                "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
                "BillingMode": "PAY_PER_REQUEST",
            },
        },
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Role": reference(rng, "Role", "Arn"),
                "Code": {"S3Bucket": reference(rng, "Bucket", ""), "S3Key": "k"},
                "Environment": {"Variables": {"QUEUE": reference(rng, "Queue", ""), "TABLE": {"Ref": "Table"}}},
            },
        },
        "Permission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "Action": "lambda:InvokeFunction",
                "FunctionName": reference(rng, "Function", "Arn"),
                "Principal": "sns.amazonaws.com",
                "SourceArn": reference(rng, "Topic", ""),
            },
        },
        "Runtime": {
            "Type": "AWS::BedrockAgentCore::Runtime",
            "Properties": {
                "AgentRuntimeName": "agent",
                "RoleArn": reference(rng, "Role", "Arn"),
                "AgentRuntimeArtifact": {"ContainerConfiguration": {"ContainerUri": "i:v1"}},
                "NetworkConfiguration": {"NetworkMode": "PUBLIC"},
            },
        },
        "RuntimeEndpoint": {
            "Type": "AWS::BedrockAgentCore::RuntimeEndpoint",
            "Properties": {"Name": "e", "AgentRuntimeId": reference(rng, "Runtime", "AgentRuntimeId")},
        },
        "Custom": {"Type": "Custom::Thing", "Properties": {"ServiceToken": "t", "A": 1}},
    }
    return {
        "Parameters": {"Name": {"Type": "String", "Default": "a"}},
        "Conditions": {"Condition": {"Fn::Equals": [{"Ref": "Name"}, "a"]}},
        "Resources": resources,
    }


# Values that replace a resource, by its type.
CREATE_ONLY = {
    "AWS::EC2::VPC": ("CidrBlock", "10.9.0.0/16"),
    "AWS::EC2::Subnet": ("CidrBlock", "10.9.0.0/24"),
    "AWS::EC2::SecurityGroup": ("GroupDescription", "other"),
    "AWS::EC2::VPCEndpoint": ("ServiceName", "other"),
    "AWS::IAM::Role": ("Path", "/other/"),
    "AWS::S3::Bucket": ("BucketName", "bucket-b"),
    "AWS::SNS::Topic": ("TopicName", "other"),
    "AWS::SQS::Queue": ("QueueName", "other"),
    "AWS::DynamoDB::Table": ("TableName", "other"),
    "AWS::Lambda::Function": ("FunctionName", "other"),
    "AWS::BedrockAgentCore::Runtime": ("AgentRuntimeName", "other"),
    "AWS::ECR::Repository": ("RepositoryName", "other"),
    "AWS::KMS::Alias": ("AliasName", "alias/other"),
    "AWS::Logs::LogGroup": ("LogGroupName", "other"),
}
MAY_REPLACE = {"AWS::EC2::VPC": ("InstanceTenancy", "dedicated")}
IN_PLACE = {
    "AWS::EC2::VPC": ("EnableDnsHostnames", "false"),
    "AWS::EC2::Subnet": ("MapPublicIpOnLaunch", True),
    "AWS::IAM::Role": ("MaxSessionDuration", 7200),
    "AWS::SNS::Topic": ("DisplayName", "other"),
    "AWS::SQS::Queue": ("VisibilityTimeout", 60),
    "AWS::Lambda::Function": ("Description", "other"),
    "AWS::BedrockAgentCore::Runtime": ("Description", "other"),
    "Custom::Thing": ("A", 2),
}


def some(rng, resources, types):
    fitting = [name for name, resource in resources.items() if resource["Type"] in types]
    return rng.choice(fitting) if fitting else None


def set_property(rng, resources, values):
    name = some(rng, resources, values)
    if name is None:
        return None
    key, value = values[resources[name]["Type"]]
    resources[name].setdefault("Properties", {})[key] = value
    return name


def add(rng, resources):
    name = rng.choice(list(resources))
    fresh = f"Fresh{rng.randint(0, 999)}"
    resources[fresh] = copy.deepcopy(resources[name])
    return fresh


def drop(rng, resources):
    name = rng.choice(list(resources))
    del resources[name]
    return name


def change_type(rng, resources):
    name = some(rng, resources, {"AWS::SNS::Topic", "AWS::SQS::Queue", "Custom::Thing", "AWS::ECR::Repository"})
    if name:
        resources[name] = {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}}
    return name


def retain_and_drop(rng, resources, base):
    name = rng.choice([name for name in resources if name in base] or [None])
    if name:
        base[name]["DeletionPolicy"] = "Retain"
        del resources[name]
    return name


def edit_policy(rng, resources):
    name = some(rng, resources, {"AWS::IAM::Role", "AWS::IAM::Policy"})
    if name is None:
        return None
    properties = resources[name]["Properties"]
    document = properties["PolicyDocument"] if "PolicyDocument" in properties else None
    if document is None:
        policies = properties.setdefault("Policies", [])
        if not policies:
            policies.append({"PolicyName": "p", "PolicyDocument": {"Statement": []}})
        document = policies[0]["PolicyDocument"]
    statements = document["Statement"]
    if statements and rng.random() < 0.4:
        statements.pop(rng.randrange(len(statements)))
    else:
        statements.insert(rng.randint(0, len(statements)), statement(rng))
    return name


def edit_managed(rng, resources):
    name = some(rng, resources, {"AWS::IAM::Role"})
    if name:
        resources[name]["Properties"]["ManagedPolicyArns"] = rng.sample(["arn:a", "arn:b", "arn:c"], rng.randint(1, 2))
    return name


def edit_rules(rng, resources):
    name = some(rng, resources, {"AWS::EC2::SecurityGroup"})
    if name:
        properties = resources[name]["Properties"]
        properties["SecurityGroupIngress"] = [rule(rng) for _ in range(rng.randint(1, 3))]
        properties["SecurityGroupEgress"] = [outward(rule(rng)) for _ in range(rng.randint(0, 2))]
    return name


def edit_trust(rng, resources):
    name = some(rng, resources, {"AWS::IAM::Role"})
    if name:
        principal = rng.choice(
            [
                {"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]},
                {"AWS": "arn:aws:iam::123456789012:root"},
                {"Federated": "cognito-identity.amazonaws.com"},
            ]
        )
        made = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
        resources[name]["Properties"]["AssumeRolePolicyDocument"] = {"Version": "2012-10-17", "Statement": [made]}
    return name


def retarget(rng, resources):
    """Points a reference at something else."""
    name = some(rng, resources, {"AWS::EC2::Subnet"})
    if name:
        resources[name]["Properties"]["VpcId"] = "vpc-other"
    return name


def metadata(rng, resources):
    name = rng.choice(list(resources))
    resources[name].setdefault("Metadata", {})["Note"] = rng.randint(0, 99)
    return name


def depends_on(rng, resources):
    name, other = rng.choice(list(resources)), rng.choice(list(resources))
    resources[name]["DependsOn"] = [other]
    return name


def reorder_members(rng, resources):
    name = rng.choice(list(resources))
    properties = resources[name].get("Properties", {})
    resources[name]["Properties"] = dict(reversed(properties.items()))
    return name


def reorder_sets(rng, resources):
    name = some(rng, resources, {"AWS::EC2::VPCEndpoint", "AWS::IAM::Role"})
    if name:
        properties = resources[name]["Properties"]
        for key in ("SubnetIds", "Tags", "ManagedPolicyArns"):
            if key in properties:
                properties[key] = properties[key][::-1]
    return name


def respell(rng, resources):
    """Numbers as text, Fn::GetAtt as text, actions as lists."""

    def walk(value):
        if isinstance(value, list):
            return [walk(item) for item in value]
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int):
            return str(value)
        if not isinstance(value, dict):
            return value
        if list(value) == ["Fn::GetAtt"] and isinstance(value["Fn::GetAtt"], list):
            return {"Fn::Sub": "${" + ".".join(value["Fn::GetAtt"]) + "}"}
        return {
            key: [item] if key == "Action" and isinstance(item, str) else walk(item) for key, item in value.items()
        }

    name = rng.choice(list(resources))
    if "Properties" in resources[name]:
        resources[name]["Properties"] = walk(resources[name]["Properties"])
    return name


EDITS = {
    "add": add,
    "drop": drop,
    "change-type": change_type,
    "create-only": lambda rng, resources: set_property(rng, resources, CREATE_ONLY),
    "may-replace": lambda rng, resources: set_property(rng, resources, MAY_REPLACE),
    "in-place": lambda rng, resources: set_property(rng, resources, IN_PLACE),
    "policy": edit_policy,
    "managed": edit_managed,
    "rules": edit_rules,
    "trust": edit_trust,
    "custom": lambda rng, resources: set_property(rng, resources, {"Custom::Thing": ("A", 2)}),
    "retarget": retarget,
    "metadata": metadata,
    "depends-on": depends_on,
    "reorder-members": reorder_members,
    "reorder-sets": reorder_sets,
    "respell": respell,
}


def pair(rng, examples):
    """{"base", "next", "edits": {logical id: names of the edits made to it}, "default": a parameter has another}"""
    base = made_template(rng) if rng.random() < 0.6 else copy.deepcopy(rng.choice(examples))
    following = copy.deepcopy(base)
    edits = {}
    for _ in range(rng.randint(1, 3)):
        if not following["Resources"]:
            break
        if rng.random() < 0.1:
            name, edit = retain_and_drop(rng, following["Resources"], base["Resources"]), "retain"
        else:
            # Replacements are what the two tools can disagree on.
            edit = rng.choice([*EDITS, "create-only", "create-only", "create-only"])
            name = EDITS[edit](rng, following["Resources"])
        if name is not None:
            edits.setdefault(name, set()).add(edit)
    default = "Name" in following.get("Parameters", {}) and rng.random() < 0.2
    if default:
        following["Parameters"]["Name"]["Default"] = "b"
    return {"base": base, "next": following, "edits": edits, "default": default}


def pairs(seed, count, examples):
    rng = random.Random(seed)
    return [pair(rng, examples) for _ in range(count)]
