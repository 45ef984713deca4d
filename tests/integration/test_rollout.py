"""rollout.sh, run as it was written by the real AWS CLI, brings the stacks to every account and region of the targets."""

import json

import pytest
from conftest import ACCOUNT, EXAMPLES, Aws, put_image, run

ACCOUNTS = ["111122223333", "222233334444", "333344445555"]
REGIONS = ["us-east-1", "eu-west-1"]
OWN_REPOSITORY = """
project: support
environment: test
targets:
  - {region: us-east-1, accounts: ["111122223333", "222233334444"]}
runtimes:
  - artifact: {repository: agent-images, tag: v1}
"""


@pytest.fixture
def manager(aws):
    """The account that the stack sets are in: manager(region) -> Aws. All is empty at the beginning."""
    return aws


@pytest.fixture
def member(manager):
    """member(account, region) -> Aws, with credentials of that account."""

    def member(account, region):
        role = ["--role-arn", f"arn:aws:iam::{account}:role/reader", "--role-session-name", "test"]
        credentials = manager(region)("sts", "assume-role", *role)["Credentials"]
        environment = manager(region).environment | {
            "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
            "AWS_SESSION_TOKEN": credentials["SessionToken"],
        }
        return Aws(environment, region)

    return member


@pytest.fixture
def roll_out(client_environment):
    """roll_out(assembly, *stacks, NAME=value) -> what happened"""

    def roll_out(assembly, *stacks, status=0, **given):
        environment = client_environment | {"AGENTCORE_POLL_SECONDS": "0"} | given
        return run(assembly.folder / "rollout/rollout.sh", *stacks, env=environment, status=status)

    return roll_out


def stack_sets(assembly):
    """(region, name of the stack set, template) in the order of the manifests."""
    for region in assembly.regions:
        for stack_name in region.stacks:
            yield region.region, f"{stack_name}-{region.region}", region.template(stack_name)


def instances(aws, stack_set):
    summaries = aws("cloudformation", "list-stack-instances", "--stack-set-name", stack_set)["Summaries"]
    return sorted((each["Account"], each["Region"], each["Status"]) for each in summaries)


