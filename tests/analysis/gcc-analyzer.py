# SPDX-License-Identifier: GPL-3.0-or-later
"""
gcc-analyzer.py BUILD ROOM: the paths through a room of src/ as GCC's analyser walks them: what is freed twice, used
after that, leaked, or read before it is written. It does not know that a GHashTable or a GError gives no NULL where
the code has just made sure of it: that warning is left out.
"""
import json
import pathlib
import shlex
import subprocess
import sys

import tap

BUILD, ROOM = pathlib.Path(sys.argv[1]), sys.argv[2]
FLAGS = ["-O1", "-fanalyzer", "-Wno-analyzer-null-dereference", "-Werror", "-o", "/dev/null"]


def commands():
    """(file, command without what it writes) of each file of the room."""
    for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
        if pathlib.PurePath(entry["file"]).parent.parts[-2:] == ("src", ROOM):
            words = [word for word in shlex.split(entry["command"]) if word != "-MD" and not word.endswith("ccache")]
            for option in ("-MQ", "-MF", "-o"):
                at = words.index(option)
                del words[at:at + 2]
            yield entry["file"], words


def analyse(words, source=None):
    return subprocess.run([*words, *FLAGS], cwd=BUILD, input=source, capture_output=True, text=True, check=False)


def check(words):
    result = analyse(words)
    assert result.returncode == 0, result.stderr


def notices():
    """So that a compiler that only takes the flag does not pass for one that looks."""
    compiler = next(commands())[1][0]
    result = analyse([compiler, "-c", "-x", "c", "-"], "#include <stdlib.h>\nvoid f (void *p) { free (p); free (p); }\n")
    assert "double-free" in result.stderr, result.stderr


raise SystemExit(tap.run([(f"/analysis/{ROOM}/notices", notices)] + [
    (f"/analysis/{ROOM}/{pathlib.PurePath(file).stem}", lambda words=words: check(words)) for file, words in commands()]))
