# SPDX-License-Identifier: GPL-3.0-or-later
"""Which room of src/ may know which: the rule of the house, held against includes and object files."""
import pathlib
import re
import subprocess

# main → ui → app → { store · desktop } → { socketio · oneentry } → base; a
# room sees those to its right, and never its neighbour in the same braces.
# store and desktop are kept from the network's rooms too: they need none.
MAY_INCLUDE = {
    "base": set(),
    "socketio": {"base"},
    "oneentry": {"base"},
    "store": {"base"},
    "desktop": {"base"},
    "app": {"store", "desktop", "socketio", "oneentry", "base"},
    "demo": {"socketio", "base"},
    "siocat": {"socketio", "base"},
    "listen": {"app", "store", "desktop", "socketio", "oneentry", "base"},
    "ui": {"app", "demo", "store", "desktop", "socketio", "oneentry", "base"},
    "": {"ui"},  # src/main.c
}
# A library's own headers, and the rooms that may see them.
MAY_USE = {
    r"(gtk|gdk|gsk)/|adwaita\.h|gdk-pixbuf/": {"ui", ""},
    r"libsoup/": {"socketio", "oneentry", "demo"},
    r"sqlite3\.h": {"store"},
    r"libsecret/": {"store"},
    r"libnotify/": {"desktop"},
    r"cairo.h": {"desktop", "ui"},
}
# What every program has: the build's own header, and what generators write.
GENERATED = re.compile(r"config\.h|.*-resources\.h|.*-dbus\.h|.*-enum-types\.h")
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
SCREEN_SYMBOL = re.compile(r"(gtk|gsk|adw|gdk(?!_pixbuf))_")
SCREEN_LIBRARY = re.compile(r"lib(gtk-4|adwaita-1)\.so")
# The rooms that become a library which must do without a screen.
SCREENLESS = ("base", "socketio", "oneentry", "store", "desktop", "app", "demo")


def room_of(path):
    """path: relative to src/."""
    return path.parts[0] if len(path.parts) > 1 else ""


def check_includes(src):
    """The problems of every #include below src."""
    src = pathlib.Path(src)
    sources = sorted(path.relative_to(src) for path in src.rglob("*.[ch]"))
    owners = {path.name: room_of(path) for path in sources if path.suffix == ".h"}
    problems = []
    for path in sources:
        for number, line in enumerate((src / path).read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            problem = match and _judge(room_of(path), match[1], match[2], owners)
            if problem:
                problems.append(f"src/{path}:{number}: {problem}")
    return problems


def _judge(room, mark, header, owners):
    if room not in MAY_INCLUDE:
        return f"no rule says what {room}/ may include"
    if ".." in header.split("/"):
        return f"{header}: a header is named without its folder"
    if mark == '"':
        if GENERATED.fullmatch(header):
            return None
        if header not in owners:
            return f"{header}: no room has this header"
        owner = owners[header]
        if owner != room and owner not in MAY_INCLUDE[room]:
            return f"{header} is of {owner}/, which {room or 'main'} may not include"
        return None
    for pattern, rooms in MAY_USE.items():
        if re.match(pattern, header) and room not in rooms:
            return f"<{header}> is not for {room}/"
    return None


def check_words(src):
    """socketio can be read as a library of its own: it knows no OneEntry."""
    problems = []
    for path in sorted(pathlib.Path(src, "socketio").glob("*.[ch]")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"one.?entry|\boe_|\bOe[A-Z]", line, re.IGNORECASE):
                problems.append(f"src/socketio/{path.name}:{number}: speaks of OneEntry")
    return problems


def check_archives(build_src, rooms=SCREENLESS):
    """The problems of the rooms' static libraries below build_src (BUILD/src)."""
    problems = []
    for room in rooms:
        archives = sorted(pathlib.Path(build_src, room).glob("*.a"))
        if not archives:
            problems.append(f"{room}/: no library was built")
        for archive in archives:
            listing = subprocess.run(["nm", "-u", archive], capture_output=True, text=True, check=True, timeout=60)
            symbols = {line.split()[-1] for line in listing.stdout.splitlines() if line.strip().startswith("U ")}
            problems += [
                f"{room}/{archive.name} needs {symbol}" for symbol in sorted(symbols) if SCREEN_SYMBOL.match(symbol)
            ]
    return problems


def check_programs(programs):
    """The problems of linked programs that must start where there is no GTK."""
    problems = []
    for program in programs:
        listing = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True, timeout=60)
        if SCREEN_LIBRARY.search(listing.stdout):
            problems.append(f"{program} is linked with GTK")
    return problems
