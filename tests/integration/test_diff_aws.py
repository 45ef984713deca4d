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


@pytest.mark.parametrize("example", ["minimal", "production"])
def test_an_edit_shows_until_it_is_deployed(aws, synth, build, config, example):
    aws = aws("us-east-1")
    config.write_text((EXAMPLES / f"{example}.yaml").read_text())
    aws.deploy_all(build(config), ("agent-images", "v1.0.0"))
    assert not difference(synth, aws, config, 0)["summary"]["differs"]
    config.write_text(config.read_text() + "    endpoints: [{name: live}]\n")
    edited = build(config)
    found = changes(difference(synth, aws, config, 2))
    agentcore = edited.stack("agentcore")
    assert "Add" in found[agentcore].values()
    assert change_set(aws, edited, agentcore) == found[agentcore]
    for stack_name in edited.stacks:
        aws.deploy(edited, stack_name, "--no-fail-on-empty-changeset")
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
