"""cfn-lint finds no error in any template that the tool emits."""

import importlib.metadata
import json
import re
import sys

import pytest
from conftest import EXAMPLES, REPOSITORY, Assembly, needs_package, run

# Errors that are cfn-lint's own lag behind AWS: rule, words of the message, why AWS takes the template, and by region
# the first cfn-lint without the error. An older one must show it, a newer one must not.
LAG = [
    (
        "E3006",
        "AWS::BedrockAgentCore::",
        "AgentCore serves the region; cfn-lint's list of resource types was older",
        {
            "ap-south-2": "1.54.0",
            "ap-southeast-5": "1.53.0",
            "ap-southeast-7": "1.53.0",
            "eu-south-1": "1.53.1",
            "eu-south-2": "1.53.1",
            "us-west-1": "1.54.0",
        },
    ),
]


def lags(fixed_in):
    def numbers(version):
        return [int(part) for part in version.split(".")[:3]]

    return fixed_in and numbers(importlib.metadata.version("cfn-lint")) < numbers(fixed_in)


def lint(assembly):
    """The errors in an assembly's templates: (rule, message, template:line)."""
    needs_package("cfnlint")
    templates = [assembly.template_file(stack_name) for stack_name in assembly.stacks]
    cfn_lint = [sys.executable, "-c", "import cfnlint.runner; cfnlint.runner.main()"]
    done = run(*cfn_lint, "--regions", assembly.region, "--format", "json", "--", *templates, status=None)
    assert not done.stderr
    return [
        (each["Rule"]["Id"], each["Message"], f"{each['Filename']}:{each['Location']['Start']['LineNumber']}")
        for each in json.loads(done.stdout)
        if each["Level"] == "Error"
    ]


def check(assembly):
    errors = lint(assembly)
    for rule, words, _, fixed_in in LAG:
        if lags(fixed_in.get(assembly.region)):
            shown = [error for error in errors if error[0] == rule and words in error[1]]
            assert shown, f"cfn-lint shows no {rule} ({words}) for {assembly.region}: correct the table"
            errors = [error for error in errors if error not in shown]
    assert not errors


@pytest.mark.parametrize("config", sorted(EXAMPLES.glob("*.yaml")), ids=lambda config: config.stem)
def test_examples(build, config):
    for assembly in build(config).each_region():
        check(assembly)


GOLDEN = sorted(REPOSITORY.glob("tests/synth/*/expected")) or [REPOSITORY / "tests/synth/none/expected"]


@pytest.mark.parametrize("expected", GOLDEN, ids=lambda folder: folder.parent.name)
def test_golden_templates(expected):
    assert expected.exists(), "no golden templates in tests/synth/*/expected"
    for assembly in Assembly(expected).each_region():
        check(assembly)


@pytest.mark.parametrize("region", sorted({region for *_, fixed_in in LAG for region in fixed_in}))
def test_regions_that_cfn_lint_learned_late(build, tmp_path, region):
    config = tmp_path / "minimal.yaml"
    config.write_text((EXAMPLES / "minimal.yaml").read_text().replace("us-east-1", region))
    check(build(config))


def test_an_error_would_be_found(build):
    """cfn-lint is really asked: one wrong value in a template is an error."""
    assembly = build(EXAMPLES / "minimal.yaml")
    template = assembly.template_file(assembly.stack("agentcore"))
    template.write_text(re.sub('"NetworkMode": "PUBLIC"', '"NetworkMode": "OPEN"', template.read_text()))
    assert [rule for rule, *_ in lint(assembly)] == ["E3030"]
