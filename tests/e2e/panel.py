# SPDX-License-Identifier: GPL-3.0-or-later
"""Xfce's panel and notification daemon: a real tray, read and clicked as a person does."""

import glob
import os
import pathlib
import re
import subprocess
import time

from gi.repository import Atspi, Gio, GLib

from bell_ui import await_
from session import Daemon, has_owner

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
# Ranges of red, green and blue: of the number on our icon, and of the bell.
RED = ((150, 200), (0, 60), (0, 70))
BRASS = ((190, 250), (150, 210), (40, 110))
# One bar at the top with the window list and, at its right end, the tray.
LAYOUT = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray"/>
  </property>
</channel>
"""


def find_helper(pattern):
    """Of Xfce: it lies in a folder named after the machine's architecture."""
    found = sorted(path for folder in ("/usr/lib/*/xfce4", "/usr/lib*/xfce4", "/usr/libexec/xfce4")
                   for path in glob.glob(f"{folder}/{pattern}"))
    assert found, f"Xfce's {pattern} is not installed"
    return found[0]


def call(name, path, interface, method, arguments=None):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 60000).unpack()


def get(name, path, interface, prop):
    return call(name, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, prop)))[0]


def drawn_by(pid):
    """All that a program shows which is not made with GTK 4, and tells where on the screen it is."""

    def below(node):
        yield node
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from below(child)

    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(i)
        if program is None or program.get_process_id() != pid:
            continue
        for node in below(program):
            if (node.get_state_set().contains(Atspi.StateType.SHOWING) and "Component" in node.get_interfaces()
                    and Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN).width > 0):
                yield node


class Panel:
    """The desktop's bar. Our item is the only one in its tray."""

    def __init__(self):
        folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "xfce4/xfconf/xfce-perchannel-xml")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "xfce4-panel.xml").write_text(LAYOUT, encoding="utf-8")
        self.settings = Daemon(find_helper("xfconf/xfconfd"))
        await_(lambda: has_owner("org.xfce.Xfconf"), "Xfce's settings")
        self.bubbles = Daemon(find_helper("notifyd/xfce4-notifyd"))
        self.panel = Daemon("xfce4-panel", "--disable-wm-check", "--sm-client-disable")
        await_(lambda: has_owner(WATCHER) and get(WATCHER, "/StatusNotifierWatcher", WATCHER,
                                                  "IsStatusNotifierHostRegistered"), "the panel's tray")

    def item(self):
        """The bus name of what registered."""
        items = await_(lambda: get(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems"),
                       "an item in the tray")
        return items[0].split("/")[0]

    def tooltip(self):
        """Title and text, as the item says them now."""
        return get(self.item(), "/StatusNotifierItem", ITEM, "ToolTip")[2:]

    def await_tooltip(self, pattern):
        return await_(lambda: re.search(pattern, "\n".join(self.tooltip())), f"a tooltip like {pattern!r}")

    def spot(self, shades):
        """Where on the bar pixels of such a colour are: the middle of them, or None."""
        picture = subprocess.run(["import", "-window", "root", "-crop", "1400x32+0+0", "+repage", "-depth", "8",
                                  "rgb:-"], capture_output=True, check=True, timeout=120).stdout
        hits = [i for i in range(0, len(picture), 3)
                if all(low <= picture[i + n] <= high for n, (low, high) in enumerate(shades))]
        if len(hits) < 12:
            return None
        return sum(i // 3 % 1400 for i in hits) // len(hits), sum(i // 3 // 1400 for i in hits) // len(hits)

    def click(self, place, button):
        x, y = place
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "sleep", "0.3", "click", str(button)], check=True,
                       timeout=120)

    def menu(self):
        """Opens it; the names of its entries in their order, without what cannot be chosen."""
        before = self.windows()
        self.click(self.spot(RED) or self.spot(BRASS), 3)
        await_(lambda: self.windows() - before, "the menu to be drawn")
        time.sleep(0.5)  # that may have been a bubble; and the menu takes the keys a moment later
        path = get(self.item(), "/StatusNotifierItem", ITEM, "Menu")
        layout = call(self.item(), path, "com.canonical.dbusmenu", "GetLayout", GLib.Variant("(iias)", (0, -1, [])))[1]
        return [entry[1]["label"] for entry in layout[2] if entry[1].get("enabled")]

    @staticmethod
    def windows():
        out = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", ".*"], capture_output=True, text=True,
                             timeout=120).stdout
        return set(out.split())

    def choose(self, entries, name):
        """In the open menu, by keys: Xfce's menu is in no accessibility tree."""
        subprocess.run(["xdotool", "key", "--delay", "60", *["Down"] * (entries.index(name) + 1), "Return"], check=True,
                       timeout=120)

    def press_on_bubble(self, name):
        """A button of the bubble that is there, with the mouse."""
        def place():
            for node in drawn_by(self.bubbles.process.pid):
                if node.get_name() == name:
                    box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
                    return box.x + box.width // 2, box.y + box.height // 2
            return None

        self.click(await_(place, f"a bubble with a button {name!r}"), 1)

    def end(self):
        for daemon in (self.panel, self.bubbles, self.settings):
            daemon.end()
