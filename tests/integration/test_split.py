"""A config of a thousand runtimes: split, within every quota, deployed by the real AWS CLI, and edited."""

import json
import pathlib
import re
import shutil
import sys

import pytest
from conftest import Assembly, Aws, needs_package, run

REGION = "us-east-1"
QUOTAS = {"Resources": 500, "Outputs": 200, "Parameters": 200}
BYTES = 1024 * 1024
# cfn-lint's rules on the limits of a template, and those that lead to them.
LIMIT_RULES = {"E1001", "E1002", "E3010", "E6010"}
CFN_LINT = [sys.executable, "-c", "import cfnlint.runner; cfnlint.runner.main()"]


def runtime(name, calls=None):
    variables = f", environment_variables: {{NEXT: {{runtime: {calls}, attribute: id}}}}" if calls else ""
    return f"  - {{runtime_name: {name}, artifact: {{repository: agent-images, tag: v1.0.0{variables}}}}}"


def write(config, runtimes):
    head = ["project: hackathon", "environment: prod", f"region: {REGION}", "outputs: minimal", "runtimes:"]
    config.write_text("\n".join(head + runtimes) + "\n")


def thousand():
    """Every tenth calls the first, from whatever stack it is in."""
    return [runtime(f"agent-{i:04}", "agent-0000" if i % 10 == 5 else None) for i in range(1000)]


def build_to(synth, config, folder, *options):
    run(synth, "build", config, "-o", folder, *options)
    return Assembly(folder)


def places(config):
    lines = pathlib.Path(f"{config}.lock").read_text().splitlines()[2:]
    return {tuple(line.split()[2:]): line.split()[1] for line in lines}


def imports(value):
    if isinstance(value, dict):
        if "Fn::ImportValue" in value:
            yield value["Fn::ImportValue"]
        for member in value.values():
            yield from imports(member)
    elif isinstance(value, list):
        for item in value:
            yield from imports(item)


def expect_within_quotas_and_met(assembly):
    """Each stack fits, and imports only what stacks before it export."""
    exported = set()
    for stack_name in assembly.stacks:
        assert assembly.template_file(stack_name).stat().st_size <= BYTES
        template = assembly.template(stack_name)
        for section, most in QUOTAS.items():
            assert len(template.get(section, {})) <= most, f"{stack_name}: {section}"
        assert set(imports(template)) <= exported, stack_name
        exported |= {output["Export"]["Name"] for output in template.get("Outputs", {}).values()}


@pytest.fixture(scope="module")
def deployed(synth, client_environment, reset, tmp_path_factory):
    """The thousand, on an empty account; with max_resources, so that there are some stacks and not two."""
    folder = tmp_path_factory.mktemp("split")
    config = folder / "platform.yaml"
    write(config, thousand())
    assembly = build_to(synth, config, folder / "out", "--max-resources", "150")
    reset()
    aws = Aws(client_environment | on_localhost(client_environment), REGION)
    for stack_name in assembly.stacks:
        if stack_name == assembly.stack("agentcore"):
            aws.push_image("agent-images", "v1.0.0")
        aws.deploy(assembly, stack_name, *s3(aws))
    return config, assembly, aws


def on_localhost(environment):
    """moto finds the bucket in the address of a template only if its own host has this name."""
    hosts = {"NO_PROXY": "localhost", "no_proxy": "localhost"}
    return hosts | {"AWS_ENDPOINT_URL": environment["AWS_ENDPOINT_URL"].replace("127.0.0.1", "localhost")}


def s3(aws):
    """What a template of more than 51,200 bytes goes through."""
    aws("s3api", "create-bucket", "--bucket", "templates", status=None)
    return ["--s3-bucket", "templates", "--no-fail-on-empty-changeset"]