def runtime(aws):
    (listed,) = aws("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
    return aws("bedrock-agentcore-control", "get-agent-runtime", "--agent-runtime-id", listed["agentRuntimeId"])


def image(runtime):
    return runtime["agentRuntimeArtifact"]["containerConfiguration"]["containerUri"]


def config_with(tmp_path, old, new):
    """The example with another text in it."""
    text = (EXAMPLES / "targets.yaml").read_text()
    assert old in text
    config = tmp_path / "targets.yaml"
    config.write_text(text.replace(old, new))
    return config


@pytest.fixture
def assembly(build):
    return build(EXAMPLES / "targets.yaml")


def test_every_account_gets_every_stack_in_both_regions(assembly, manager, member, roll_out):
    roll_out(assembly)
    seen = 0
    for region, stack_set, template in stack_sets(assembly):
        aws = manager(region)
        assert instances(aws, stack_set) == [(account, region, "CURRENT") for account in ACCOUNTS]
        described = aws("cloudformation", "describe-stack-set", "--stack-set-name", stack_set)["StackSet"]
        assert json.loads(described["TemplateBody"]) == template
        assert described["PermissionModel"] == "SELF_MANAGED"
        seen += 1
    assert seen == 6  # network, security, agentcore in two regions
    for account in ACCOUNTS:
        for region in REGIONS:
            made = runtime(member(account, region))
            assert made["status"] == "READY"
            assert image(made) == f"999988887777.dkr.ecr.{region}.amazonaws.com/support:v2.4.0"
            assert made["roleArn"] == f"arn:aws:iam::{account}:role/support-agent-{region}"
            assert len(made["networkConfiguration"]["networkModeConfig"]["subnets"]) == 2


def test_what_is_made_first_and_where_is_said(assembly, manager, roll_out):
    said = roll_out(assembly).stderr.splitlines()
    stacks = ["network", "security", "agentcore"]
    assert said == [f"{region}: {stack}" for region in REGIONS for stack in stacks] + ["the roll-out is done"]


def test_a_second_run_changes_nothing(assembly, manager, member, roll_out):
    roll_out(assembly)
    before = {place: runtime(member(*place)) for place in places()}
    roll_out(assembly)
    assert {place: runtime(member(*place)) for place in places()} == before
    for region, stack_set, _ in stack_sets(assembly):
        assert instances(manager(region), stack_set) == [(account, region, "CURRENT") for account in ACCOUNTS]


def places():
    return [(account, region) for account in ACCOUNTS for region in REGIONS]


def test_an_added_account_gets_its_stacks_and_the_others_keep_theirs(
    assembly, build, manager, member, roll_out, tmp_path
):
    roll_out(assembly)
    before = {place: runtime(member(*place))["agentRuntimeId"] for place in places()}
    more = build(config_with(tmp_path, '"333344445555"]', '"333344445555", "444455556666"]'))
    roll_out(more)
    for region, stack_set, _ in stack_sets(more):
        assert [account for account, *_ in instances(manager(region), stack_set)] == [*ACCOUNTS, "444455556666"]
    assert {place: runtime(member(*place))["agentRuntimeId"] for place in places()} == before
    assert runtime(member("444455556666", "eu-west-1"))["status"] == "READY"


def test_a_changed_template_reaches_every_instance(assembly, build, manager, member, roll_out, tmp_path):
    roll_out(assembly)
    roll_out(build(config_with(tmp_path, "v2.4.0", "v2.5.0")))
    assert {image(runtime(member(*place))).rpartition(":")[2] for place in places()} == {"v2.5.0"}


def test_an_account_that_left_is_named(assembly, build, manager, roll_out, tmp_path):
    roll_out(assembly)
    said = roll_out(build(config_with(tmp_path, ', "333344445555"]', "]"))).stderr
    assert "333344445555" in said and "delete-stack-instances" in said
    for region, stack_set, _ in stack_sets(assembly):
        assert len(instances(manager(region), stack_set)) == 3


@pytest.fixture
def own_repository(build, tmp_path):
    config = tmp_path / "own-repository.yaml"
    config.write_text(OWN_REPOSITORY)
    return build(config)


def test_images_are_pushed_between_two_runs(own_repository, manager, member, roll_out):
    roll_out(own_repository, "security", "storage")
    sets = manager("us-east-1")("cloudformation", "list-stack-sets")["Summaries"]
    assert sorted(each["StackSetName"] for each in sets) == [
        "support-security-test-us-east-1",
        "support-storage-test-us-east-1",
    ]
    for account in ACCOUNTS[:2]:
        member(account, "us-east-1").type(*put_image("agent-images", "v1"))
    roll_out(own_repository, "agentcore")
    for account in ACCOUNTS[:2]:
        made = runtime(member(account, "us-east-1"))
        assert image(made) == f"{account}.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1"


def test_a_failed_operation_ends_the_roll_out(own_repository, manager, member, roll_out):
    """Without the image, agentcore cannot be made; when it is there, the next run goes on."""
    failed = roll_out(own_repository, status=1)
    assert "support-agentcore-test-us-east-1: operation" in failed.stderr
    assert "is FAILED" in failed.stderr and ACCOUNTS[0] in failed.stderr
    assert "the roll-out is done" not in failed.stderr
    for account in ACCOUNTS[:2]:
        member(account, "us-east-1").type(*put_image("agent-images", "v1"))
    roll_out(own_repository)
    assert runtime(member(ACCOUNTS[1], "us-east-1"))["status"] == "READY"


def test_an_unknown_stack_is_refused(assembly, manager, roll_out):
    refused = roll_out(assembly, "storge", status=1)
    assert refused.stderr == (
        "rollout.sh: no stack is named storge; the stacks are network security agentcore\n"
    )


def test_units_of_an_organization(build, manager, member, roll_out, tmp_path):
    aws = manager("us-east-1")
    aws("organizations", "create-organization")
    (root,) = aws("organizations", "list-roots")["Roots"]
    unit = aws("organizations", "create-organizational-unit", "--parent-id", root["Id"], "--name", "agents")
    unit_id = unit["OrganizationalUnit"]["Id"]
    join(aws, root["Id"], unit_id, "one")
    config = tmp_path / "units.yaml"
    here = f"organizational_units: [{unit_id}]"
    config.write_text((EXAMPLES / "targets.yaml").read_text().replace("accounts: *accounts", here).replace(
        'accounts: &accounts ["111122223333", "222233334444", "333344445555"]', here))
    assembly = build(config)
    roll_out(assembly)
    join(aws, root["Id"], unit_id, "two")
    roll_out(assembly)
    for region, stack_set, _ in stack_sets(assembly):
        described = manager(region)("cloudformation", "describe-stack-set", "--stack-set-name", stack_set)
        assert described["StackSet"]["PermissionModel"] == "SERVICE_MANAGED"
        listed = instances(manager(region), stack_set)
        assert len({account for account, *_ in listed}) == len(listed) == 2
        assert ACCOUNT not in {account for account, *_ in listed}
    for account, region, _ in listed:
        assert runtime(member(account, region))["status"] == "READY"


def join(aws, root_id, unit_id, name):
    """A new account of the unit."""
    asked = ["--email", f"{name}@example.com", "--account-name", name]
    account = aws("organizations", "create-account", *asked)["CreateAccountStatus"]["AccountId"]
    move = ["--account-id", account, "--source-parent-id", root_id, "--destination-parent-id", unit_id]
    aws("organizations", "move-account", *move)


def test_parameters_come_from_the_environment(build, manager, member, roll_out, tmp_path):
    config = tmp_path / "parameters.yaml"
    config.write_text(OWN_REPOSITORY.replace("tag: v1", "tag: {parameter: ImageTag}"))
    assembly = build(config)
    roll_out(assembly, "security", "storage")
    missing = roll_out(assembly, "agentcore", status=1)
    assert "set PARAMETER_ImageTag" in missing.stderr
    for account in ACCOUNTS[:2]:
        member(account, "us-east-1").type(*put_image("agent-images", "v7"))
    roll_out(assembly, "agentcore", PARAMETER_ImageTag="v7")
    assert image(runtime(member(ACCOUNTS[0], "us-east-1"))).endswith("/agent-images:v7")


def test_a_long_template_goes_through_a_bucket(build, manager, member, roll_out, tmp_path):
    config = tmp_path / "long.yaml"
    uri = "999988887777.dkr.ecr.us-east-1.amazonaws.com/support:v1"
    runtimes = "".join(f"  - {{runtime_name: agent-{i}, artifact: {{container_uri: '{uri}'}}}}\n" for i in range(60))
    config.write_text(OWN_REPOSITORY.partition("runtimes:")[0] + "runtimes:\n" + runtimes)
    assembly = build(config)
    (region,) = assembly.regions
    assert region.template_file(region.stack("agentcore")).stat().st_size > 51_200
    refused = roll_out(assembly, status=1)
    assert "us-east-1/agentcore.template.json has over 51200 bytes: set AGENTCORE_BUCKET" in refused.stderr
    manager("us-east-1")("s3api", "create-bucket", "--bucket", "templates")
    roll_out(assembly, AGENTCORE_BUCKET="templates")
    listed = member(ACCOUNTS[0], "us-east-1")("bedrock-agentcore-control", "list-agent-runtimes")
    assert len(listed["agentRuntimes"]) == 60
