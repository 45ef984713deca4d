"""A build that takes over half a second says on a terminal what it is at, and takes that away when it is done.

The config comes through a pipe that the test holds open until the line was seen, so no time is guessed.
"""

import os
import pty
import select
import subprocess
import time

import pytest

CONFIG = b"""project: demo
environment: test
region: us-east-1
runtimes:
  - artifact: {repository: agent-images, tag: v1}
"""
ERASE = b"\r\x1b[K"
STEP = b"reading and checking the config ... "
LONGER_THAN_PATIENCE = 1.0


def read_until(terminal, wanted):
    shown, end = b"", time.monotonic() + 60
    while wanted not in shown:
        assert time.monotonic() < end, shown
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536)
    return shown


@pytest.fixture
def start(synth, tmp_path):
    """Starts a build of standard input, with standard error where it is told to be."""
    started = []

    def start_build(stderr, **variables):
        environment = {key: value for key, value in os.environ.items() if key not in ("CI", "TERM")}
        builder = subprocess.Popen(
            [synth, "build", "-", "-o", tmp_path / "out"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env=environment | {"TERM": "xterm"} | variables,
        )
        started.append(builder)
        return builder

    yield start_build
    for builder in started:
        builder.kill()
        builder.wait()


@pytest.fixture
def terminal():
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def finish(builder):
    builder.stdin.write(CONFIG)
    builder.stdin.close()
    assert builder.wait(timeout=60) == 0


def test_a_long_build_shows_its_step_and_takes_it_away(start, terminal):
    ours, theirs = terminal
    builder = start(theirs)
    shown = read_until(ours, STEP)
    assert shown.startswith(ERASE)
    finish(builder)
    rest = read_until(ours, b"next:")
    line_of_progress, summary = rest.rsplit(ERASE, 1)
    assert b"written" not in line_of_progress
    assert b"out: 4 written" in summary


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"TERM": ""}, {"CI": "true"}])
def test_no_progress_where_it_cannot_be_taken_away(start, terminal, variables):
    ours, theirs = terminal
    builder = start(theirs, **variables)
    time.sleep(LONGER_THAN_PATIENCE)
    finish(builder)
    shown = read_until(ours, b"next:")
    assert ERASE not in shown
    assert STEP not in shown


def test_no_progress_without_a_terminal(start):
    builder = start(subprocess.PIPE)
    time.sleep(LONGER_THAN_PATIENCE)
    finish(builder)
    shown = builder.stderr.read()
    assert b"out: 4 written" in shown
    assert ERASE not in shown
    assert STEP not in shown
