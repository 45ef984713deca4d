"""What the tests share: the binary, moto's server, the AWS CLI and the CDK CLI pointed at it."""

import functools
import importlib.util
import json
import os
import pathlib
import shlex
import subprocess
import sys
import urllib.request

import pytest

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
EXAMPLES = REPOSITORY / "examples"
ACCOUNT = "123456789012"


# Those that take longest, first, so that no worker is left alone with one at the end.
LONG_FILES = ["split", "moto_plugin", "hostile_strings", "rollout", "diff_aws", "examples"]


def pytest_collection_modifyitems(items):
    order = {f"test_{name}.py": place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


def needs_package(*modules):
    """Skips the test, saying what is missing, where pip could not have it."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"needs the Python package {module}")


def run(*command, **options):
    """Runs to the end and returns what happened; `status` says which exit status is right (None: any).

    `timeout` is in seconds, for a machine that is busy with other things, too.
    """
    timeout = options.pop("timeout", 300)
    status = options.pop("status", 0)
    command = [str(part) for part in command]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout, **options)
    if status is not None and done.returncode != status:
        happened = f"exit status {done.returncode}, not {status}\n{done.stdout}{done.stderr}"
        pytest.fail(f"{shlex.join(command)}\n{happened}", pytrace=False)
    return done


class Assembly:
    """A built folder: the stacks of its manifest.json, dependencies first; of a config with targets, `regions`."""

    def __init__(self, folder):
        self.folder = folder
        self.manifest = json.loads((folder / "manifest.json").read_text())
        self.stacks = {}
        artifacts = {
            name: artifact
            for name, artifact in self.manifest["artifacts"].items()
            if artifact["type"] == "aws:cloudformation:stack"
        }
        while len(self.stacks) < len(artifacts):
            ready = [
                name
                for name, artifact in artifacts.items()
                if name not in self.stacks and self.stacks.keys() >= set(artifact.get("dependencies", []))
            ]
            assert ready, f"manifest.json: the dependencies run in a circle among {set(artifacts) - set(self.stacks)}"
            self.stacks |= {name: artifacts[name] for name in ready}
        self.regions = [
            Assembly(folder / artifact["properties"]["directoryName"])
            for artifact in self.manifest["artifacts"].values()
            if artifact["type"] == "cdk:cloud-assembly"
        ]
        self.region = None if self.regions else next(iter(self.stacks.values()))["environment"].rpartition("/")[2]

    def each_region(self):
        """The assemblies that hold templates."""
        return self.regions or [self]

    def template_file(self, stack_name):
        return self.folder / self.stacks[stack_name]["properties"]["templateFile"]

    def template(self, stack_name):
        return json.loads(self.template_file(stack_name).read_text())

    def stack(self, short_name):
        """The stack's full name: `<project>-<short name>-<environment>`."""
        (name,) = [name for name in self.stacks if self.template_file(name).name.startswith(f"{short_name}.")]
        return name


@pytest.fixture(scope="session")
def synth():
    binary = os.environ.get("AGENTCORE_SYNTH", str(REPOSITORY / "build/release/agentcore-synth"))
    if not os.access(binary, os.X_OK):
        pytest.fail(f"no program at {binary}: build it, or set AGENTCORE_SYNTH", pytrace=False)
    return binary


@pytest.fixture(scope="session")
def build(synth, tmp_path_factory):
    """build(config, *options) -> Assembly"""

    def build(config, *options, **run_options):
        folder = tmp_path_factory.mktemp(pathlib.Path(config).stem) / "assembly"
        run(synth, "build", config, "-o", folder, *options, **run_options)
        return Assembly(folder)

    return build


@pytest.fixture(scope="session")
def moto_url(tmp_path_factory):
    needs_package("moto", "flask")
    log = tmp_path_factory.mktemp("moto") / "server.log"
    with log.open("w") as stderr:
        server = subprocess.Popen(
            [sys.executable, HERE / "moto_server.py"],
            stdin=subprocess.PIPE,  # its end ends the server
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    port = server.stdout.readline().strip()
    if not port:
        pytest.fail(f"moto's server did not start:\n{log.read_text()}", pytrace=False)
    yield f"http://127.0.0.1:{port}"
    server.stdin.close()
    server.wait(timeout=30)


@pytest.fixture(scope="session")
def client_environment(moto_url, synth, tmp_path_factory):
    """Environment of a user with `aws` and `agentcore-synth` on the PATH, whose AWS is moto and whose home is empty."""
    needs_package("awscli")
    home = tmp_path_factory.mktemp("home")
    (home / "bin").mkdir()
    (home / "bin/agentcore-synth").symlink_to(synth)
    aws = home / "bin/aws"
    aws.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m awscli "$@"\n')
    aws.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK"))}
    environment = kept | {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "HOME": str(home),
        "AWS_ENDPOINT_URL": moto_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_PAGER": "",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "true",
        "CI": "true",
    }
    # Whoever calls another host than this one meets a closed port.
    closed = dict.fromkeys(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"], "http://127.0.0.1:9")
    network = closed | {"NO_PROXY": "127.0.0.1"}
    return environment | network | {name.lower(): value for name, value in network.items()}


def put_image(repository, tag):
    """What stands for `docker push`: arguments of the AWS CLI."""
    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": []}
    image = ["--repository-name", repository, "--image-tag", tag, "--image-manifest", json.dumps(manifest)]
    return ["ecr", "put-image", *image]


class Aws:
    """The AWS CLI in one region: aws("ec2", "describe-vpcs") -> the answer."""

    def __init__(self, environment, region):
        self.environment = environment | {"AWS_REGION": region, "AWS_DEFAULT_REGION": region}

    def __call__(self, *arguments, status=0):
        answer = self.type(*arguments, "--output", "json", status=status).stdout
        return json.loads(answer) if answer.strip() else None

    def type(self, *arguments, status=0):
        return run("aws", *arguments, env=self.environment, status=status)

    @functools.cache
    def look(self, *arguments):
        """The answer, asked for once: for things that no test changes."""
        return self(*arguments)

    def deploy(self, assembly, stack_name, *options, status=0):
        """What the README tells its users to type, and what it printed."""
        command = ["cloudformation", "deploy", "--stack-name", stack_name]
        command += ["--template-file", assembly.template_file(stack_name), "--capabilities", "CAPABILITY_NAMED_IAM"]
        done = self.type(*command, *options, status=None)
        if done.returncode != status:
            answer = self("cloudformation", "describe-stack-events", "--stack-name", stack_name, status=None) or {}
            reasons = [event.get("ResourceStatusReason") for event in answer.get("StackEvents", [])]
            pytest.fail(f"{stack_name}: {reasons}\n{done.stdout}{done.stderr}", pytrace=False)
        return done.stdout + done.stderr

    def deploy_all(self, assembly, image=None):
        """Every stack in the order of the manifest; the image is pushed once its repository is there."""
        for stack_name in assembly.stacks:
            if image and stack_name == assembly.stack("agentcore"):
                self.push_image(*image)
            self.deploy(assembly, stack_name)

    def push_image(self, repository, tag):
        self.type(*put_image(repository, tag))

    def outputs(self, stack_name):
        (stack,) = self("cloudformation", "describe-stacks", "--stack-name", stack_name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


@pytest.fixture(scope="session")
def cdk(client_environment):
    """cdk("ls", "--app", folder) -> what happened"""
    cli = REPOSITORY / "build/node/node_modules/.bin/cdk"
    if not os.access(cli, os.X_OK):
        pytest.skip("needs the CDK CLI (npm package aws-cdk)")
    return lambda *arguments, **options: run(cli, *arguments, "--no-notices", env=client_environment, **options)


@pytest.fixture(scope="session")
def reset(moto_url):
    def reset():
        urllib.request.urlopen(urllib.request.Request(f"{moto_url}/moto-api/reset", method="POST")).close()

    return reset


@pytest.fixture
def aws(client_environment, reset):
    """aws(region) -> Aws, on an account with nothing in it."""
    reset()
    return lambda region: Aws(client_environment, region)
