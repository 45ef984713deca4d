"""rollout.sh, run as it was written by the real AWS CLI, brings the stacks to every account and region of the targets."""

import json

import pytest
from conftest import ACCOUNT, EXAMPLES, needs_package, put_image, run

ACCOUNTS = ["111122223333", "222233334444", "333344445555"]
REGIONS = ["us-east-1", "eu-west-1"]
REGISTRY = "999988887777.dkr.ecr.us-east-1.amazonaws.com"
HEAD = """
project: support
environment: test
targets:
  - {region: us-east-1, accounts: ["111122223333", "222233334444"]}
"""
OWN_REPOSITORY = f"{HEAD}runtimes:\n  - artifact: {{repository: agent-images, tag: v1}}\n"


@pytest.fixture
def client(moto_url, reset):
    """client(service, region, account) -> what reads back: in the account that the stack sets are in, or another."""
    needs_package("botocore")
    import botocore.session

    reset()
    session = botocore.session.Session()

    def client(service, region, account=ACCOUNT):
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        if account != ACCOUNT:
            sts = session.create_client("sts", region, endpoint_url=moto_url, **keys)
            role = f"arn:aws:iam::{account}:role/reader"
            lent = sts.assume_role(RoleArn=role, RoleSessionName="reader")["Credentials"]
            keys = {
                "aws_access_key_id": lent["AccessKeyId"],
                "aws_secret_access_key": lent["SecretAccessKey"],
                "aws_session_token": lent["SessionToken"],
            }
        return session.create_client(service, region, endpoint_url=moto_url, **keys)

    return client


@pytest.fixture
def roll_out(client_environment, client):
    """roll_out(assembly, *stacks, NAME=value) -> what happened"""

    def roll_out(assembly, *stacks, status=0, **given):
        environment = client_environment | {"AGENTCORE_POLL_SECONDS": "0"} | given
        return run(assembly.folder / "rollout/rollout.sh", *stacks, env=environment, status=status, timeout=1800)

    return roll_out


@pytest.fixture
def built(build, tmp_path):
    """built(text) -> Assembly of a config"""

    def built(text):
        config = tmp_path / "config.yaml"
        config.write_text(text)
        return build(config)

    return built


@pytest.fixture
def runtimes(client):
    """runtimes(account, region) -> every runtime there, by its name"""

    def runtimes(account, region="us-east-1"):
        control = client("bedrock-agentcore-control", region, account)
        ids = [each["agentRuntimeId"] for each in control.list_agent_runtimes()["agentRuntimes"]]
        found = [control.get_agent_runtime(agentRuntimeId=each) for each in ids]
        for each in found:
            del each["ResponseMetadata"]  # of the call, not of the runtime
        return {each["agentRuntimeName"]: each for each in found}

    return runtimes


@pytest.fixture
def runtime(runtimes):
    """runtime(account, region) -> the only one there"""

    def runtime(account, region="us-east-1"):
        (only,) = runtimes(account, region).values()
        return only

    return runtime


@pytest.fixture
def instances(client):
    """instances(assembly) -> for each stack set, in the order of the manifests, the accounts with a stack"""

    def instances(assembly):
        found = {}
        for region, stack_set, template in stack_sets(assembly):
            cloudformation = client("cloudformation", region)
            described = cloudformation.describe_stack_set(StackSetName=stack_set)["StackSet"]
            assert json.loads(described["TemplateBody"]) == template
            listed = cloudformation.list_stack_instances(StackSetName=stack_set)["Summaries"]
            assert {(each["Region"], each["Status"]) for each in listed} == {(region, "CURRENT")}
            found[stack_set] = sorted(each["Account"] for each in listed)
        return found

    return instances


def stack_sets(assembly):
    for region in assembly.regions:
        for stack_name in region.stacks:
            yield region.region, f"{stack_name}-{region.region}", region.template(stack_name)


def image(runtime):
    return runtime["agentRuntimeArtifact"]["containerConfiguration"]["containerUri"]


def push(client, account):
    manifest = put_image("agent-images", "v1")[-1]
    ecr = client("ecr", "us-east-1", account)
    ecr.put_image(repositoryName="agent-images", imageTag="v1", imageManifest=manifest)


def test_three_accounts_in_two_regions_get_their_stacks_and_what_changes(built, roll_out, instances, runtime):
    example = (EXAMPLES / "targets.yaml").read_text()
    assembly = built(example)
    said = roll_out(assembly).stderr.splitlines()
    stacks = ["network", "security", "agentcore"]
    assert said == [f"{region}: {stack}" for region in REGIONS for stack in stacks] + ["the roll-out is done"]
    names = [f"support-{stack}-prod-{region}" for region in REGIONS for stack in stacks]
    assert instances(assembly) == dict.fromkeys(names, ACCOUNTS)
    before = {(account, region): runtime(account, region) for account in ACCOUNTS for region in REGIONS}
    for (account, region), made in before.items():
        assert made["status"] == "READY"
        assert image(made) == f"999988887777.dkr.ecr.{region}.amazonaws.com/support:v2.4.0"
        assert made["roleArn"] == f"arn:aws:iam::{account}:role/support-agent-{region}"
        assert len(made["networkConfiguration"]["networkModeConfig"]["subnets"]) == 2

    changed = built(example.replace('"333344445555"]', '"333344445555", "444455556666"]').replace("v2.4.0", "v2.5.0"))
    roll_out(changed)
    assert instances(changed) == dict.fromkeys(names, [*ACCOUNTS, "444455556666"])
    for (account, region), made in before.items():
        updated = runtime(account, region)
        assert updated["agentRuntimeId"] == made["agentRuntimeId"]
        assert image(updated) == image(made).replace("v2.4.0", "v2.5.0")
    assert runtime("444455556666", "eu-west-1")["status"] == "READY"


