"""Each example is deployed by the real AWS CLI, with what it takes from elsewhere made before, and read back."""

import fnmatch
import json

import pytest
from conftest import ACCOUNT, EXAMPLES, HERE

FIXTURES = HERE / "fixtures"


class Deployed:
    """An example that is built and then deployed: its stacks, and what the services say of its runtimes."""

    def __init__(self, aws, assembly):
        self.aws, self.assembly = aws, assembly

    def deploy(self, *images, **given):
        """Every stack in order; `given` are values of template parameters, for the stacks that have them."""
        for stack_name in self.assembly.stacks:
            if stack_name == self.assembly.stack("agentcore"):
                for repository, tag in images:
                    self.aws.push_image(repository, tag)
            self.deploy_stack(stack_name, **given)
        return self

    def deploy_stack(self, stack_name, status=0, **given):
        known = self.assembly.template(stack_name).get("Parameters", {})
        values = [f"{name}={value}" for name, value in given.items() if name in known]
        overrides = ["--parameter-overrides", *values] if values else []
        return self.aws.deploy(self.assembly, stack_name, *overrides, "--no-fail-on-empty-changeset", status=status)

    def short_names(self):
        return {self.assembly.template_file(name).name.partition(".")[0] for name in self.assembly.stacks}

    def runtime(self, name):
        control = "bedrock-agentcore-control"
        listed = self.aws(control, "list-agent-runtimes")["agentRuntimes"]
        (found,) = [runtime for runtime in listed if runtime["agentRuntimeName"] == name]
        return self.aws(control, "get-agent-runtime", "--agent-runtime-id", found["agentRuntimeId"])

    def endpoint(self, runtime, name):
        named = ["--agent-runtime-id", runtime["agentRuntimeId"], "--endpoint-name", name]
        return self.aws("bedrock-agentcore-control", "get-agent-runtime-endpoint", *named)

    def statements(self, role_arn):
        """The statements of the role's inline policies, by Sid."""
        named = ["--role-name", role_arn.rpartition("/")[2]]
        policies = self.aws("iam", "list-role-policies", *named)["PolicyNames"]
        documents = [self.aws("iam", "get-role-policy", *named, "--policy-name", policy) for policy in policies]
        return {each["Sid"]: each for document in documents for each in document["PolicyDocument"]["Statement"]}


@pytest.fixture
def example(build, aws):
    """example(name, *options of build, before=...) -> Deployed; before(aws) -> further options of build"""

    def example(name, *options, before=lambda aws: []):
        config = EXAMPLES / f"{name}.yaml"
        cli = aws(build(config, *options).region)
        return Deployed(cli, build(config, *options, *before(cli)))

    return example


def produce(aws, name, *given):
    """What other teams have deployed before."""
    command = ["cloudformation", "deploy", "--stack-name", "producer", "--template-file", FIXTURES / f"{name}.yaml"]
    command += ["--capabilities", "CAPABILITY_NAMED_IAM", "--no-fail-on-empty-changeset"]
    aws.type(*command, *(["--parameter-overrides", *given] if given else []))


def uri(region, image):
    return f"{ACCOUNT}.dkr.ecr.{region}.amazonaws.com/{image}"


def container_uri(runtime):
    return runtime["agentRuntimeArtifact"]["containerConfiguration"]["containerUri"]


def network(runtime):
    config = runtime["networkConfiguration"]["networkModeConfig"]
    return config["subnets"], config["securityGroups"]


def test_every_example_is_deployed_somewhere():
    here = {"minimal", "production"}  # test_deploy.py
    here |= {"vpc-platform", "mcp-server-jwt", "orchestrator", "zip-artifact", "existing-network-and-role"}
    here |= {"parameters-for-ci", "nat-egress", "ssm-references", "environments"}
    here |= {"targets"}  # test_rollout.py
    assert here == {config.stem for config in EXAMPLES.glob("*.yaml")}


