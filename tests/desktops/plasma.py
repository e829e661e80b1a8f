# SPDX-License-Identifier: GPL-3.0-or-later
"""Plasma on an X display that nobody sees: read through its accessibility tree, and clicked with the mouse."""

import os
import re
import subprocess
import time

from bell_ui import NotThere, await_
from desktop import HOME, WATCHER, get
from gi.repository import Atspi
from panel import drawn_by
from session import Daemon, has_owner, screenshot

SCREEN = "1280x800x24"


class Plasma:
    def __init__(self):
        os.environ.update(XDG_SESSION_TYPE="x11", XDG_CURRENT_DESKTOP="KDE", KDE_FULL_SESSION="true",
                          KDE_SESSION_VERSION="5", QT_QPA_PLATFORM="xcb", QT_QUICK_BACKEND="software",
                          QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LIBGL_ALWAYS_SOFTWARE="1", GDK_BACKEND="x11",
                          GSK_RENDERER="cairo", GDK_DEBUG="gl-disable")
        display = HOME / "display"
        self.daemons = [Daemon("sh", "-c", f"exec Xvfb -displayfd 3 -screen 0 {SCREEN} -nolisten tcp -noreset 3>{display}")]
        await_(lambda: display.exists() and display.read_text(), "the X display")
        os.environ["DISPLAY"] = ":" + display.read_text().strip()
        subprocess.run(["dbus-update-activation-environment", "--all"], check=True, capture_output=True)
        self.start("kwin_x11", "--replace")
        self.start("kded5")
        self.start("/usr/lib/x86_64-linux-gnu/libexec/kactivitymanagerd")
        self.shell = self.start("plasmashell", "--no-respawn")
        await_(lambda: has_owner(WATCHER) and get(WATCHER, "/StatusNotifierWatcher", WATCHER,
                                                  "IsStatusNotifierHostRegistered"), "the panel's tray", 180)
        await_(lambda: has_owner("org.freedesktop.Notifications"), "Plasma's bubbles", 180)

    def start(self, *command):
        self.daemons.append(Daemon(*command))
        return self.daemons[-1]

    @staticmethod
    def shot(name):
        time.sleep(0.6)  # pictures only: until it is drawn
        screenshot(name)
        return os.path.join(os.environ["BELL_UI_SCREENSHOTS"], name + ".png")

    # What is drawn

    def places(self, name):
        """Where things of this name are on the screen, the deepest first; name: a compiled pattern or the whole of it."""
        found = []
        for node in drawn_by(self.shell.process.pid):
            own = node.get_name() or ""
            if name.search(own) if isinstance(name, re.Pattern) else own == name:
                box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
                found.append((box.x, box.y, box.width, box.height))
        return found[::-1]

    def find(self, name, what):
        try:
            return await_(lambda: self.places(name), what)[0]
        except NotThere:
            self.shot("not-there")
            raise

    @staticmethod
    def click(place, button=1):
        x, y = place
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "sleep", "0.3", "click", str(button)], check=True,
                       timeout=120)

    @staticmethod
    def point_away():
        subprocess.run(["xdotool", "mousemove", "640", "300"], check=True, timeout=120)

    def click_on(self, name, what, button=1):
        x, y, width, height = self.find(name, what)
        self.click((x + width // 2, y + height // 2), button)

    # Windows

    @staticmethod
    def windows():
        out = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "plasmashell"], capture_output=True, text=True,
                             check=False, timeout=120).stdout
        return set(out.split())

    def open_menu(self, place):
        before = self.windows()
        self.click(place, 3)
        await_(lambda: self.windows() - before, "the menu to be drawn")
        time.sleep(0.5)  # that may have been a bubble; and the menu takes the keys a moment later

    @staticmethod
    def choose(entries, name):
        """In the open menu, by keys."""
        subprocess.run(["xdotool", "key", "--delay", "60", *["Down"] * (entries.index(name) + 1), "Return"], check=True,
                       timeout=120)

    @staticmethod
    def focus():
        out = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], capture_output=True, text=True, check=False,
                             timeout=120)
        return out.stdout.strip()

    def close_window(self):
        subprocess.run(["xdotool", "key", "alt+F4"], check=True, timeout=120)

    def end(self):
        for daemon in reversed(self.daemons):
            daemon.end()
