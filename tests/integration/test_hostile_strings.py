"""Texts that YAML, JSON, CloudFormation or a shell could read as something else arrive at the runtime as written."""

import json

import pytest

REGION = "us-east-1"

TEXTS = {
    "quotes": ["'", '"', "'single'", '"double"', "it's \"both\"", "\\", "\\n", "`$(id)`"],
    "white space": ["a\nb", "\n", "first\nsecond\n", "a\tb", " ", "  both ends  ", "a\r\nb", "trailing \n"],
    "CloudFormation": ["${X}", "${!X}", "$${X}", "${AWS::Region}", "${", "}", "$", "!Ref X", "Ref: X", "${A}${!B}"],
    "intrinsics": ['{"Ref": "AWS::Region"}', '{"Fn::Sub": "x"}', "Fn::GetAtt", "AWS::NoValue", "AWS::Region"],
    "templates": ["{{}}", "{{ x }}", "{{resolve", "{{{{", "{%x%}", "%s", "{0}", "<%= x %>", "$(X)"],
    "scalars": ["yes", "no", "on", "off", "y", "N", "true", "null", "~", "", "0123", "0o17", "0x1F", "1e3", "1_000"],
    "numbers": ["12:30:45", "2012-10-17", "2001-12-14t21:59:43Z", ".inf", ".NaN", "-0", "+1", "012345678901", "1.10"],
    "YAML": ["key: value", "# comment", "a #b", "- item", "? x", "&anchor", "*alias", "!tag", "|", ">", "%YAML", "---"],
    "JSON": ["[1, 2]", "{}", "[]", "{", "]", ",", ":", '{"a": [1, {"b": null}]}', "@", "//", "<<", "="],
    "unicode": ["größer", "日本語", "🚀", "e\u0301", "\u00a0", "\u2028", "\ufeff", "\u200f", "\U0010fffd", "ÿ"],
    "length": ["${X}" + "x" * 2044],
    "length in quotes": ['"' * 2048],
    "length in two bytes": ["ü" * 2000],
}


@pytest.fixture
def arrived(build, aws, tmp_path):
    """arrived(variables, format) -> the environment variables of the runtime that was deployed with them"""

    def deploy(variables, form):
        config = tmp_path / f"{form}.yaml"
        artifact = {"repository": "agent-images", "tag": "v1", "environment_variables": variables}
        named = {"project": "hostile", "environment": "test", "region": REGION}
        config.write_text(json.dumps(named | {"runtimes": [{"artifact": artifact}]}, ensure_ascii=False))
        cli = aws(REGION)
        cli.deploy_all(build(config, "--format", form), ("agent-images", "v1"))
        (listed,) = cli("bedrock-agentcore-control", "list-agent-runtimes")["agentRuntimes"]
        named = ["--agent-runtime-id", listed["agentRuntimeId"]]
        return cli("bedrock-agentcore-control", "get-agent-runtime", *named)["environmentVariables"]

    return deploy


@pytest.mark.parametrize("form", ["json", "yaml"])
@pytest.mark.parametrize("kind", TEXTS)
def test_environment_variables_arrive_as_written(arrived, kind, form):
    variables = {f"V{number}": text for number, text in enumerate(TEXTS[kind])}
    assert arrived(variables, form) == variables
