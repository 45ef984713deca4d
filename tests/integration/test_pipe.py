"""What users type into a shell: a template through a pipe, and the README's own blocks."""

import json
import re
import shlex
import shutil
import textwrap

import pytest
from conftest import EXAMPLES, REPOSITORY, Aws, put_image, run

REGION = "us-east-1"
README = REPOSITORY / "README.md"
REQUIRED_BLOCKS = ["editor", "pipe"]


def readme_blocks():
    """The ```sh blocks of the README that follow <!-- test: NAME -->, by name; those of one name are one script."""
    text = README.read_text() if README.exists() else ""
    marked = re.compile(r"^([ \t]*)<!-- test: (\S+) -->\n+\1```sh\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
    blocks = {}
    for _, name, block in marked.findall(text):
        blocks[name] = blocks.get(name, "") + textwrap.dedent(block)
    return blocks


@pytest.fixture
def shell(client_environment, reset, tmp_path):
    """shell(script): types the script into bash, in a folder that holds the examples, on an empty account."""
    reset()
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    environment = client_environment | {"AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}
    return lambda script: run("bash", "-euo", "pipefail", "-c", script, env=environment, cwd=tmp_path)


def test_a_piped_template_becomes_a_change_set_and_a_stack(shell, client_environment):
    aws = Aws(client_environment, REGION)
    named = ["--stack-name", "hackathon-security-test", "--change-set-name", "first"]
    shell(
        "agentcore-synth build examples/minimal.yaml --stack security | aws cloudformation create-change-set "
        "--stack-name hackathon-security-test --change-set-name first --change-set-type CREATE "
        "--capabilities CAPABILITY_NAMED_IAM --template-body file:///dev/stdin"
    )
    change_set = aws("cloudformation", "describe-change-set", *named)
    assert change_set["Status"] == "CREATE_COMPLETE"
    changes = [change["ResourceChange"] for change in change_set["Changes"]]
    assert {(change["Action"], change["ResourceType"]) for change in changes} == {("Add", "AWS::IAM::Role")}
    aws("cloudformation", "execute-change-set", *named)
    aws("iam", "get-role", "--role-name", "hackathon-agent-execution-role-test")


@pytest.mark.parametrize("example", ["minimal", "production"])
def test_the_commands_that_build_prints_deploy_the_example(shell, client_environment, example):
    aws = Aws(client_environment, REGION)
    printed = shell(f"agentcore-synth build examples/{example}.yaml").stderr.splitlines()
    commands = [line.strip() for line in printed if line.startswith(("  aws ", "  # push the image"))]
    for command in commands:
        if image := re.match(r"# push the image .*/([a-z-]+):(\S+)$", command):
            aws.push_image(*image.groups())
        else:
            shell(command)
    stacks = aws("cloudformation", "describe-stacks")["Stacks"]
    assert {stack["StackStatus"] for stack in stacks} == {"CREATE_COMPLETE"}
    assert len(stacks) == len(commands) - 1
    (runtime,) = aws("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
    assert runtime["status"] == "READY"


@pytest.mark.parametrize("name", sorted({*REQUIRED_BLOCKS, *readme_blocks()}))
def test_what_the_readme_tells_users_to_type_works(name, shell, client_environment, tmp_path):
    blocks = readme_blocks()
    assert name in blocks, f"README.md has no ```sh block after <!-- test: {name} -->"
    push = "aws " + shlex.join(put_image("agent-images", "v1.0.0"))
    printed = shell(re.sub("^# push the image.*$", lambda _: push, blocks[name], flags=re.MULTILINE)).stdout
    stacks = Aws(client_environment, REGION)("cloudformation", "describe-stacks")["Stacks"]
    if name == "pipe":
        assert [stack["StackName"] for stack in stacks] == ["hackathon-security-test"]
    if name == "editor":
        first_line = (tmp_path / "examples/minimal.yaml").read_text().splitlines()[0]
        named = tmp_path / "examples" / first_line.rpartition("$schema=")[2]
        assert json.loads(named.read_text())["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    if name == "exports-to-ssm":
        both = json.loads((tmp_path / "network.both.json").read_text())
        assert {"Value", "Export"} <= set(both["Outputs"]["VpcId"]) and "VpcIdParameter" in both["Resources"]
    if name == "quick-start":
        assert {stack["StackStatus"] for stack in stacks} == {"CREATE_COMPLETE"}
        assert "EndpointUrl" in printed
