"""An editor's engine, the YAML language server, completes and checks a config by the schema."""

import json
import os
import subprocess

import pytest
from conftest import REPOSITORY, run

MODELINE = "# yaml-language-server: $schema=agentcore.schema.json\n"
HEAD = "project: hackathon\nenvironment: test\nregion: us-east-1\n"


class LanguageServer:
    """Speaks the Language Server Protocol over standard input and output. `settings` are the editor's."""

    def __init__(self, command, folder, settings):
        self.folder, self.settings = folder, settings
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.requests = 0
        self.problems = {}
        self.request("initialize", processId=None, rootUri=folder.as_uri(), capabilities={}, workspaceFolders=None)
        self.send({"method": "initialized", "params": {}})
        self.send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while header := self.process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server ended"
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:  # it asks the editor
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            answer = asked and [self.settings.get(item["section"]) for item in asked]
            self.send({"id": message["id"], "result": answer})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.problems[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def request(self, method, **params):
        self.requests += 1
        self.send({"id": self.requests, "method": method, "params": params})
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == self.requests:
                assert "error" not in message, message
                return message["result"]

    def open(self, name, text):
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def complete(self, text):
        """What is offered where the text has a |."""
        before, _, after = (MODELINE + text).partition("|")
        uri = self.open(f"completed-{self.requests}.yaml", before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        answer = self.request("textDocument/completion", textDocument={"uri": uri}, position=position)
        return {item["label"] for item in answer["items"]}

    def check(self, text, name=None):
        """What is marked: {(line from 1, text of the message)}."""
        uri = self.open(name or f"checked-{self.requests}.yaml", text)
        while uri not in self.problems:
            self.receive()
        return {(problem["range"]["start"]["line"] + 1, problem["message"]) for problem in self.problems[uri]}


@pytest.fixture(scope="module")
def editor(synth, tmp_path_factory):
    """editor(settings) -> LanguageServer in a folder that holds the schema"""
    command = REPOSITORY / "build/node/node_modules/.bin/yaml-language-server"
    if not os.access(command, os.X_OK):
        pytest.skip("needs the YAML language server (npm package yaml-language-server)")
    folder = tmp_path_factory.mktemp("editor")
    (folder / "agentcore.schema.json").write_text(run(synth, "schema").stdout)
    servers = []

    def editor(settings=None):
        servers.append(LanguageServer(command, folder, settings or {}))
        return servers[-1]

    yield editor
    for server in servers:
        server.process.kill()
        server.process.wait()


@pytest.fixture(scope="module")
def server(editor):
    return editor()


def test_keys_are_completed(server):
    assert {"project", "environment", "region", "runtimes", "environments"} <= server.complete("|")
    keys = server.complete(HEAD + "runtimes:\n  - artifact:\n      |\n")
    assert {"container_uri", "repository", "tag", "code"} <= keys
    assert "runtime_name" not in keys
    in_runtime = server.complete(HEAD + "runtimes:\n  - artifact: {repository: a, tag: v1}\n    |\n")
    assert "protocol" in in_runtime
    assert not {"artifact", "runtime_arn"} & in_runtime  # one is there, the other is AWS's


def test_values_are_completed(server):
    runtime = HEAD + "runtimes:\n  - artifact: {repository: a, tag: v1}\n    "
    assert {"HTTP", "MCP", "A2A", "AGUI"} <= server.complete(runtime + "protocol: |\n")
    assert {"us-east-1", "eu-west-1"} <= server.complete("project: a\nenvironment: b\nregion: |\n")
    network = HEAD + "network:\n  private_agent_subnets:\n    - availability_zone_id: |\n"
    assert "use1-az1" in server.complete(network)


def test_overlays_are_completed(server):
    base = HEAD + "runtimes:\n  - runtime_name: planner\n    artifact: {repository: a, tag: v1}\nenvironments:\n  prod:\n"
    keys = server.complete(base + "    |\n")
    assert {"region", "tags", "network", "runtimes"} <= keys
    assert not {"environment", "environments"} & keys
    assert "artifact" in server.complete(base + "    runtimes:\n      - runtime_name: planner\n        |\n")


def test_mistakes_are_marked_at_their_line(server):
    text = MODELINE + HEAD + (
        "runtimes:\n"
        "  - artifact: {repository: a, tag: 1.10}\n"
        "    protocol: http\n"
        "    lifecycle: {idle_timeout: 5}\n"
        "    runtime_arn: mine\n"
        "    observability: {log: true}\n"
    )
    assert {line for line, _ in server.check(text)} == {7, 8, 9, 10}


def test_what_is_right_is_not_marked(server):
    for config in sorted((REPOSITORY / "examples").glob("*.yaml")):
        assert server.check(MODELINE + config.read_text(), config.name) == set(), config.name


def test_the_setting_of_vs_code_that_the_readme_names_works(editor):
    (block,) = [
        block.partition("```")[0]
        for block in (REPOSITORY / "README.md").read_text().split("```json\n")
        if "yaml.schemas" in block.partition("```")[0]
    ]
    server = editor({"yaml": {"schemas": json.loads(block)["yaml.schemas"], "validate": True}})
    (server.folder / "agents").mkdir()
    assert {line for line, _ in server.check(HEAD + "runtimes: 1\n", "agents/planner.yaml")} == {4}