def test_vpc_platform_takes_what_another_team_exports(example):
    def before(aws):
        produce(aws, "vpc-platform")
        aws.push_image("billing-agents", "v2.3.1")
        return []

    deployed = example("vpc-platform", before=before).deploy()
    assert deployed.short_names() == {"network", "agentcore"}
    aws, runtime = deployed.aws, deployed.runtime("invoice_agent")
    exports = {export["Name"]: export["Value"] for export in aws("cloudformation", "list-exports")["Exports"]}
    subnets = [exports[f"platform-network-prod-AgentSubnet{letter}"] for letter in "AB"]
    assert network(runtime) == (subnets, [exports["billing-network-prod-RuntimeSecurityGroupId"]])
    assert runtime["roleArn"] == exports["platform-security-prod-AgentRoleArn"]
    assert container_uri(runtime) == uri("us-east-1", "billing-agents:v2.3.1")
    assert runtime["environmentVariables"] == {"LOG_LEVEL": "info", "LEDGER_TABLE": "ledger-prod"}
    endpoints = aws("ec2", "describe-vpc-endpoints")["VpcEndpoints"]
    assert {endpoint["VpcId"] for endpoint in endpoints} == {exports["platform-network-prod-VpcId"]}
    tables = {exports[f"platform-network-prod-AgentRouteTable{letter}"] for letter in "AB"}
    for endpoint in endpoints:
        if endpoint["VpcEndpointType"] == "Gateway":
            assert set(endpoint["RouteTableIds"]) == tables
        else:
            assert endpoint["SubnetIds"] == subnets
    aws("cloudformation", "delete-stack", "--stack-name", "producer", status=255)  # it is imported from


def test_mcp_server_jwt_lets_in_whom_the_config_names(example):
    deployed = example("mcp-server-jwt").deploy(("agent-images", "catalogue-1.4.0"))
    runtime = deployed.runtime("catalogue_mcp")
    authorizer = runtime["authorizerConfiguration"]["customJWTAuthorizer"]
    assert authorizer["discoveryUrl"].endswith("/eu-west-1_Ab1Cd2Ef3/.well-known/openid-configuration")
    assert authorizer["allowedClients"] == ["5o1h2k3j4m5n6p7q8r9s0t1u2v"]
    assert authorizer["allowedScopes"] == ["catalogue/read"]
    claims = authorizer["customClaims"]
    assert {claim["inboundTokenClaimName"]: claim["authorizingClaimMatchValue"] for claim in claims} == {
        "cognito:groups": {
            "claimMatchOperator": "CONTAINS_ANY",
            "claimMatchValue": {"matchValueStringList": ["buyers", "catalogue-admins"]},
        },
        "token_use": {"claimMatchOperator": "EQUALS", "claimMatchValue": {"matchValueString": "access"}},
    }
    assert runtime["protocolConfiguration"] == {"serverProtocol": "MCP"}
    headers = ["Authorization", "X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant"]
    assert runtime["requestHeaderConfiguration"] == {"requestHeaderAllowlist": headers}
    assert runtime["lifecycleConfiguration"] == {"idleRuntimeSessionTimeout": 300, "maxLifetime": 3600}
    statements = deployed.statements(runtime["roleArn"])
    assert statements["ReadCatalogue"]["Action"] == ["dynamodb:GetItem", "dynamodb:Query"]
    assert "bedrock:" not in json.dumps(statements)


def allows(statements, action, resource):
    for statement in statements.values():
        actions, resources = statement["Action"], statement["Resource"]
        actions = [actions] if isinstance(actions, str) else actions
        resources = [resources] if isinstance(resources, str) else resources
        if action in actions and any(fnmatch.fnmatchcase(resource, pattern) for pattern in resources):
            return True
    return False


def test_orchestrator_knows_and_may_invoke_its_specialists(example):
    images = [("travel/orchestrator", "v3.0.0")]
    images += [("travel/specialists", "flights-v1.2.0"), ("travel/specialists", "hotels-v1.1.0")]
    deployed = example("orchestrator").deploy(*images)
    orchestrator, flights, hotels = map(deployed.runtime, ["orchestrator", "flights", "hotels"])
    assert orchestrator["environmentVariables"] == {
        "FLIGHTS_AGENT_ARN": flights["agentRuntimeArn"],
        "HOTELS_AGENT_ARN": hotels["agentRuntimeArn"],
    }
    assert container_uri(flights) == uri("us-west-2", "travel/specialists:flights-v1.2.0")
    assert len({runtime["roleArn"] for runtime in (orchestrator, flights, hotels)}) == 3
    for caller in orchestrator, flights, hotels:
        statements = deployed.statements(caller["roleArn"])
        for target in flights, hotels, orchestrator:
            may = caller is orchestrator and target is not orchestrator
            for end in "", "/runtime-endpoint/DEFAULT":
                resource = target["agentRuntimeArn"] + end
                assert allows(statements, "bedrock-agentcore:InvokeAgentRuntime", resource) == may
    live = deployed.endpoint(orchestrator, "live")
    assert (live["status"], live["liveVersion"]) == ("READY", "1")


