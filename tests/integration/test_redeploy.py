"""What comes after the first deployment: changes, mistakes in the order, and the end."""

import pytest
from conftest import EXAMPLES

IMAGES = "agent-images"
REGION = "us-east-1"


@pytest.fixture
def minimal(build):
    return build(EXAMPLES / "minimal.yaml")


def only_runtime(aws):
    (listed,) = aws("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
    return aws("bedrock-agentcore-control", "get-agent-runtime", "--agent-runtime-id", listed["agentRuntimeId"])


def failure_of(aws, assembly, short_name):
    """Why the stack cannot be deployed, as its events tell."""
    stack_name = assembly.stack(short_name)
    aws.deploy(assembly, stack_name, status=255)
    newest, *_ = aws("cloudformation", "describe-stack-events", "--stack-name", stack_name)["StackEvents"]
    assert newest["ResourceStatus"] == "ROLLBACK_COMPLETE"
    return newest["ResourceStatusReason"]


def test_a_new_image_is_a_new_version_of_the_same_runtime(aws, build, tmp_path):
    aws = aws(REGION)
    config = tmp_path / "live.yaml"
    config.write_text((EXAMPLES / "minimal.yaml").read_text() + "    endpoints: [{name: live}]\n")
    aws.deploy_all(build(config), (IMAGES, "v1.0.0"))
    before = only_runtime(aws)

    config.write_text(config.read_text().replace("tag: v1.0.0", "tag: v1.1.0"))
    aws.push_image(IMAGES, "v1.1.0")
    changed = build(config)
    for stack_name in changed.stacks:
        printed = aws.deploy(changed, stack_name, "--no-fail-on-empty-changeset")
        assert ("No changes to deploy" in printed) == (stack_name != changed.stack("agentcore"))

    after = only_runtime(aws)
    assert (before["agentRuntimeVersion"], after["agentRuntimeVersion"]) == ("1", "2")
    assert after["agentRuntimeId"] == before["agentRuntimeId"]
    assert after["agentRuntimeArtifact"]["containerConfiguration"]["containerUri"].endswith(f"/{IMAGES}:v1.1.0")
    outputs = aws.outputs(changed.stack("agentcore"))
    assert [value for name, value in outputs.items() if name.endswith("Version")] == ["2"]
    assert [value for value in outputs.values() if value.endswith("?qualifier=live")]
    of_the_runtime = ["--agent-runtime-id", after["agentRuntimeId"], "--endpoint-name", "live"]
    endpoint = aws("bedrock-agentcore-control", "get-agent-runtime-endpoint", *of_the_runtime)
    assert (endpoint["status"], endpoint["liveVersion"]) == ("READY", "2")


def test_agentcore_is_not_deployed_before_what_it_imports(aws, minimal):
    assert "No export named hackathon-s" in failure_of(aws(REGION), minimal, "agentcore")


def test_agentcore_is_not_deployed_before_its_image(aws, minimal):
    aws = aws(REGION)
    for short_name in "security", "storage":
        aws.deploy(minimal, minimal.stack(short_name))
    assert "imageTag:'v1.0.0'} does not exist" in failure_of(aws, minimal, "agentcore")


def test_stacks_are_deleted_backwards_and_leave_images_and_key(aws, build):
    aws = aws(REGION)
    production = build(EXAMPLES / "production.yaml")
    aws.deploy_all(production, (IMAGES, "v1.0.0"))
    first, *_, last = production.stacks
    aws("cloudformation", "delete-stack", "--stack-name", first, status=255)  # agentcore imports from it
    for stack_name in reversed(production.stacks):
        aws("cloudformation", "delete-stack", "--stack-name", stack_name)
    assert aws("cloudformation", "describe-stacks")["Stacks"] == []
    assert aws("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"] == []
    assert aws("iam", "list-roles")["Roles"] == []
    assert aws("ec2", "describe-vpcs", "--filters", "Name=is-default,Values=false")["Vpcs"] == []
    endpoints = aws("ec2", "describe-vpc-endpoints")["VpcEndpoints"]
    assert [endpoint for endpoint in endpoints if endpoint["State"] != "deleted"] == []
    (repository,) = aws("ecr", "describe-repositories")["repositories"]
    key = aws("kms", "describe-key", "--key-id", repository["encryptionConfiguration"]["kmsKey"])["KeyMetadata"]
    assert key["KeyState"] == "Enabled"
