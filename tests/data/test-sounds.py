# SPDX-License-Identifier: GPL-3.0-or-later
"""test-sounds.py SOURCES: the sounds are what build-aux/make-sounds makes, and all of them are installed."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile

import tap

TOP = pathlib.Path(sys.argv[1])
FOLDER = TOP / "data" / "sounds"
NAMES = sorted(path.name for path in FOLDER.glob("*.flac"))


def check_they_are_made():
    with tempfile.TemporaryDirectory(prefix="shopbell-sounds-") as folder:
        subprocess.run([sys.executable, TOP / "build-aux" / "make-sounds", folder], check=True, timeout=600)
        made = sorted(path.name for path in pathlib.Path(folder).iterdir())
        assert made == NAMES, f"made are {made}, committed {NAMES}"
        for name in NAMES:
            assert pathlib.Path(folder, name).read_bytes() == (FOLDER / name).read_bytes(), f"{name} differs from what is made"


def check_they_are_installed_and_named():
    build = (TOP / "data" / "meson.build").read_text(encoding="utf-8")
    code = (TOP / "src" / "desktop" / "bell-sounds.h").read_text(encoding="utf-8")
    readme = (FOLDER / "README").read_text(encoding="utf-8")
    assert len(NAMES) >= 5, NAMES
    for name in NAMES:
        stem = name.removesuffix(".flac")
        assert f"'sounds/{name}'" in build, f"{name} is not installed"
        assert f'"{stem}"' in code, f"the program does not know {name}"
        assert stem in readme, f"README says nothing of {name}"


def check_they_say_their_licence():
    for name in NAMES:
        assert b"LICENSE=GPL-3.0-or-later" in (FOLDER / name).read_bytes()[:200], name


def check_they_differ():
    assert len({hashlib.sha256((FOLDER / name).read_bytes()).digest() for name in NAMES}) == len(NAMES)


tap.main([
    ("made by the generator, byte for byte", check_they_are_made),
    ("installed, known and described", check_they_are_installed_and_named),
    ("each says its licence", check_they_say_their_licence),
    ("no two alike", check_they_differ),
])
