# SPDX-License-Identifier: GPL-3.0-or-later
"""test-headless.py SOURCES BUILD: build-aux/run where there is no display prints alerts, and ends what it started."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import tap

TOP, BUILD = sys.argv[1:]
DEADLINE = 180


def environment():
    """That of a machine without display and session bus."""
    left_out = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "G_DEBUG", "G_MESSAGES_DEBUG")
    return {name: value for name, value in os.environ.items() if name not in left_out}


class Run:
    """One call of build-aux/run on the build that is being tested."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            ["bash", os.path.join(TOP, "build-aux", "run"), "--no-install", "--no-build", "--build", BUILD, *arguments],
            env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )
        self.timer = threading.Timer(DEADLINE, self.process.kill)
        self.timer.start()

    def next_event(self):
        line = self.process.stdout.readline()
        assert line, f"no line within {DEADLINE} s, or it ended: {self.process.stderr.read()}"
        return json.loads(line)

    def end(self):
        """Waits for its end; exit status, output and messages."""
        out, err = self.process.communicate(timeout=DEADLINE)
        self.timer.cancel()
        return self.process.returncode, out, err

    def members(self):
        """The process ids of all that it started and still live."""
        found = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:  # it just ended
                continue
            if int(fields[3]) == self.process.pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
        return found

    def assert_all_gone(self):
        end = time.monotonic() + DEADLINE
        while self.members():
            assert time.monotonic() < end, f"still there: {self.members()}"
            time.sleep(0.05)


def prints_alerts():
    run = Run("--count", "2")
    status, out, err = run.end()
    assert status == 0, (status, err)
    events = [json.loads(line) for line in out.splitlines()]
    assert [event["type"] for event in events] == ["event", "event"], events
    assert all(event["title"] and event["body"] for event in events), events
    assert "no display" in err, err
    run.assert_all_gone()


def passes_on_arguments():
    status, out, err = Run("--", "--no-such-option").end()
    assert status == 2 and out == "" and "--no-such-option" in err, (status, out, err)


def ends_by(to_group, number, expected):
    def case():
        run = Run()
        assert run.next_event()["type"] == "event"
        if to_group:
            os.killpg(run.process.pid, number)
        else:
            run.process.send_signal(number)
        status, _out, err = run.end()
        assert status == expected, (status, err)
        run.assert_all_gone()

    return case


def helps():
    for name in ("run", "test"):
        help_text = subprocess.run(["bash", os.path.join(TOP, "build-aux", name), "--help"], capture_output=True, text=True,
                                   check=True, timeout=DEADLINE).stdout
        assert help_text.startswith(f"Usage: build-aux/{name} "), help_text


tap.main(
    [
        ("/e2e/headless/prints-alerts", prints_alerts),
        ("/e2e/headless/passes-on-arguments", passes_on_arguments),
        ("/e2e/headless/ends-by-ctrl-c", ends_by(True, signal.SIGINT, 0)),
        ("/e2e/headless/ends-by-interrupt", ends_by(False, signal.SIGINT, 0)),
        ("/e2e/headless/ends-by-terminate", ends_by(False, signal.SIGTERM, 143)),
        ("/e2e/headless/helps", helps),
    ]
)
