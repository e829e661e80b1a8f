# SPDX-License-Identifier: GPL-3.0-or-later
"""test-potfiles.py SOURCES: po/POTFILES.in names exactly the files that have something to translate."""
import pathlib
import re
import sys

import tap
import tree

TOP = pathlib.Path(sys.argv[1])
IN_C = re.compile(r'\b(?:_|C_|N_|NC_|Q_|ngettext|dgettext|g_dngettext|g_dpgettext2?)\s*\(\s*(?:[A-Z_]+,\s*|NULL,\s*)?"')
IN_UI = re.compile(r'translatable="(?:yes|true)"')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def listed():
    lines = (TOP / "po" / "POTFILES.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def has_strings(path):
    if path.name.endswith((".desktop.in", ".metainfo.xml.in", ".gschema.xml")):
        return path.parts[0] == "data"
    if path.suffix not in {".c", ".h", ".ui"}:
        return False
    text = (TOP / path).read_text(encoding="utf-8")
    return bool(IN_UI.search(text) if path.suffix == ".ui" else IN_C.search(COMMENT.sub("", text)))


def exist():
    tree.refuse([f"{name} is listed, but is not there" for name in listed() if not (TOP / name).is_file()])


def complete():
    found = [str(path) for path in tree.files(TOP) if path.parts[0] in {"src", "data"} and has_strings(path)]
    names = listed()
    tree.refuse(
        [f"{name} has strings to translate and is not listed" for name in found if name not in names]
        + [f"{name} is listed and has nothing to translate" for name in names if name not in found]
    )


def in_order():
    names = listed()
    assert names == sorted(set(names)), "the lines are not sorted, or one stands twice"


def only_rooms_with_a_voice():
    """design.md §2: what a person reads is decided in app/ and shown by ui/; the rooms below have no words."""
    rooms = {"app", "ui", "listen", "main.c"}
    tree.refuse([f"{name}: its room speaks to nobody" for name in listed() if name.startswith("src/") and name.split("/")[1] not in rooms])


tap.main(
    [
        ("/potfiles/exist", exist),
        ("/potfiles/complete", complete),
        ("/potfiles/in-order", in_order),
        ("/potfiles/rooms", only_rooms_with_a_voice),
    ]
)