def test_zip_artifact_runs_an_archive_of_s3(example):
    deployed = example("zip-artifact")
    bucket, key = "helpdesk-artifacts-123456789012", "helpdesk-agent/3f9c2e1.zip"
    constraint = ["--create-bucket-configuration", "LocationConstraint=eu-central-1"]
    deployed.aws("s3api", "create-bucket", "--bucket", bucket, *constraint)
    deployed.aws("s3api", "put-object", "--bucket", bucket, "--key", key)
    deployed.deploy()
    assert deployed.short_names() == {"security", "agentcore"}
    runtime = deployed.runtime("helpdesk_agent")
    assert runtime["agentRuntimeArtifact"] == {
        "codeConfiguration": {
            "code": {"s3": {"bucket": bucket, "prefix": key}},
            "runtime": "PYTHON_3_13",
            "entryPoint": ["opentelemetry-instrument", "main.py"],
        }
    }
    assert runtime["filesystemConfigurations"] == [{"sessionStorage": {"mountPath": "/mnt/workspace"}}]
    statements = deployed.statements(runtime["roleArn"])
    assert allows(statements, "s3:GetObject", f"arn:aws:s3:::{bucket}/{key}")
    assert not allows(statements, "s3:GetObject", f"arn:aws:s3:::{bucket}/other.zip")
    assert "ecr:" not in json.dumps(statements)


