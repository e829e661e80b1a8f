# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that every file of the tree keeps; each function gives the problems of one file's lines."""
import re

LONGEST_FILE = 800
LONGEST_FUNCTION = 60
CODE = {".c", ".h", ".py", ".mjs", ".js", ".sh", ".ini", ".ui", ".css", ".xml", ".svg", ".build"}

# Hosts that a line may name: those for examples, the standards', and where people look us up.
HOSTS = re.compile(
    r"(?:.*\.)?(?:example|test|invalid|example\.(?:com|org|net)|localhost|\d+(?:\.\d+){3}|\[[0-9a-f:]+\]"
    r"|w3\.org|gnu\.org|fsf\.org|freedesktop\.org|gnome\.org|gtk\.org|spdx\.org|rfc-editor\.org|socket\.io"
    r"|www\.debian\.org|shopbell\.github\.io|oneentry\.cloud|oneentry\.it|hughsie\.com|docbook\.org)",
    re.IGNORECASE,
)
HOST = re.compile(r"\b(?:https?|wss?|git|ssh)://(\[[^\]]*\]|[A-Za-z0-9][A-Za-z0-9._-]*\.[A-Za-z0-9-]+)")
# Folders of one person's machine. The bracketed letters keep this line from finding itself.
MACHINE_PATH = re.compile(r"(?<![\w.}~])/(?:[w]ork|[r]oot|[h]ome|[U]sers)/[\w.]")
OBJECT = re.compile(r'<object class="(\w+)"')
FUNCTION_NAME = re.compile(r"^(\w+) \(")


def is_code(path, lines):
    return path.suffix in CODE or path.name.endswith(".xml.in") or lines[0].startswith("#!") or path.name == "meson_options.txt"


def check_licence(path, lines):
    if is_code(path, lines) and not any("SPDX-License-Identifier: " in line for line in lines[:4]):
        yield "no SPDX-License-Identifier in its first lines"


def check_size(path, lines):
    if path.suffix == ".c" and len(lines) > LONGEST_FILE:
        yield f"{len(lines)} lines; {LONGEST_FILE} is the most"


def check_functions(path, lines):
    """Functions in the layout of this project: name and braces at the left edge."""
    if path.suffix != ".c":
        return
    name = start = None
    for number, line in enumerate(lines, 1):
        match = FUNCTION_NAME.match(line)
        if match:
            name = match[1]
        if line == "{":
            is_function = lines[number - 2].rstrip().endswith(")")
            start = number if is_function else None
        elif line.startswith("}") and start is not None:
            length = number - start - 1
            if length > LONGEST_FUNCTION and not name.endswith("_class_init"):
                yield f"{name} has {length} lines; {LONGEST_FUNCTION} is the most"
            start = None


def check_paths(path, lines):
    for number, line in enumerate(lines, 1):
        if MACHINE_PATH.search(line):
            yield f"line {number}: names a folder of one machine: {line.strip()}"


def check_hosts(path, lines):
    for number, line in enumerate(lines, 1):
        # Of npm's lock file: where from, but not its authors' pages.
        if path.name == "package-lock.json" and '"resolved"' not in line:
            continue
        for host in HOST.findall(line):
            if not HOSTS.fullmatch(host):
                yield f"line {number}: names the host {host}"


def check_templates(path, lines):
    """
    What GTK 4.8 refuses only when it makes the widget: remarks for translators on an accessible name. And what later
    GTKs read no more: the name of a drop-down that is no label's is what is chosen in it.
    """
    inside = False
    widget = ""
    for number, line in enumerate(lines, 1):
        inside = (inside or "<accessibility>" in line) and "</accessibility>" not in line
        widget = OBJECT.search(line)[1] if OBJECT.search(line) else widget
        if path.suffix == ".ui" and inside and " comments=" in line:
            yield f"line {number}: comments= within <accessibility>"
        if path.suffix == ".ui" and inside and widget == "GtkDropDown" and '<property name="label"' in line:
            yield f"line {number}: names a drop-down by a property instead of labelled-by"


def check_layout(path, lines):
    """What .editorconfig asks for."""
    if lines[-1] != "" or (len(lines) > 1 and lines[-2] == ""):
        yield "does not end with exactly one newline"
    for number, line in enumerate(lines, 1):
        if line != line.rstrip() and path.suffix not in {".po", ".svg"}:
            yield f"line {number}: blanks at its end"
        if line.startswith("\t") and path.suffix in {".c", ".h", ".py", ".build", ".ui"}:
            yield f"line {number}: begins with a tab"


# Every way in which GIO and libsoup let a certificate pass that was found wrong.
UNTRUSTING = re.compile(r"validation[_-]flags|ssl[_-]strict|tls_unsafe|accept_certificate.*return TRUE")


def check_trust(path, lines):
    """A shop's certificate is always verified; the demo shop, which asks others for theirs, decides for itself."""
    if path.suffix != ".c" or path.parts[0] != "src" or "demo" in path.parts:
        return
    judges = False
    for number, line in enumerate(lines, 1):
        if line.startswith("on_accept_certificate ("):
            judges = True
        elif line.startswith("}"):
            judges = False
        if UNTRUSTING.search(line) or (judges and "return" in line and line.strip() != "return FALSE;"):
            yield f"line {number}: lets a certificate pass unseen"
