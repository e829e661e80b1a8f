# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the source tree, as the checks of this folder read them."""
import pathlib

FOLDERS = ("src", "data", "po", "tests", "flatpak", "build-aux", ".ci")
LEFT_OUT = {"node_modules", "__pycache__", "corpus"}  # corpus: what fuzzers read is no text


def files(top, suffixes=None):
    """Every file of ours below top, relative to it, sorted; suffixes: only those."""
    top = pathlib.Path(top)
    # In a second work tree of git, .git is a file that says where the first one is.
    found = [path for path in top.iterdir() if path.is_file() and path.name != ".git"]
    for folder in FOLDERS:
        if (top / folder).is_dir():
            found += [path for path in (top / folder).rglob("*") if path.is_file()]
    found = [path.relative_to(top) for path in found]
    found = [path for path in found if not LEFT_OUT.intersection(path.parts)]
    if suffixes is not None:
        found = [path for path in found if path.suffix in suffixes]
    return sorted(found)


def lines(path):
    """The lines of a text file, or None where it is none."""
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        return None


def refuse(problems):
    """Raises with all problems, if there are any."""
    assert not problems, "\n".join(problems)
