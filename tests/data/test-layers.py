# SPDX-License-Identifier: GPL-3.0-or-later
"""test-layers.py SOURCES BUILD CC PROGRAM...: the house's order, and that its check would notice a breach."""
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

import layers
import tap
import tree

TOP, BUILD, CC, *PROGRAMS = sys.argv[1:]


def includes():
    tree.refuse(layers.check_includes(pathlib.Path(TOP, "src")))


def words():
    tree.refuse(layers.check_words(pathlib.Path(TOP, "src")))


def archives():
    tree.refuse(layers.check_archives(pathlib.Path(BUILD, "src")))


def programs():
    assert PROGRAMS, "no program was named"
    tree.refuse(layers.check_programs(PROGRAMS))


def notices(breach, said, check):
    """A case: check, on a scratch copy of the sources after breach, must say exactly one thing, with said in it."""

    def case():
        with tempfile.TemporaryDirectory() as scratch:
            src = pathlib.Path(scratch, "src")
            shutil.copytree(pathlib.Path(TOP, "src"), src)
            before = check(src)
            breach(src)
            problems = [problem for problem in check(src) if problem not in before]
            assert len(problems) == 1 and said in problems[0], f"expected one line with “{said}”, got {problems}"

    return case


def includes_line(path, line):
    def breach(src):
        (src / path).parent.mkdir(exist_ok=True)
        with open(src / path, "a", encoding="utf-8") as source:
            source.write(line + "\n")

    return breach


def notices_symbols():
    with tempfile.TemporaryDirectory() as scratch:
        room = pathlib.Path(scratch, "base")
        room.mkdir()
        (room / "good.c").write_text("extern void gdk_pixbuf_x (void); void good (void); void good (void) { gdk_pixbuf_x (); }\n")
        (room / "bad.c").write_text("extern void gtk_init (void); void bad (void); void bad (void) { gtk_init (); }\n")
        for name, expected in (("good", []), ("bad", ["base/libbell.a needs gtk_init"])):
            subprocess.run([*shlex.split(CC), "-c", room / f"{name}.c", "-o", room / f"{name}.o"], check=True, timeout=60)
            (room / "libbell.a").unlink(missing_ok=True)
            subprocess.run(["ar", "rcs", room / "libbell.a", room / f"{name}.o"], check=True, timeout=60)
            problems = layers.check_archives(scratch, rooms=["base"])
            assert problems == expected, problems
        (room / "libbell.a").unlink()
        problems = layers.check_archives(scratch, rooms=["base"])
        assert problems == ["base/: no library was built"], problems


INCLUDES = layers.check_includes
tap.main(
    [
        ("/layers/includes", includes),
        ("/layers/words", words),
        ("/layers/archives", archives),
        ("/layers/programs", programs),
        (
            "/layers/notices/upward",
            notices(includes_line("store/bell-new.c", '#include "bell-session.h"'), "is of app/", INCLUDES),
        ),
        (
            "/layers/notices/neighbour",
            notices(includes_line("socketio/sio-new.c", '#include "oe-types.h"'), "is of oneentry/", INCLUDES),
        ),
        (
            "/layers/notices/folder",
            notices(includes_line("app/bell-new.c", '#include "../base/bell-clock.h"'), "without its folder", INCLUDES),
        ),
        (
            "/layers/notices/gtk",
            notices(includes_line("app/bell-new.c", "# include <gtk/gtk.h>"), "is not for app/", INCLUDES),
        ),
        (
            "/layers/notices/library",
            notices(includes_line("ui/bell-new.c", "#include <sqlite3.h>"), "is not for ui/", INCLUDES),
        ),
        (
            "/layers/notices/unknown-header",
            notices(includes_line("base/bell-new.c", '#include "bell-nowhere.h"'), "no room has", INCLUDES),
        ),
        (
            "/layers/notices/unknown-room",
            notices(includes_line("cellar/bell-new.c", "#include <glib.h>"), "no rule says", INCLUDES),
        ),
        (
            "/layers/notices/word",
            notices(includes_line("socketio/sio-new.c", "/* as OneEntry does */"), "speaks of", layers.check_words),
        ),
        ("/layers/notices/symbols", notices_symbols),
    ]
)
