"""`diff NEW aws`: what is deployed, read through the AWS CLI, and CloudFormation's own change set on the same edit."""

import json
import shutil

import pytest
from conftest import EXAMPLES, run

ACTIONS = {"create": "Add", "delete": "Remove", "retain": "Remove"}


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text((EXAMPLES / "minimal.yaml").read_text())
    return path


def difference(synth, aws, config, status):
    done = run(synth, "diff", config, "aws", "--exit-code", "--format", "json", env=aws.environment, status=status)
    return json.loads(done.stdout)


def changes(found):
    """stack -> logical id -> what a change set calls it"""
    return {
        stack["stack_name"]: {each["logical_id"]: ACTIONS.get(each["action"], "Modify") for each in stack["changes"]}
        for stack in found["stacks"]
    }


def change_set(aws, assembly, stack_name):
    named = ["--stack-name", stack_name, "--change-set-name", "edit"]
    template = f"file://{assembly.template_file(stack_name)}"
    making = ["--change-set-type", "UPDATE", "--template-body", template, "--capabilities", "CAPABILITY_NAMED_IAM"]
    aws("cloudformation", "create-change-set", *named, *making)
    found = aws("cloudformation", "describe-change-set", *named).get("Changes", [])
    aws("cloudformation", "delete-change-set", *named)
    return {each["ResourceChange"]["LogicalResourceId"]: each["ResourceChange"]["Action"] for each in found}


def test_what_is_not_deployed_is_created(aws, synth, config):
    found = difference(synth, aws("us-east-1"), config, 2)
    assert {action for stack in changes(found).values() for action in stack.values()} == {"Add"}


# Where moto's change set says less than CloudFormation's: which of our changes it leaves out, why, the source.
POORER = [
    (
        "by reference",
        lambda change: change["action"] == "update" and all(each.get("by_reference") for each in change["properties"]),
        "moto compares the texts of both templates; CloudFormation lists what refers to a changed resource, too, with "
        "ChangeSource ResourceReference or ResourceAttribute",
        "CloudFormation API reference, ResourceChangeDetail; moto cloudformation/parsing.py, build_resource_diff()",
    ),
]
CONFIG = """\
project: cycle
environment: test
region: us-east-1
tags: {Owner: first}
cross_stack_references: ssm
network: {}
execution_roles: [{role_name: cycle-agent}]
repositories:
  - {repository_name: agents}
  - {repository_name: tools}
runtimes:
  - artifact: {repository: agents, tag: v1.0.0}
    execution_role: cycle-agent
    endpoints: [{name: stable}]
"""
EDITS = {
    "endpoint": ("endpoints: [{name: stable}]", "endpoints: [{name: stable}, {name: live}]"),
    "tag of the runtime": ("    endpoints:", "    tags: {Team: billing}\n    endpoints:"),
    "tags": ("Owner: first", "Owner: second"),
    "repository": ("  - {repository_name: tools}\n", ""),
    "role": ("cycle-agent", "cycle-worker"),
}
# moto has no update for these types, so what CloudFormation would do cannot be done to the end.
NOT_DEPLOYED = {"tags": "moto does not update the tags of a VPC, a role or a key (moto_plugin/strictness.py, UPDATABLE)"}


def edited(config, edit):
    before, after = EDITS[edit]
    text = config.read_text()
    assert before in text
    config.write_text(text.replace(before, after))


def without_poorer(found, theirs):
    """Our changes of a stack, but for those that moto is known to leave out; and the rows that were needed."""
    kept, needed = {}, set()
    for change in found["changes"]:
        rows = [name for name, explains, *_ in POORER if explains(change)]
        if rows and change["logical_id"] not in theirs:
            needed.add(rows[0])
        else:
            kept[change["logical_id"]] = ACTIONS.get(change["action"], "Modify")
    return kept, needed


def check_change_sets(aws, assembly, found):
    """CloudFormation changes the same resources of every stack; returns the rows of POORER that were needed."""
    needed = set()
    for stack in found["stacks"]:
        theirs = change_set(aws, assembly, stack["stack_name"])
        ours, rows = without_poorer(stack, theirs)
        assert ours == theirs, stack["stack_name"]
        needed |= rows
    return needed


def deploy_again(aws, assembly):
    for stack_name in assembly.stacks:
        aws.deploy(assembly, stack_name, "--no-fail-on-empty-changeset")


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_shows_until_it_is_deployed(aws, synth, build, config, edit):
    aws = aws("us-east-1")
    config.write_text(CONFIG)
    deployed = build(config)
    assert len(deployed.stacks) == 4
    aws.deploy_all(deployed, ("agents", "v1.0.0"))
    assert not difference(synth, aws, config, 0)["summary"]["differs"]
    edited(config, edit)
    assembly = build(config)
    needed = check_change_sets(aws, assembly, difference(synth, aws, config, 2))
    assert needed == ({"by reference"} if edit in ("tag of the runtime", "role") else set())
    if edit not in NOT_DEPLOYED:
        deploy_again(aws, assembly)
        assert not difference(synth, aws, config, 0)["summary"]["differs"]


def test_an_edit_of_the_examples_shows_until_it_is_deployed(aws, synth, build, config):
    aws = aws("us-east-1")
    config.write_text((EXAMPLES / "production.yaml").read_text())
    aws.deploy_all(build(config), ("agent-images", "v1.0.0"))
    assert not difference(synth, aws, config, 0)["summary"]["differs"]
    config.write_text(config.read_text() + "    endpoints: [{name: live}]\n")
    assembly = build(config)
    found = difference(synth, aws, config, 2)
    assert "Add" in changes(found)[assembly.stack("agentcore")].values()
    assert check_change_sets(aws, assembly, found) == set()
    deploy_again(aws, assembly)
    assert not difference(synth, aws, config, 0)["summary"]["differs"]


def test_without_credentials_or_cli_it_says_so(aws, synth, config, tmp_path):
    environment = dict(aws("us-east-1").environment)
    for name in "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY":
        del environment[name]
    assert "AC6123" in run(synth, "diff", config, "aws", env=environment, status=1).stderr
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").symlink_to(shutil.which("git"))
    environment["PATH"] = str(tmp_path / "bin")
    assert "AC6122" in run(synth, "diff", config, "aws", env=environment, status=1).stderr


def test_git_bases(synth, config, tmp_path):
    def git(*words):
        run("git", "-C", tmp_path, "-c", "user.name=a", "-c", "user.email=a@example.com", *words)

    def diff(*words, status):
        return run(synth, "diff", *words, "--exit-code", cwd=tmp_path, status=status).stderr

    assert "AC6112" in diff("config.yaml", status=1)
    git("init", "-q")
    git("add", "config.yaml")
    git("commit", "-qm", "first")
    config.write_text(config.read_text() + "    endpoints: [{name: live}]\n")
    git("commit", "-qam", "second")
    diff("config.yaml", status=0)
    diff("config.yaml", "git:HEAD~1", status=2)
    shutil.copy(config, tmp_path / "other.yaml")
    diff("other.yaml", "git:HEAD:config.yaml", status=0)
    assert "AC6114" in diff("other.yaml", status=1)
