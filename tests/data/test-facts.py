# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/oneentry/FACTS.md: no row is missing, every test that it names is there, and is named after its row."""

import pathlib
import re
import sys

import tap

TESTS = pathlib.Path(sys.argv[1]) / "tests"
N_UNKNOWNS = 32
# How often each status stands in the table of refusals.
STATUSES = {"400": 6, "401": 1, "403": 3, "404": 3, "429": 1, "500": 1, "none": 1}

table = (TESTS / "oneentry" / "FACTS.md").read_text(encoding="utf-8")
sources = {path: path.read_text(encoding="utf-8") for path in TESTS.rglob("*.c")}
scenarios = "\n".join(path.read_text(encoding="utf-8") for path in (TESTS / "peer").glob("*.mjs"))


def rows(heading):
    """The cells of each row below a heading."""
    part = table.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()
            if re.match(r"\| (\d|none)", line)]


def proofs(cell):
    """(is a peer scenario, name) for each test that a cell names."""
    return [(bool(match[1]), match[2]) for match in re.finditer(r"(peer )?`([^`]+)`", cell)]


def is_there(is_peer, name):
    if is_peer:
        return re.search(rf"""test\(['`]{re.escape(name)}""", scenarios) is not None
    # A path may be put together of a prefix and a name, at any slash.
    for text in sources.values():
        if f'"{name}"' in text:
            return True
        for at in (match.end() for match in re.finditer("/", name)):
            if f'"{name[:at]}"' in text and f'"{name[at:]}"' in text:
                return True
    return False


def unknowns_are_complete():
    numbers = [row[0] for row in rows("Unknowns")]
    assert numbers == [f"{number:02}" for number in range(1, N_UNKNOWNS + 1)], numbers


def refusals_are_complete():
    statuses = [row[0] for row in rows("Refusals")]
    assert {status: statuses.count(status) for status in statuses} == STATUSES, statuses


def every_row_is_proven():
    for row in rows("Refusals") + rows("Unknowns"):
        assert len(row) == 4, row
        assert row[3].startswith("Reason: ") or proofs(row[3]), row


def every_test_is_there():
    missing = [name for row in rows("Refusals") + rows("Unknowns") for is_peer, name in proofs(row[3])
               if not is_there(is_peer, name)]
    assert not missing, missing
    assert not is_there(False, "/oneentry/facts/599/nothing") and not is_there(True, "U99: ")


def tests_are_named_after_their_rows():
    for row in rows("Unknowns"):
        if row[3].startswith("Reason: "):
            continue
        names = " ".join(name for _, name in proofs(row[3]))
        assert re.search(rf"\b[uU]0?{int(row[0])}\b", names), row
    for row in rows("Refusals"):
        names = [name for is_peer, name in proofs(row[3]) if not is_peer]
        assert row[0] == "none" or any(f"/{row[0]}/" in name for name in names), row


raise SystemExit(tap.run([
    ("/facts/unknowns-are-complete", unknowns_are_complete),
    ("/facts/refusals-are-complete", refusals_are_complete),
    ("/facts/every-row-is-proven", every_row_is_proven),
    ("/facts/every-test-is-there", every_test_is_there),
    ("/facts/named-after-rows", tests_are_named_after_their_rows),
]))
