"""`diff --watch` on a terminal: it redraws, and Ctrl-C leaves the terminal as it was."""

import contextlib
import json
import os
import pty
import select
import subprocess
import time

from conftest import run

CLEAR = b"\x1b[H\x1b[2J\x1b[3J"


def template(name):
    return json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": name}}}})


def read_until(terminal, wanted, count):
    """What the terminal shows until `wanted` was seen so often."""
    shown, end = b"", time.monotonic() + 20
    while shown.count(wanted) < count:
        assert time.monotonic() < end, shown
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536)
    return shown


@contextlib.contextmanager
def watching(*command):
    """`diff --watch` on a terminal of its own: the process, and our end of the terminal."""
    terminal, other_end = pty.openpty()
    # A session of its own, whose terminal this is, so that Ctrl-C reaches it as a signal.
    watcher = subprocess.Popen(
        ["setsid", "--ctty", "--wait", *map(str, command)], stdin=other_end, stdout=other_end, stderr=other_end
    )
    os.close(other_end)
    try:
        yield watcher, terminal
    finally:
        watcher.kill()
        os.close(terminal)


def test_watch_redraws_and_ends_on_ctrl_c(synth, tmp_path):
    (tmp_path / "old.json").write_text(template("a"))
    new = tmp_path / "new.json"
    new.write_text(template("b"))
    with watching(synth, "diff", new, tmp_path / "old.json", "--watch", "--color", "never") as (watcher, terminal):
        assert read_until(terminal, b"Ctrl-C ends", 1).count(CLEAR) == 1
        new.write_text(template("c"))
        shown = read_until(terminal, b"Ctrl-C ends", 1)
        assert shown.count(CLEAR) == 1
        assert b'"a" -> "c"' in shown
        os.write(terminal, b"\x03")
        assert b"\x1b[0m" in read_until(terminal, b"\x1b[0m", 1)
        assert watcher.wait(timeout=20) == 130


def test_watch_sees_the_lock(synth, tmp_path):
    config = tmp_path / "config.yaml"
    image = "artifact: {repository: agent-images, tag: v1}"
    config.write_text(
        "project: demo\nenvironment: test\nregion: us-east-1\nruntimes:\n"
        f"  - {{runtime_name: a, {image}}}\n  - {{runtime_name: b, {image}}}\n"
    )
    run(synth, "build", config, "-o", tmp_path / "out")
    with watching(synth, "diff", config, tmp_path / "out", "--watch", "--color", "never") as (_, terminal):
        assert b"agentcore-2" not in read_until(terminal, b"Ctrl-C ends", 1)
        run(synth, "build", config, "-o", tmp_path / "split", "--max-resources", "1")
        assert b"agentcore-2" in read_until(terminal, b"Ctrl-C ends", 1)