def test_existing_network_and_role_makes_the_runtime_only(example):
    given = {}

    def before(aws):
        produce(aws, "existing-network-and-role")
        aws.push_image("claims/agent", "v1")
        (image,) = aws("ecr", "describe-images", "--repository-name", "claims/agent")["imageDetails"]
        given.update(aws.outputs("producer"), digest=image["imageDigest"])
        placed = "runtimes[claims-agent].network_configuration"
        values = [
            f"{placed}.subnet_ids=[{given['SubnetA']}, {given['SubnetB']}]",
            f"{placed}.security_group_ids[0]={given['Group']}",
            f"runtimes[0].artifact.container_uri={uri('us-east-1', 'claims/agent')}@{given['digest']}",
        ]
        return [part for value in values for part in ("--set", value)]

    deployed = example("existing-network-and-role", before=before).deploy()
    assert deployed.short_names() == {"agentcore"}
    (resource,) = deployed.assembly.template(deployed.assembly.stack("agentcore"))["Resources"].values()
    assert resource["Type"] == "AWS::BedrockAgentCore::Runtime"
    runtime = deployed.runtime("claims_agent")
    assert network(runtime) == ([given["SubnetA"], given["SubnetB"]], [given["Group"]])
    assert runtime["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/platform/claims-agent"
    assert container_uri(runtime).endswith(f"/claims/agent@{given['digest']}")


def test_parameters_for_ci_are_given_remembered_and_changed(example):
    first = {
        "ImageTag": "3f9c2e1",
        "LogLevel": "debug",
        "IndexSecretArn": f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:index-a1B2c3",
        "PermissionsBoundaryArn": f"arn:aws:iam::{ACCOUNT}:policy/boundary",
        "DiscoveryUrl": "https://login.example.com/.well-known/openid-configuration",
        "AllowedClients": "web,mobile",
    }

    deployed = example("parameters-for-ci")
    boundary = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    named = ["--policy-name", "boundary", "--policy-document", json.dumps(boundary)]
    deployed.aws("iam", "create-policy", *named)
    deployed.deploy(("agent-images", "3f9c2e1"), **first)
    runtime = deployed.runtime("search_agent")
    assert container_uri(runtime) == uri("us-east-1", "agent-images:3f9c2e1")
    secret = first["IndexSecretArn"]
    assert runtime["environmentVariables"] == {"LOG_LEVEL": "debug", "INDEX_SECRET_ARN": secret}
    authorizer = {"discoveryUrl": first["DiscoveryUrl"], "allowedClients": ["web", "mobile"]}
    assert runtime["authorizerConfiguration"] == {"customJWTAuthorizer": authorizer}
    assert deployed.statements(runtime["roleArn"])["SecretAccess"]["Resource"] == secret
    role = deployed.aws("iam", "get-role", "--role-name", "search-agent-prod")["Role"]
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == first["PermissionsBoundaryArn"]

    agentcore = deployed.assembly.stack("agentcore")
    deployed.aws.push_image("agent-images", "77aa01b")
    deployed.deploy_stack(agentcore, ImageTag="77aa01b")
    changed = deployed.runtime("search_agent")
    assert (changed["agentRuntimeVersion"], changed["agentRuntimeId"]) == ("2", runtime["agentRuntimeId"])
    assert container_uri(changed) == uri("us-east-1", "agent-images:77aa01b")
    assert changed["environmentVariables"] == runtime["environmentVariables"]
    deployed.deploy_stack(agentcore, status=255, LogLevel="chatty")


def test_parameters_for_ci_must_be_given(example):
    deployed = example("parameters-for-ci")
    stack_name = deployed.assembly.stack("security")
    deployed.deploy_stack(stack_name, status=255)
    newest, *_ = deployed.aws("cloudformation", "describe-stack-events", "--stack-name", stack_name)["StackEvents"]
    reason = "Parameters: [PermissionsBoundaryArn, IndexSecretArn] must have values"
    assert reason in newest["ResourceStatusReason"]


def test_nat_egress_leaves_every_zone_and_is_watched(example):
    deployed = example("nat-egress").deploy(("agent-images", "v0.9.2"))
    aws, runtime = deployed.aws, deployed.runtime("research_agent")
    subnets, (group,) = network(runtime)
    described = aws("ec2", "describe-subnets", "--subnet-ids", *subnets)["Subnets"]
    assert {each["AvailabilityZoneId"] for each in described} == {"use2-az1", "use2-az2", "use2-az3"}
    assert len(aws("ec2", "describe-nat-gateways")["NatGateways"]) == 3
    (described,) = aws("ec2", "describe-security-groups", "--group-ids", group)["SecurityGroups"]
    ways_out = {
        (rule["FromPort"], rule["ToPort"], peer["CidrIp"])
        for rule in described["IpPermissionsEgress"]
        for peer in rule["IpRanges"]
    }
    assert ways_out == {(443, 443, "0.0.0.0/0"), (5432, 5432, "10.50.0.0/24"), (8883, 8884, "192.0.2.10/32")}
    endpoints = aws("ec2", "describe-vpc-endpoints")["VpcEndpoints"]
    policies = {each["ServiceName"].rpartition(".")[2]: json.loads(each["PolicyDocument"]) for each in endpoints}
    assert policies.keys() == {"s3", "dynamodb"}
    assert all(len(each["RouteTableIds"]) == 3 for each in endpoints)
    table = f"arn:aws:dynamodb:us-east-2:{ACCOUNT}:table/research-notes"
    assert policies["dynamodb"]["Statement"][0]["Resource"] == table
    (flow_log,) = aws("ec2", "describe-flow-logs")["FlowLogs"]
    groups = {each["logGroupName"]: each["retentionInDays"] for each in aws("logs", "describe-log-groups")["logGroups"]}
    assert groups[flow_log["LogGroupName"]] == 30

    assert runtime["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/agents/research-agent-prod"
    notes = deployed.statements(runtime["roleArn"])["KeepNotes"]
    assert notes["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["agent#*"]}}

    (source,) = aws("logs", "describe-delivery-sources")["deliverySources"]
    assert (source["resourceArns"], source["logType"]) == ([runtime["agentRuntimeArn"]], "APPLICATION_LOGS")
    (delivery,) = aws("logs", "describe-deliveries")["deliveries"]
    assert (delivery["deliverySourceName"], delivery["deliveryDestinationType"]) == (source["name"], "CWL")
    alarms = aws("cloudwatch", "describe-alarms")["MetricAlarms"]
    assert sorted(alarm["Threshold"] for alarm in alarms) == [5, 30000]
    for alarm in alarms:
        assert alarm["AlarmActions"] == [f"arn:aws:sns:us-east-2:{ACCOUNT}:on-call"]
        metrics = [stat["MetricStat"]["Metric"] for stat in alarm.get("Metrics", []) if "MetricStat" in stat] or [alarm]
        for metric in metrics:
            assert {each["Name"]: each["Value"] for each in metric["Dimensions"]} == {
                "Operation": "InvokeAgentRuntime",
                "Name": "research_agent::DEFAULT",
                "Resource": runtime["agentRuntimeArn"],
            }


def test_ssm_references_are_read_when_the_stack_is_deployed(example):
    def before(aws):
        for guardrail in "gr-1", "gr-2":
            produce(aws, "ssm-references", f"Guardrail={guardrail}")
        return []

    deployed = example("ssm-references", before=before).deploy(("agent-images", "v5.2.0"))
    aws, runtime = deployed.aws, deployed.runtime("support_agent")
    assert aws("cloudformation", "list-exports")["Exports"] == []
    assert runtime["environmentVariables"] == {"KNOWLEDGE_BASE_ID": "KB00000001", "GUARDRAIL_ID": "gr-2"}
    authorizer = runtime["authorizerConfiguration"]["customJWTAuthorizer"]
    assert authorizer["discoveryUrl"] == "https://login.example.com/.well-known/openid-configuration"
    assert authorizer["allowedClients"] == ["web", "mobile"]
    assert runtime["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/support-agent-execution-role-prod"
    listed = aws("ssm", "get-parameters-by-path", "--path", "/support/prod", "--recursive")["Parameters"]
    published = {parameter["Name"]: parameter["Value"] for parameter in listed}
    assert published["/support/prod/security/AgentExecutionRoleArn"] == runtime["roleArn"]
    assert published["/support/prod/agentcore/SupportAgentRuntimeArn"] == runtime["agentRuntimeArn"]

    # A published value changes while the consumer uses it; the unchanged template picks it up.
    other = aws("iam", "create-role", "--role-name", "successor", "--assume-role-policy-document", "{}")["Role"]["Arn"]
    for name, value in ("/platform/jwt/clients", "web"), ("/support/prod/security/AgentExecutionRoleArn", other):
        aws("ssm", "put-parameter", "--name", name, "--value", value, "--overwrite")
    deployed.deploy_stack(deployed.assembly.stack("agentcore"))
    runtime = deployed.runtime("support_agent")
    assert runtime["authorizerConfiguration"]["customJWTAuthorizer"]["allowedClients"] == ["web"]
    assert runtime["roleArn"] == other


ENVIRONMENTS = {
    "dev": {"LOG_LEVEL": "debug", "BOOKING_API": "https://booking.dev.example.com"},
    "test": {"LOG_LEVEL": "info", "BOOKING_API": "https://booking.test.example.com"},
    "prod": {"LOG_LEVEL": "warning", "BOOKING_API": "https://booking.example.com"},
}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_environments_come_out_of_one_file(example, environment):
    stacks = {"security", "storage", "agentcore"} | ({"network"} if environment == "prod" else set())
    overridden = ["--set", "runtimes[concierge].artifact.tag=3f9c2e1", "--set", f"account_id={ACCOUNT}"]
    deployed = example("environments", "--env", environment, *overridden).deploy(("agent-images", "3f9c2e1"))
    assert deployed.short_names() == stacks
    assert set(deployed.assembly.stacks) == {f"hotel-{stack}-{environment}" for stack in stacks}
    runtime = deployed.runtime("concierge")
    assert runtime["environmentVariables"] == ENVIRONMENTS[environment]
    assert container_uri(runtime) == uri("eu-west-1", "agent-images:3f9c2e1")
    assert runtime["roleArn"].endswith(f"/hotel-agent-execution-role-{environment}")
    in_vpc = runtime["networkConfiguration"]["networkMode"] == "VPC"
    assert in_vpc == (environment == "prod")
    if in_vpc:
        assert deployed.endpoint(runtime, "live")["liveVersion"] == "1"
        assert "idleRuntimeSessionTimeout" not in runtime.get("lifecycleConfiguration", {})
    else:
        assert runtime["lifecycleConfiguration"]["idleRuntimeSessionTimeout"] == 300
