# SPDX-License-Identifier: GPL-3.0-or-later
"""test-tally.py SOURCES: the count that build-aux/test ends with."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import tap

TALLY = pathlib.Path(sys.argv[1], "build-aux", "lib", "tally.py")


def counts(test, expected, said=(), unsaid=None):
    """A case: one program's record gives these counts, and the report says these words, but not unsaid."""

    def case():
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as log:
            log.write(json.dumps({"name": "a", "returncode": 0, **test}) + "\n")
            log.flush()
            run = subprocess.run(
                [sys.executable, TALLY, "label", log.name, os.devnull, "/none"], capture_output=True, text=True, check=True, timeout=60
            )
        *report, last = run.stdout.splitlines()
        assert last == expected, f"expected {expected}, got {last}"
        for words in said:
            assert any(words in line for line in report), f"no “{words}” in {report}"
        assert unsaid is None or not any(unsaid in line for line in report), report

    return case


def is_told_in_short():
    """What failed stands in the short file behind what was there, without what passed."""
    test = {"name": "a", "result": "FAIL", "returncode": 1, "stdout": "ok 1 a\nnot ok 2 b\n# why\n"}
    with tempfile.TemporaryDirectory() as folder:
        log, short = pathlib.Path(folder, "log"), pathlib.Path(folder, "short")
        log.write_text(json.dumps(test) + "\n" + json.dumps({"name": "b", "result": "OK"}) + "\n", encoding="utf-8")
        short.write_text("before\n", encoding="utf-8")
        subprocess.run([sys.executable, TALLY, "label", log, short, "/none"], check=True, timeout=60,
                       stdout=subprocess.DEVNULL)
        said = short.read_text(encoding="utf-8")
    assert said == "before\n\n=== label: a: FAIL (exit status 1)\n  not ok 2 b\n  # why\n", said


def is_run_again():
    """Few that failed are named for a second run; what passed there counts, what failed there too does not."""
    bad = [{"name": f"p:s / {name}", "result": "FAIL", "returncode": 1, "stdout": "not ok 1 x\n# why\n"} for name in "abcd"]
    good = [{**test, "result": "OK", "returncode": 0, "stdout": "ok 1 x\n"} for test in bad]

    def write(path, tests):
        path.write_text("".join(json.dumps(test) + "\n" for test in tests), encoding="utf-8")

    def ask(*arguments):
        return subprocess.run([sys.executable, TALLY, *arguments], capture_output=True, text=True, check=True,
                              timeout=60).stdout.splitlines()

    with tempfile.TemporaryDirectory() as folder:
        log, again = pathlib.Path(folder, "log"), pathlib.Path(folder, "again")
        write(log, bad)
        assert ask("--failed", log) == [], "four are not few"
        write(log, [*bad[:2], good[2]])
        assert ask("--failed", log) == ["a", "b"]
        write(again, [good[0], bad[1]])
        report = ask("label", log, os.devnull, again)
    assert report[-1] == "2 1 0", report
    assert any("p:s / a" in line and "unsteady" in line for line in report), report
    assert not any("p:s / b" in line and "unsteady" in line for line in report), report
    assert "  # why" in report, report


NESTED = "TAP version 14\n# Subtest: a\n    ok 1 /a/x\n    ok 2 /a/y # SKIP no\n    1..2\nok 1 - a\nok 2 b\n1..2\n"
tap.main(
    [
        ("/tally/subtests", counts({"result": "OK", "stdout": "1..2\nok 1 /a\nok 2 /b\n# ok then\n"}, "2 0 0")),
        (
            "/tally/failed",
            counts({"result": "FAIL", "stdout": "ok 1 a\nnot ok 2 b\n# why\n1..2\n"}, "1 1 0", ["=== label: a", "# why"]),
        ),
        (
            "/tally/noise",
            counts({"result": "FAIL", "stdout": "# GLib-DEBUG: x\n# why\nnot ok 1 b\n"}, "0 1 0", ["# why"], "GLib-DEBUG"),
        ),
        ("/tally/skipped", counts({"result": "OK", "stdout": "ok 1 a\nok 2 b # SKIP no\n"}, "1 0 1", ["# SKIP no"])),
        ("/tally/incomplete", counts({"result": "OK", "stdout": "ok 1 a\nnot ok 2 b # TODO yet\n"}, "1 0 1")),
        (
            "/tally/crash",
            counts({"result": "ERROR", "stdout": "ok 1 a\n", "stderr": "boom", "returncode": -11}, "1 1 0", ["boom"]),
        ),
        ("/tally/timeout", counts({"result": "TIMEOUT", "stdout": "ok 1 a\n"}, "1 1 0", ["TIMEOUT"])),
        ("/tally/plain", counts({"result": "OK"}, "1 0 0")),
        ("/tally/plain-skip", counts({"result": "SKIP", "returncode": 77}, "0 0 1")),
        ("/tally/asserts-nothing", counts({"result": "SKIP", "stdout": "1..0\n"}, "0 0 1")),
        ("/tally/short", is_told_in_short),
        ("/tally/again", is_run_again),
        ("/tally/nested", counts({"result": "OK", "stdout": NESTED}, "2 0 1")),
    ]
)
