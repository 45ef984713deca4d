"""The JSON Schema of the config agrees with the program, as a standard validator and an editor's engine read it."""

import json
import pathlib
import re

import pytest
from conftest import EXAMPLES, REPOSITORY, needs_package, run

RULES = REPOSITORY / "tests/rules"

# pass.yaml that PyYAML does not read.
UNREAD = {"AC1006-tab-indentation": "a tab before a comment is YAML, and not PyYAML's"}

# Places that a config accepts, with `severities`, and that the schema marks all the same.
ACCEPTED = {"AC3907-region-without-facts": {"region", "network"}}

# Findings in fail.yaml that no schema can see.
UNSEEN = {
    "runtimes[0].artifact.container_memory": "to JSON Schema 2048.0 is a whole number",
    "repositories[1].keep_images": "whole numbers of JSON Schema have no end",
    "network.private_agent_subnets[1].cidr": "10.0.2.1/26 has a bit set behind the prefix: no pattern counts them",
    "network.egress_rules[2].security_group.default": "what a parameter holds follows from where it stands",
}

SHAPE = ["AC1501", "AC1503", "AC1504", "AC2001", "AC2002", "AC2003", "AC2004", "AC2005", "AC2006", "AC2007", "AC2008"]


@pytest.fixture(scope="module")
def core_yaml():
    """core_yaml(text) -> the document, as an editor reads it: by YAML 1.2's core schema.

    PyYAML alone reads YAML 1.1, where `no` is a boolean, `1:30` a number, and `2024-01-01` a date.
    """
    needs_package("yaml")
    import yaml

    class CoreLoader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

    core = {
        "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        "int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
        "float": (
            r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
            list("-+0123456789."),
        ),
        "merge": (r"<<", ["<"]),
    }
    for kind, (pattern, first) in core.items():
        CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), first)

    def number(loader, node):
        text = loader.construct_scalar(node)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)

    CoreLoader.add_constructor("tag:yaml.org,2002:int", number)
    return lambda text: yaml.load(text, CoreLoader)


@pytest.fixture(scope="module")
def schema(synth):
    return json.loads(run(synth, "schema").stdout)


@pytest.fixture(scope="module")
def validator(schema):
    needs_package("jsonschema")
    import jsonschema

    return jsonschema.Draft202012Validator(schema)


def errors_of(validator, document):
    """Every error, those inside of alternatives too: (path, what)."""

    def all_of(error):
        yield error
        for inner in error.context:
            yield from all_of(inner)

    return [
        (tuple(error.absolute_path), error.message)
        for outer in validator.iter_errors(document)
        for error in all_of(outer)
    ]


def test_the_schema_is_one_of_draft_2020_12(schema):
    needs_package("jsonschema")
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    texts = json.dumps(schema)
    assert set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', texts)) <= set(schema["$defs"])


def test_patterns_are_anchored(schema):
    def patterns(node):
        if isinstance(node, dict):
            if isinstance(node.get("pattern"), str):
                yield node["pattern"]
            for value in node.values():
                yield from patterns(value)
        elif isinstance(node, list):
            for value in node:
                yield from patterns(value)

    found = set(patterns(schema))
    assert len(found) > 20
    assert [pattern for pattern in found if not (pattern.startswith("^") and pattern.endswith("$"))] == []


@pytest.mark.parametrize("config", sorted(EXAMPLES.glob("*.yaml")), ids=lambda config: config.stem)
def test_examples_pass(config, validator, core_yaml):
    assert errors_of(validator, core_yaml(config.read_text())) == []


@pytest.mark.parametrize("config", sorted(RULES.glob("*/pass.yaml")), ids=lambda config: config.parent.name)
def test_what_passes_a_rule_passes(config, validator, core_yaml):
    if reason := UNREAD.get(config.parent.name):
        pytest.skip(reason)
    errors = errors_of(validator, core_yaml(config.read_text()))
    accepted = ACCEPTED.get(config.parent.name, set())
    assert [error for error in errors if error[0][:1] not in {(key,) for key in accepted}] == []


@pytest.mark.parametrize("config", sorted(RULES.glob("*/fail.yaml")), ids=lambda config: config.parent.name)
def test_what_the_schema_refuses_the_program_refuses(config, synth, validator, core_yaml):
    import yaml

    if config.parent.name.startswith("AC1010"):
        pytest.skip("its aliases stand for more nodes than a validator that follows them all can visit")
    try:
        document = core_yaml(config.read_text())
    except (yaml.YAMLError, UnicodeDecodeError):
        return  # no YAML, or a tag of its own: not a matter of the schema
    if errors_of(validator, document):
        run(synth, "validate", config, status=1)


def test_random_valid_configs_pass(synth, validator, core_yaml, tmp_path):
    writer = pathlib.Path(synth).parent / "tests/fuzz/random_configs"
    if not writer.exists():
        pytest.skip("needs tests/fuzz/random_configs beside the program, which a build with tests makes")
    run(writer, "--write", tmp_path, 300, 1)
    configs = sorted(tmp_path.glob("*.yaml"))
    assert len(configs) == 300
    for config in configs:
        assert errors_of(validator, core_yaml(config.read_text())) == [], config.read_text()


def steps(path):
    """`runtimes[0].artifact.tag` or `tags["a.b"]` as the steps that lead there."""
    found = re.findall(r'\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.\[\]]+)', path)
    return tuple(int(number) if number else quoted or plain for quoted, number, plain in found)


@pytest.mark.parametrize("code", SHAPE)
def test_what_has_not_the_shape_fails(code, synth, validator, core_yaml):
    (case,) = RULES.glob(f"{code}-*")
    config = case / "fail.yaml"
    errors = errors_of(validator, core_yaml(config.read_text()))
    answer = json.loads(run(synth, "validate", config, "--diagnostics", "json", status=1).stdout)
    findings = [finding for finding in answer["findings"] if finding["code"] == code]
    assert findings
    for finding in findings:
        at = steps(finding["path"])
        near = [path for path, _ in errors if at in (path, path[:-1]) or path == at[:-1]]
        assert (near == []) == (finding["path"] in UNSEEN), (finding["path"], finding["headline"])