def test_images_are_pushed_between_two_runs_and_a_failure_ends_one(built, roll_out, client, instances, runtime):
    assembly = built(OWN_REPOSITORY)
    roll_out(assembly, "security", "storage")
    sets = client("cloudformation", "us-east-1").list_stack_sets()["Summaries"]
    made = {"support-security-test-us-east-1", "support-storage-test-us-east-1"}
    assert {each["StackSetName"] for each in sets} == made

    failed = roll_out(assembly, "agentcore", status=1).stderr
    assert "support-agentcore-test-us-east-1: operation" in failed and "is FAILED" in failed
    assert ACCOUNTS[0] in failed and "the roll-out is done" not in failed

    for account in ACCOUNTS[:2]:
        push(client, account)
    roll_out(assembly)
    assert set(map(tuple, instances(assembly).values())) == {tuple(ACCOUNTS[:2])}
    before = {account: runtime(account) for account in ACCOUNTS[:2]}
    for account, made in before.items():
        assert image(made) == f"{account}.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1"

    fewer = roll_out(built(OWN_REPOSITORY.replace(', "222233334444"]', "]"))).stderr
    assert fewer.count("222233334444 is no target any more") == 3
    assert "aws cloudformation delete-stack-instances --region us-east-1" in fewer
    assert {account: runtime(account) for account in ACCOUNTS[:2]} == before  # nothing was changed
    assert set(map(tuple, instances(assembly).values())) == {tuple(ACCOUNTS[:2])}


def test_units_of_an_organization(built, roll_out, client, instances, runtime):
    organizations = client("organizations", "us-east-1")
    organizations.create_organization()
    (root,) = organizations.list_roots()["Roots"]
    made = organizations.create_organizational_unit(ParentId=root["Id"], Name="agents")
    unit = made["OrganizationalUnit"]["Id"]

    def join(name):
        """A new account of the unit."""
        asked = organizations.create_account(Email=f"{name}@example.com", AccountName=name)
        account = asked["CreateAccountStatus"]["AccountId"]
        organizations.move_account(AccountId=account, SourceParentId=root["Id"], DestinationParentId=unit)
        return account

    accounts = [join("one"), join("two")]
    config = HEAD.replace('accounts: ["111122223333", "222233334444"]', f"organizational_units: [{unit}]")
    assembly = built(f"{config}runtimes:\n  - artifact: {{container_uri: '{REGISTRY}/support:v1'}}\n")
    roll_out(assembly)
    assert set(map(tuple, instances(assembly).values())) == {tuple(sorted(accounts))}
    accounts.append(join("three"))
    roll_out(assembly)
    assert set(map(tuple, instances(assembly).values())) == {tuple(sorted(accounts))}
    described = client("cloudformation", "us-east-1").describe_stack_set(
        StackSetName="support-agentcore-test-us-east-1"
    )
    assert described["StackSet"]["PermissionModel"] == "SERVICE_MANAGED"
    assert {runtime(account)["status"] for account in accounts} == {"READY"}


def test_long_templates_and_parameters(built, roll_out, client, runtimes):
    names = [f"agent-{number}" for number in range(60)]
    artifact = f"{{container_uri: '{REGISTRY}/support:v1', environment_variables: {{GREETING: {{parameter: Greeting}}}}}}"
    entries = "".join(f"  - {{runtime_name: {name}, artifact: {artifact}}}\n" for name in names)
    assembly = built(f"{HEAD}outputs: minimal\nruntimes:\n{entries}")
    (region,) = assembly.regions
    assert region.template_file(region.stack("agentcore")).stat().st_size > 51_200
    roll_out(assembly, "security")

    refused = roll_out(assembly, "agentcore", status=1).stderr
    assert "us-east-1/agentcore.template.json has over 51200 bytes: set AGENTCORE_BUCKET" in refused
    client("s3", "us-east-1").create_bucket(Bucket="templates")
    refused = roll_out(assembly, "agentcore", status=1, AGENTCORE_BUCKET="templates").stderr
    assert "the agentcore stack has a parameter Greeting without a default: set PARAMETER_Greeting" in refused

    greeting = 'say "hello", \\ world'
    roll_out(assembly, "agentcore", AGENTCORE_BUCKET="templates", PARAMETER_Greeting=greeting)
    made = runtimes(ACCOUNTS[1])
    assert len(made) == 60
    assert {each["environmentVariables"]["GREETING"] for each in made.values()} == {greeting}


def test_an_unknown_stack_is_refused(built, roll_out):
    refused = roll_out(built(OWN_REPOSITORY), "storge", status=1).stderr
    assert refused == "rollout.sh: no stack is named storge; the stacks are security storage agentcore\n"
