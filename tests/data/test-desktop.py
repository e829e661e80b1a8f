# SPDX-License-Identifier: GPL-3.0-or-later
"""test-desktop.py SOURCES DESKTOP SERVICE: the desktop file, the D-Bus service and the icons fit each other."""
import configparser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import tap

TOP = pathlib.Path(sys.argv[1])
DESKTOP = pathlib.Path(sys.argv[2])
SERVICE = pathlib.Path(sys.argv[3])
ICONS = TOP / "data" / "icons" / "hicolor"


def read(path):
    parser = configparser.RawConfigParser(delimiters="=", strict=True)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


ENTRY = read(DESKTOP)
MAIN = ENTRY["Desktop Entry"]


def validates():
    """desktop-file-validate before 0.27 takes SingleMainWindow, of version 1.5 of the standard, for a mistake."""
    program = shutil.which("desktop-file-validate")
    if program is None:
        raise tap.Skip("there is no desktop-file-validate")
    done = subprocess.run([program, DESKTOP], capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    if "SingleMainWindow" in said:
        with tempfile.TemporaryDirectory() as folder:
            older = pathlib.Path(folder, DESKTOP.name)
            lines = DESKTOP.read_text(encoding="utf-8").splitlines(True)
            older.write_text("".join(line for line in lines if not line.startswith("SingleMainWindow=")), encoding="utf-8")
            done = subprocess.run([program, older], capture_output=True, text=True, check=False)
            said = (done.stdout + done.stderr).strip()
    assert done.returncode == 0 and not said, said


def main_group():
    app_id = DESKTOP.stem
    assert MAIN["Icon"] == app_id
    assert MAIN["SingleMainWindow"] == "true"
    assert MAIN["X-GNOME-UsesNotifications"] == "true"
    assert "NoDisplay" not in MAIN and "Hidden" not in MAIN
    assert not {"GTK", "GNOME"} & set(MAIN["Categories"].split(";"))


def actions():
    """Each action is one of the application's own: with DBusActivatable it is started by this name."""
    source = (TOP / "src" / "ui" / "bell-application-actions.c").read_text(encoding="utf-8")
    named = [name for name in MAIN["Actions"].split(";") if name]
    assert len(named) >= 2
    assert ENTRY.sections()[1:] == [f"Desktop Action {name}" for name in named]
    for name in named:
        group = ENTRY[f"Desktop Action {name}"]
        assert group["Name"] and group["Exec"], name
        entry = re.search(r'\{ \.name = "%s", \.activate = \w+(, \.parameter_type)?' % re.escape(name), source)
        assert entry and entry[1] is None, f"the application has no action {name} without a parameter"


def service():
    group = read(SERVICE)["D-BUS Service"]
    assert MAIN["DBusActivatable"] == "true"
    assert group["Name"] == DESKTOP.stem == SERVICE.stem
    assert re.fullmatch(r"/\S+/shopbell --gapplication-service", group["Exec"]), group["Exec"]


def icons():
    app_id = DESKTOP.stem
    assert (ICONS / "scalable" / "apps" / f"{app_id}.svg").is_file()
    for path in ICONS.rglob("*.svg"):
        head = path.read_text(encoding="utf-8")
        size = re.search(r'<svg[^>]*\swidth="(\d+)"[^>]*\sheight="(\d+)"', head, re.DOTALL)
        assert size and size[1] == size[2], f"{path.name} is not square, or says no size"
        assert int(size[1]) == (16 if path.name.endswith("-symbolic.svg") else 128), path.name


def themed_icons():
    """Every icon of the window is ours, or in the theme as it is here: its later versions have fewer."""
    theme = pathlib.Path("/usr/share/icons/Adwaita")
    if not theme.is_dir():
        raise tap.Skip("Adwaita's icons are not here")
    there = {path.stem for folder in (theme, TOP / "src", TOP / "data") for path in folder.rglob("*-symbolic.*")}
    named = {name for folder in ("app", "ui") for suffix in ("c", "ui")
             for path in (TOP / "src" / folder).rglob(f"*.{suffix}")
             for name in re.findall(r"[\">]([a-z0-9]+(?:-[a-z0-9]+)*-symbolic)[\"<]", path.read_text(encoding="utf-8"))}
    assert len(named) > 40, named
    missing = sorted(name for name in named if name not in there)
    assert not missing, missing


tap.main(
    [
        ("/desktop/validates", validates),
        ("/desktop/main-group", main_group),
        ("/desktop/actions", actions),
        ("/desktop/service", service),
        ("/desktop/icons", icons),
        ("/desktop/themed-icons", themed_icons),
    ]
)
