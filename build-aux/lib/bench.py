# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py BUILD: what the benchmarks wrote into the build folder, as one JSON document, with what it depends on."""

import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys

PACKAGES = ("gtk4", "libadwaita-1", "glib-2.0", "libsoup-3.0", "json-glib-1.0", "sqlite3")


def version(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def printed(log):
    """What a suite printed: the rows of its tables, and its sentences."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {"rows": [row for row in rows if set("".join(row)) - set("-")],
            "sentences": [line[2:] for line in lines if line.startswith("# ")]}


build = pathlib.Path(sys.argv[1])
reports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((build / "tests" / "bench").rglob("*.json"))}
json.dump({
    "date": datetime.date.today().isoformat(),
    "machine": {"architecture": platform.machine(), "processors": os.cpu_count(), "kernel": platform.release()},
    "versions": {**{name: version("pkg-config", "--modversion", name) for name in PACKAGES}, "node": version("node", "--version")},
    "reports": reports,
    "printed": {log.stem.removeprefix("bench-"): printed(log) for log in sorted(build.glob("bench-*.log"))},
}, sys.stdout, indent=2)
print()
