# SPDX-License-Identifier: GPL-3.0-or-later
"""tally.py LABEL TESTLOG [SHORT]: prints what failed or was skipped, with its output, and last "PASSED FAILED SKIPPED".

TESTLOG is meson's testlog.json. A program that speaks TAP counts by its
subtests, any other as one test. Whatever ends badly although none of its
subtests failed (a crash, a leak, a time-out) is one failure more. What failed is added to the file SHORT, too, with
the end of its output.
"""
import dataclasses
import json
import os
import re
import sys

SUBTEST = re.compile(r"^(?P<indent> *)(?P<no>not )?ok\b[^#]*(?:#\s*(?P<directive>skip|todo))?", re.IGNORECASE)
# What GLib's libraries tell a test of their daily life; one test can have a million such lines.
NOISE = re.compile(r"# (GLib|GLib-GIO|GLib-Net|libsoup|dconf)-DEBUG: ")
GOOD = ("OK", "EXPECTEDFAIL")
LONGEST_LOG = 400
LONGEST_SHORT_LOG = 30
PASSED = re.compile(r" *ok\b[^#]*$")


@dataclasses.dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def is_clean(self):
        return self.failed == 0 and self.skipped == 0


def count_subtests(text):
    """The subtests of one program; of nested ones only the innermost, for the outer lines only sum them up."""
    tally = Tally()
    indent = 0
    for line in text.splitlines():
        match = SUBTEST.match(line)
        if not match:
            continue
        sums_up = len(match["indent"]) < indent
        indent = len(match["indent"])
        if sums_up:
            continue
        if match["directive"]:  # also what a test calls incomplete: it did not pass
            tally.skipped += 1
        elif match["no"]:
            tally.failed += 1
        else:
            tally.passed += 1
    return tally


def count_test(test):
    tally = count_subtests(test.get("stdout") or "")
    good = test["result"] in GOOD
    if tally == Tally():
        if test["result"] == "SKIP":
            tally.skipped = 1
        elif good:
            tally.passed = 1
    if not good and test["result"] != "SKIP" and tally.failed == 0:
        tally.failed += 1
    return tally


def show(label, test):
    print(f"\n=== {label}: {test['name']}: {test['result']} (exit status {test.get('returncode')})")
    for stream in ("stdout", "stderr"):
        lines = [line for line in (test.get(stream) or "").splitlines() if not NOISE.match(line)]
        if len(lines) > LONGEST_LOG:
            print(f"[{len(lines) - LONGEST_LOG} earlier lines of {stream} left out]")
        for line in lines[-LONGEST_LOG:]:
            print(f"  {line}")


def show_short(label, test, file):
    file.write(f"\n=== {label}: {test['name']}: {test['result']} (exit status {test.get('returncode')})\n")
    for stream in ("stdout", "stderr"):
        lines = [line for line in (test.get(stream) or "").splitlines() if not NOISE.match(line) and not PASSED.match(line)]
        file.writelines(f"  {line}\n" for line in lines[-LONGEST_SHORT_LOG:])


def main(label, path, short=os.devnull):
    total = Tally()
    n_programs = 0
    with open(path, encoding="utf-8", errors="replace") as log:
        for line in log:
            test = json.loads(line)
            tally = count_test(test)
            if not tally.is_clean():
                show(label, test)
                with open(short, "a", encoding="utf-8") as file:
                    show_short(label, test, file)
            total.add(tally)
            n_programs += 1
    print(
        f"\n{label}: {n_programs} programs, {total.passed} passed, {total.failed} failed, {total.skipped} skipped\n"
        f"{total.passed} {total.failed} {total.skipped}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
