# SPDX-License-Identifier: GPL-3.0-or-later
"""test-security.py SOURCES: the tests that SECURITY.md names for its threats, and PAINS.md for its pains, are there."""
import pathlib
import re
import sys

import tap

TOP = pathlib.Path(sys.argv[1])
NAMED = re.compile(r"`([a-z0-9]+/[a-z0-9-]+\.(?:c|py|mjs))`: ([^;|)\n]*?)(?=[;|)\n]|, `|$)")


def named(text):
    """(file, case) of each that a text names; a text that runs on in the next line is one."""
    found = []
    for file, cases in NAMED.findall(re.sub(r"\n(?![|\n#-])", " ", text)):
        found += [(file, case.strip()) for case in cases.split(", ") if case.strip()]
    return found


def rows(text):
    """The last cell of each row of a table that names a threat or a pain."""
    cells = [line.strip("|").split("|")[-1] for line in text.splitlines() if line.startswith("| ")]
    return [cell for cell in cells if cell.strip() != "Test"]


def check_all(text):
    missing = []
    for file, case in named(text):
        path = TOP / "tests" / file
        if not path.is_file() or case not in path.read_text(encoding="utf-8"):
            missing.append(f"{file}: {case}")
    assert not missing, "not there: " + ", ".join(missing)


def every_row(text, at_least):
    assert len(rows(text)) >= at_least, "the tables are not read"
    unproven = [cell for cell in rows(text) if not named(cell)]
    assert not unproven, f"no test: {unproven}"


def notices():
    assert named("x (`data/a.py`: one, two-three).\n| `e2e/b.mjs`: U1 |") == [
        ("data/a.py", "one"), ("data/a.py", "two-three"), ("e2e/b.mjs", "U1")]
    try:
        check_all("| `data/test-security.py`: no such case as th" + "is |")
    except AssertionError as error:
        assert "test-security.py: no such case" in str(error)
    else:
        raise AssertionError("a case that is not there goes unnoticed")


threats = (TOP / "SECURITY.md").read_text(encoding="utf-8")
pains = (TOP / "tests/PAINS.md").read_text(encoding="utf-8")
raise SystemExit(tap.run([
    ("/security/threats/named", lambda: check_all(threats)),
    ("/security/threats/all", lambda: every_row(threats, 16)),
    ("/security/pains/named", lambda: check_all(pains)),
    ("/security/pains/all", lambda: every_row(pains, 15)),
    ("/security/notices", notices),
]))
