# SPDX-License-Identifier: GPL-3.0-or-later
"""tally.py LABEL TESTLOG SHORT AGAIN: prints what failed or was skipped, with its output, and last "PASSED FAILED SKIPPED".
tally.py --failed TESTLOG: prints the names of the programs that failed, if they are few.

TESTLOG is meson's testlog.json. A program that speaks TAP counts by its
subtests, any other as one test. Whatever ends badly although none of its
subtests failed (a crash, a leak, a time-out) is one failure more. What failed is added to the file SHORT, too, with
the end of its output. AGAIN, which need not exist, is the log of a second run of what failed: what passed there counts
as passed, and is told as unsteady.
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
FEW = 3
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


def lines_of(test, stream):
    return [line for line in (test.get(stream) or "").splitlines() if not NOISE.match(line)]


def show(head, test):
    print(head)
    for stream in ("stdout", "stderr"):
        lines = lines_of(test, stream)
        if len(lines) > LONGEST_LOG:
            print(f"[{len(lines) - LONGEST_LOG} earlier lines of {stream} left out]")
        for line in lines[-LONGEST_LOG:]:
            print(f"  {line}")


def show_short(head, test, path):
    with open(path, "a", encoding="utf-8") as file:
        file.write(f"{head}\n")
        for stream in ("stdout", "stderr"):
            lines = [line for line in lines_of(test, stream) if not PASSED.match(line)]
            file.writelines(f"  {line}\n" for line in lines[-LONGEST_SHORT_LOG:])


def read(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", errors="replace") as log:
        return [json.loads(line) for line in log]


def print_failed(path):
    names = [test["name"].rpartition(" / ")[2] for test in read(path) if count_test(test).failed > 0]
    if len(names) <= FEW:
        for name in names:
            print(name)


def main(label, path, short, again):
    total = Tally()
    tests = read(path)
    steadied = {test["name"]: test for test in read(again) if count_test(test).is_clean()}
    for test in tests:
        tally = count_test(test)
        if not tally.is_clean():
            head = f"\n=== {label}: {test['name']}: {test['result']} (exit status {test.get('returncode')})"
            if test["name"] in steadied:
                head += ", unsteady: passed when it was run again"
                tally = count_test(steadied[test["name"]])
            show(head, test)
            show_short(head, test, short)
        total.add(tally)
    print(
        f"\n{label}: {len(tests)} programs, {total.passed} passed, {total.failed} failed, {total.skipped} skipped\n"
        f"{total.passed} {total.failed} {total.skipped}"
    )


if __name__ == "__main__":
    if sys.argv[1] == "--failed":
        print_failed(sys.argv[2])
    else:
        main(*sys.argv[1:])
