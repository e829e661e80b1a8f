# SPDX-License-Identifier: GPL-3.0-or-later
"""What every desktop needs around it, and a till that a file set up: it signs in by itself."""

import os
import pathlib
import sqlite3
import subprocess
import sys

import gi
import session
from bell_ui import Shop, await_
from session import Daemon, Keyring, has_owner

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, Gio, GLib  # noqa: E402

HERE = pathlib.Path(__file__).parent
HOME = pathlib.Path(os.environ["HOME"])
ID = "io.github.shopbell.Shopbell"
WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
# Ranges of red, green and blue: of the number on our icon.
RED = ((150, 200), (0, 60), (0, 70))
SYSTEM_BUS = """<busconfig>
  <type>system</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def call(name, path, interface, method, arguments=None, timeout=60000):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, timeout).unpack()


def get(name, path, interface, prop):
    return call(name, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, prop)))[0]


class Computer:
    """A system bus with a login manager, and a keyring: what desktops and tills find on any computer."""

    def __init__(self):
        path = os.path.join(os.environ["XDG_RUNTIME_DIR"], "system-bus")
        rules = HOME / "system-bus.conf"
        rules.write_text(SYSTEM_BUS.format(path=path), encoding="utf-8")
        self.bus = Daemon("dbus-daemon", f"--config-file={rules}", "--nofork", "--nopidfile")
        await_(lambda: os.path.exists(path), "the system bus")
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={path}"
        self.logind = Daemon(sys.executable, "-m", "dbusmock", "--system", "--template", "logind")
        await_(lambda: b"org.freedesktop.login1" in subprocess.run(
            ["gdbus", "call", "--system", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus", "-m",
             "org.freedesktop.DBus.ListNames"], capture_output=True, check=False).stdout, "the login manager")
        self.keyring = Keyring()

    def end(self):
        for daemon in (self.keyring, self.logind, self.bus):
            daemon.end()


def set_up_by_file(shop):
    """As an owner sets up a till; the variable that names the file goes to every program from here on."""
    folder = HOME / "set-up"
    folder.mkdir()
    sign_in = folder / "sign-in"
    sign_in.touch(mode=0o600)
    sign_in.write_text(f"login={shop.login}\npassword={shop.password}\n", encoding="utf-8")
    provision = folder / "provision.conf"
    provision.write_text(f"[shop bakery]\naddress={shop.url}\nname=Corner Bakery\napp-token={shop.app_token}\n"
                         f"sign-in-file={sign_in}\n", encoding="utf-8")
    os.environ["SHOPBELL_PROVISION"] = str(provision)


class Till(session.Till):
    """The installed program; pictures of it are pictures of the whole desktop."""

    def __init__(self, desktop, **environment):
        self.desktop = desktop
        super().__init__(**environment)

    def shot(self, name):
        self.desktop.shot(name)

    def is_there(self):
        return self.process.poll() is None


class Scene:
    """A shop, a till that listens to it, and the windows of others, on some desktop."""

    def __init__(self, desktop, **environment):
        self.desktop = desktop
        self.environment = environment
        self.elsewhere = None
        self.shop = Shop()
        set_up_by_file(self.shop)
        self.till = Till(desktop, **environment)

    def go_elsewhere(self):
        self.elsewhere = Daemon(sys.executable, str(HERE / "elsewhere.py"))

    def start_again(self):
        """As by a click on its icon."""
        subprocess.run([os.environ["BELL_SHOPBELL"]], check=True, timeout=120, env={**os.environ, **self.environment})

    @staticmethod
    def taken_by(order):
        """How the history says that the order was taken, or None."""
        with sqlite3.connect(f"file:{session.history_path()}?mode=ro", uri=True) as history:
            rows = history.execute("SELECT acknowledged_how FROM event WHERE entity = ?", (str(order),)).fetchall()
        return rows[0][0] if rows else None

    def await_taken(self, order, how):
        await_(lambda: self.taken_by(order) == how, f"order {order} to be taken in the {how}")

    def end(self):
        self.till.kill()
        print(self.till.errors(), file=sys.stderr)
        self.shop.end()
        if self.elsewhere is not None:
            self.elsewhere.end()


class Item:
    """Our item in the tray, as a host reads it."""

    @staticmethod
    def name():
        items = await_(lambda: get(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems"),
                       "an item in the tray")
        # Written in each host's own way: "NAME/path", or "NAME@/path".
        ours = [item.split("/")[0].rstrip("@") for item in items]
        return next(name for name in ours if get(name, "/StatusNotifierItem", ITEM, "Id") == ID)

    @classmethod
    def entries(cls):
        """Of its menu, in their order, without what cannot be chosen."""
        path = get(cls.name(), "/StatusNotifierItem", ITEM, "Menu")
        layout = call(cls.name(), path, "com.canonical.dbusmenu", "GetLayout", GLib.Variant("(iias)", (0, -1, [])))[1]
        return [entry[1]["label"] for entry in layout[2] if entry[1].get("enabled")]

    @classmethod
    def await_title(cls, title):
        await_(lambda: has_owner(WATCHER) and get(cls.name(), "/StatusNotifierItem", ITEM, "ToolTip")[2] == title,
               f"a tray item that says {title!r}")


def spot(picture, shades, box):
    """The middle of those pixels in the box of a picture that have such a colour, or None."""
    pixels = GdkPixbuf.Pixbuf.new_from_file(picture)
    left, top, width, height = box
    data, stride, channels = pixels.get_pixels(), pixels.get_rowstride(), pixels.get_n_channels()
    hits = [(x, y) for y in range(top, top + height) for x in range(left, left + width)
            if all(low <= data[y * stride + x * channels + n] <= high for n, (low, high) in enumerate(shades))]
    if len(hits) < 12:
        return None
    return sum(x for x, _ in hits) // len(hits), sum(y for _, y in hits) // len(hits)
