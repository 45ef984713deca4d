"""The CDK CLI reads the built folder as a cloud assembly."""

import pytest
from conftest import EXAMPLES, Aws

each = pytest.mark.parametrize("example", ["minimal", "production"])


@pytest.fixture
def assembly(build, example, reset):
    reset()
    return build(EXAMPLES / f"{example}.yaml")


@each
def test_cdk_lists_every_stack_dependencies_first(cdk, assembly):
    listed = cdk("ls", "--app", assembly.folder).stdout.split()
    assert set(listed) == set(assembly.stacks)
    for stack_name, artifact in assembly.stacks.items():
        for dependency in artifact.get("dependencies", []):
            assert listed.index(dependency) < listed.index(stack_name)


def test_cdk_lists_the_stacks_of_every_region(cdk, build):
    assembly = build(EXAMPLES / "targets.yaml")
    listed = cdk("ls", "--app", assembly.folder).stdout.split()
    named = {f"{region.region}/{stack_name}" for region in assembly.regions for stack_name in region.stacks}
    assert len(listed) == 6 and set(listed) == named
    assert set(cdk("ls", "--app", assembly.folder, "eu-west-1/*").stdout.split()) == {
        name for name in named if name.startswith("eu-west-1/")
    }


@each
def test_cdk_sees_every_resource_as_new(cdk, assembly):
    done = cdk("diff", "--app", assembly.folder, "--fail", status=1)
    shown = done.stdout + done.stderr
    assert f"Number of stacks with differences: {len(assembly.stacks)}" in shown
    for stack_name in assembly.stacks:
        for logical_id, resource in assembly.template(stack_name)["Resources"].items():
            assert f"[+] {resource['Type']} {logical_id}" in shown


@each
def test_cdk_deploys_and_then_sees_no_difference(cdk, assembly, client_environment):
    aws = Aws(client_environment, assembly.region)
    deploy = ["deploy", "--app", assembly.folder, "--require-approval", "never"]
    cdk(*deploy, assembly.stack("storage"))
    aws.push_image("agent-images", "v1.0.0")
    cdk(*deploy, "--all")
    stacks = aws("cloudformation", "describe-stacks")["Stacks"]
    assert {stack["StackName"]: stack["StackStatus"] for stack in stacks} == dict.fromkeys(
        assembly.stacks, "CREATE_COMPLETE"
    )
    (runtime,) = aws("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
    assert runtime["status"] == "READY"
    done = cdk("diff", "--app", assembly.folder, "--fail")
    assert "Number of stacks with differences: 0" in done.stdout + done.stderr