def runtimes_of(aws):
    listed = aws("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
    return {each["agentRuntimeName"]: each["agentRuntimeId"] for each in listed}


def test_a_thousand_runtimes_are_split_within_every_quota(deployed):
    _, assembly, _ = deployed
    expect_within_quotas_and_met(assembly)
    parts = [name for name in assembly.stacks if "-agentcore" in name]
    assert len(parts) == 7


def test_the_aws_cli_deploys_every_part(deployed):
    _, assembly, aws = deployed
    stacks = aws("cloudformation", "describe-stacks")["Stacks"]
    assert {stack["StackName"]: stack["StackStatus"] for stack in stacks} == dict.fromkeys(
        assembly.stacks, "CREATE_COMPLETE"
    )
    assert len(runtimes_of(aws)) == 1000


def test_a_runtime_learns_of_one_in_another_stack(deployed):
    _, _, aws = deployed
    ids = runtimes_of(aws)
    last = aws("bedrock-agentcore-control", "get-agent-runtime", "--agent-runtime-id", ids["agent_0995"])
    assert last["environmentVariables"] == {"NEXT": ids["agent_0000"]}


def test_one_goes_and_one_comes_and_no_other_moves(deployed, synth):
    config, assembly, aws = deployed
    before, ids = places(config), runtimes_of(aws)
    edited = [line for line in thousand() if "agent-0500," not in line]
    write(config, [runtime("newcomer"), *reversed(edited)])
    run(synth, "build", config, "-o", config.parent / "frozen", "--max-resources", "150", "--frozen", status=1)
    old = config.parent / "old"
    shutil.copytree(assembly.folder, old)
    again = build_to(synth, config, assembly.folder, "--max-resources", "150")
    run(synth, "build", config, "-o", config.parent / "frozen", "--max-resources", "150", "--frozen")
    after = places(config)
    assert after.keys() ^ before.keys() == {("runtime", "agent-0500"), ("runtime", "newcomer")}
    assert {name: part for name, part in after.items() if name in before}.items() <= before.items()
    expect_within_quotas_and_met(again)

    def content(folder, stack_name):  # the order of the config is that of the template, and no change of the stack
        return json.loads((folder / again.template_file(stack_name).name).read_text())

    changed = {name for name in again.stacks if content(old, name) != content(again.folder, name)}
    touched = {name for name in again.stacks if "No changes" not in aws.deploy(again, name, *s3(aws))}
    concerned = {before["runtime", "agent-0500"], after["runtime", "newcomer"]}
    assert changed == {again.stack(part) for part in concerned}
    assert touched == changed
    now = runtimes_of(aws)
    assert now.keys() ^ ids.keys() == {"agent_0500", "newcomer"}
    assert all(now[name] == ids[name] for name in now if name in ids)


def limits_passed(templates):
    """The limits of cfn-lint that templates pass: it takes only rules to leave out, so these are all the others."""
    listed = run(*CFN_LINT, "--list-rules").stdout
    others = {rule for rule in re.findall(r"^([EW]\d{4}):", listed, re.MULTILINE)} - LIMIT_RULES
    assert len(others) > 200
    done = run(*CFN_LINT, "--ignore-checks", *sorted(others), "--format", "json", "--", *templates, status=None)
    assert not done.stderr
    return {each["Rule"]["Id"] for each in json.loads(done.stdout)}


def test_ten_thousand_runtimes_pass_the_limits_of_cfn_lint(synth, tmp_path):
    needs_package("cfnlint")
    config = tmp_path / "platform.yaml"
    write(config, [runtime(f"agent-{i:05}") for i in range(10000)])
    assembly = build_to(synth, config, tmp_path / "out")
    expect_within_quotas_and_met(assembly)
    run(synth, "validate", config)
    large = tmp_path / "large.template.json"  # that the rules are at work
    sections = {
        "Resources": {f"Topic{i}": {"Type": "AWS::SNS::Topic"} for i in range(501)},
        "Outputs": {f"Output{i}": {"Value": "x" * 6000} for i in range(201)},
    }
    large.write_text(json.dumps(sections))
    assert limits_passed([large]) == {"E1002", "E3010", "E6010"}
    templates = [assembly.template_file(name) for name in assembly.stacks]
    for at in range(0, len(templates), 16):
        assert limits_passed(templates[at : at + 16]) == set()
