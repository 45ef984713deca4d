"""The same config gives the same bytes, and JSON and YAML say the same."""

import json
import os
import shutil
import subprocess

import pytest
from conftest import EXAMPLES, needs_package

each = pytest.mark.parametrize("config", sorted(EXAMPLES.glob("*.yaml")), ids=lambda config: config.stem)


def contents(assembly):
    return {str(file.relative_to(assembly.folder)): file.read_bytes() for file in files(assembly)}


def files(assembly):
    return sorted(file for file in assembly.folder.rglob("*") if file.is_file())


# Where a careless program writes other letters (tr) or other numbers (de), or ends because the locale is not installed.
LOCALES = ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"]
TIME_ZONES = ["UTC", "Pacific/Kiritimati"]


@each
def test_a_second_build_gives_the_same_bytes(build, config):
    assert contents(build(config)) == contents(build(config))


@each
def test_the_folder_does_not_matter(build, config, tmp_path):
    moved = shutil.copy(config, tmp_path / "other name.yaml")
    assert contents(build(config)) == contents(build(moved, cwd=tmp_path))


@each
@pytest.mark.parametrize("locale", LOCALES)
def test_the_locale_does_not_matter(build, config, locale):
    assert contents(build(config)) == contents(build(config, env=os.environ | {"LC_ALL": locale, "LANG": locale}))


@each
@pytest.mark.parametrize("time_zone", TIME_ZONES, ids=lambda time_zone: time_zone.replace("/", "-"))
def test_the_time_zone_does_not_matter(build, config, time_zone):
    assert contents(build(config)) == contents(build(config, env=os.environ | {"TZ": time_zone}))


def on_processors(processors, *command):
    """What a command prints where it sees these processors alone."""
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors),
    )


RUNTIME = """\
  - runtime_name: agent_{0}
    description: "Agent {0}: answers what it is asked"
    artifact: {{container_uri: 123456789012.dkr.ecr.us-east-1.amazonaws.com/agents:v{0}}}
"""


# A long config is read by as many threads as there are processors.
@pytest.mark.parametrize(
    "last",
    ["", "  - runtime_name: 1-wrong\n", "  - &a runtime_name: x\n", "  - [\n", '  - "', "tags: {Owner: me}\n", "tags: {\n"],
    ids=["sound", "wrong", "anchor", "bracket", "quote", "key", "open"],
)
def test_the_number_of_processors_does_not_matter(synth, tmp_path, last):
    all_of_them = os.sched_getaffinity(0)
    if len(all_of_them) < 2:
        pytest.skip("needs a second processor")
    config = tmp_path / "config.yaml"
    head = "project: hackathon\nenvironment: prod\nregion: us-east-1\noutputs: minimal\nruntimes:\n"
    config.write_text(head + "".join(RUNTIME.format(number) for number in range(1500)) + last)
    folder = tmp_path / "out"
    results = []
    for processors in [all_of_them, {min(all_of_them)}]:
        shutil.rmtree(folder, ignore_errors=True)
        (tmp_path / "config.yaml.lock").unlink(missing_ok=True)
        ran = on_processors(processors, synth, "build", config, "-o", folder)
        written = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        results.append((ran.returncode, ran.stdout, ran.stderr, written))
    assert results[0] == results[1]
    assert (results[0][0] == 0) == (last in ["", "tags: {Owner: me}\n"])


@each
def test_building_again_touches_no_file(synth, build, config):
    assembly = build(config)
    before = {file: file.stat().st_mtime_ns for file in files(assembly)}
    subprocess.run([synth, "build", config, "-o", assembly.folder], check=True, capture_output=True)
    assert {file: file.stat().st_mtime_ns for file in files(assembly)} == before


def load_with_pyyaml(text):
    needs_package("yaml")
    import yaml

    return yaml.safe_load(text)


def load_with_cfn_lint(text):
    needs_package("cfnlint")
    import cfnlint.decode.cfn_yaml

    return cfnlint.decode.cfn_yaml.loads(text)


@each
@pytest.mark.parametrize("load", [load_with_pyyaml, load_with_cfn_lint], ids=["pyyaml", "cfn-lint"])
def test_yaml_loads_to_what_json_says(build, config, load):
    in_json, in_yaml = build(config).each_region(), build(config, "--format", "yaml").each_region()
    for as_json, as_yaml in zip(in_json, in_yaml, strict=True):
        assert as_json.stacks.keys() == as_yaml.stacks.keys()
        for stack_name in as_json.stacks:
            text = as_yaml.template_file(stack_name).read_text()
            assert not text.lstrip().startswith("{")
            # Through JSON, so that a date or a number of YAML's own making is a difference.
            assert json.loads(json.dumps(load(text), default=repr)) == as_json.template(stack_name)
