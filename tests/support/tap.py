# SPDX-License-Identifier: GPL-3.0-or-later
"""TAP for the tests written in Python: named cases, run in order, one line each.

A case is a function; it passes unless it raises. What it raises is shown.
"""
import sys
import traceback


class Skip(Exception):
    """Raised by a case that cannot be tried here; says why."""


def run(cases):
    """cases: (name, function) pairs. Gives the exit status."""
    cases = list(cases)
    failed = 0
    print(f"1..{len(cases)}", flush=True)
    for number, (name, function) in enumerate(cases, 1):
        try:
            function()
        except Skip as skip:
            print(f"ok {number} {name} # SKIP {skip}", flush=True)
        except BaseException as error:  # also SystemExit: a case does not end the program
            failed += 1
            if not isinstance(error, AssertionError):
                comment("".join(traceback.format_exception(error)))
            comment(str(error) or "".join(traceback.format_exception(error)))
            print(f"not ok {number} {name}", flush=True)
            if isinstance(error, KeyboardInterrupt):
                break
        else:
            print(f"ok {number} {name}", flush=True)
    return 1 if failed else 0


def comment(text):
    for line in text.rstrip().splitlines():
        print(f"# {line}", flush=True)


def main(cases):
    sys.exit(run(cases))
