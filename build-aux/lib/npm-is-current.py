# SPDX-License-Identifier: GPL-3.0-or-later
"""npm-is-current.py FOLDER: succeeds when what npm has installed in FOLDER is what its lock file asks for."""
import json
import pathlib
import sys


def read(path):
    """The packages of a lock file: where, which version, which contents."""
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    return {
        where: (package.get("version"), package.get("integrity"))
        for where, package in packages.items()
        # "" is the project itself, which npm leaves out of the one in node_modules.
        if where and not package.get("optional")
    }


folder = pathlib.Path(sys.argv[1])
try:
    wanted = read(folder / "package-lock.json")
    there = read(folder / "node_modules" / ".package-lock.json")
except (OSError, ValueError, KeyError):
    sys.exit(1)
sys.exit(0 if wanted == there else 1)
