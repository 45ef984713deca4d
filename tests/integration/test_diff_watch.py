"""`diff --watch` on a terminal: it redraws, and Ctrl-C leaves the terminal as it was."""

import json
import os
import pty
import select
import subprocess
import time

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


def test_watch_redraws_and_ends_on_ctrl_c(synth, tmp_path):
    (tmp_path / "old.json").write_text(template("a"))
    new = tmp_path / "new.json"
    new.write_text(template("b"))
    terminal, other_end = pty.openpty()
    command = [synth, "diff", new, tmp_path / "old.json", "--watch", "--color", "never"]
    # A session of its own, whose terminal this is, so that Ctrl-C reaches it as a signal.
    watcher = subprocess.Popen(
        ["setsid", "--ctty", "--wait", *map(str, command)], stdin=other_end, stdout=other_end, stderr=other_end
    )
    os.close(other_end)
    try:
        assert read_until(terminal, b"Ctrl-C ends", 1).count(CLEAR) == 1
        new.write_text(template("c"))
        shown = read_until(terminal, b"Ctrl-C ends", 1)
        assert shown.count(CLEAR) == 1
        assert b'"a" -> "c"' in shown
        os.write(terminal, b"\x03")
        assert b"\x1b[0m" in read_until(terminal, b"\x1b[0m", 1)
        assert watcher.wait(timeout=20) == 130
    finally:
        watcher.kill()
        os.close(terminal)
