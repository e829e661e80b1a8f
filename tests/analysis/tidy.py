# SPDX-License-Identifier: GPL-3.0-or-later
"""
tidy.py CLANG-TIDY SOURCES BUILD ROOM: what .clang-tidy asks for, of a room of src/.

Nine tenths of what it reads, and looks through, are GTK's headers. So some files are looked through at a time, as parts
of one; names that two of them have for things of their own are told apart meanwhile.
"""
import collections
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import tap

TIDY, SOURCES, BUILD, ROOM = sys.argv[1], *map(pathlib.Path, sys.argv[2:4]), sys.argv[4]
FILES_AT_A_TIME = 12
PLANTED = "int planted (int a);\nint planted (int a)\n{\n  if (a > 0);\n    a = 1;\n  return a;\n}\n"

# What stands at the start of a line, in this project's way to write C.
OWN_NAMES = [
    re.compile(r"^([a-z_]\w*) \(", re.MULTILINE),  # functions
    re.compile(r"^static [^(\n]*?(\w+)(?: =|\[|;)", re.MULTILINE),
    re.compile(r"^} (\w+);", re.MULTILINE),
    re.compile(r"^struct (\w+)$", re.MULTILINE),
]
MACROS = re.compile(r"^#define (\w+)", re.MULTILINE)
ENUMS = re.compile(r"^(?:typedef )?enum\n\{(.*?)^\}", re.MULTILINE | re.DOTALL)
STRUCTS = re.compile(r"^(?:typedef )?struct\b[^\n;]*\n\{.*?^\}", re.MULTILINE | re.DOTALL)
INCLUDES = re.compile(r"^#include .*", re.MULTILINE)


def own_names(text):
    members = {name for enum in ENUMS.findall(text) for name in re.findall(r"^  (\w+)", enum, re.MULTILINE)}
    return members.union(*(pattern.findall(text) for pattern in OWN_NAMES))


def commands():
    """Files of the room by the compiler's options for them."""
    found = collections.defaultdict(list)
    for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
        file = (BUILD / entry["file"]).resolve()
        if file.parent == (SOURCES / "src" / ROOM).resolve():
            words = shlex.split(entry["command"])
            options = [word for word in words if re.match(r"-[IDUWf]|-std|-pthread", word)]
            found[tuple(dict.fromkeys(options))].append(file)
    return found


def renamed(text, names, number):
    """The same with these names told apart by a number, but for members, which only lower case is."""
    if not names:
        return text
    pattern = re.compile(r"(?<![\w.>])(" + "|".join(names) + r")\b")

    def rename(part, is_struct):
        return pattern.sub(lambda name: name[0] if is_struct and name[0].islower() else f"{name[0]}_{number}", part)

    return "".join(rename(part, STRUCTS.fullmatch(part)) for part in re.split(f"({STRUCTS.pattern})", text, flags=STRUCTS.flags))


def write_joined(folder, files):
    """Writes one text that has all of them as its parts, and the parts. All headers come first: no name of theirs is changed."""
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    owners = collections.Counter(name for text in texts.values() for name in own_names(text))
    lines = list(dict.fromkeys(line for text in texts.values() for line in INCLUDES.findall(text)))
    for number, (file, text) in enumerate(texts.items()):
        part = folder / "src" / ROOM / file.name
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(renamed(text, sorted(name for name in own_names(text) if owners[name] > 1), number), encoding="utf-8")
        lines += [f'#include "{part}" // NOLINT(bugprone-suspicious-include)']
        lines += [f"#undef {name}" for name in MACROS.findall(text)]
    whole = folder / "whole.c"
    whole.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return whole


def tidy(files, options):
    """What it says; nothing where all is well."""
    with tempfile.TemporaryDirectory() as folder:
        whole = write_joined(pathlib.Path(folder), files)
        done = subprocess.run([TIDY, "--quiet", f"--config-file={SOURCES / '.clang-tidy'}",
                               r"--header-filter=src/.*\.[ch]$", str(whole), "--", *options, "-Wno-shadow"],
                              cwd=BUILD, capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else (done.stdout + done.stderr).replace(folder, str(SOURCES))


def check(files, options):
    said = tidy(files, options)
    if "clang-diagnostic-error" in said and len(files) > 1:  # they do not go together
        tap.comment(f"one by one, because of {next(line for line in said.splitlines() if 'clang-diagnostic-error' in line)}")
        said = "".join(tidy([file], options) for file in files)
    assert not said, said


def notices():
    """A mistake in one part is seen."""
    with tempfile.TemporaryDirectory() as folder:
        planted = pathlib.Path(folder) / "planted.c"
        planted.write_text(PLANTED, encoding="utf-8")
        said = tidy([planted], [])
    assert "planted.c:4" in said and "bugprone-suspicious-semicolon" in said, said


def portions():
    for options, files in commands().items():
        for start in range(0, len(files), FILES_AT_A_TIME):
            yield files[start:start + FILES_AT_A_TIME], options


checks = [(f"/analysis/tidy/{ROOM}/{files[0].stem}", lambda files=files, options=options: check(files, options))
          for files, options in portions()]
assert checks, f"no files in {ROOM}"
raise SystemExit(tap.run([(f"/analysis/tidy/{ROOM}/notices", notices), *checks]))
