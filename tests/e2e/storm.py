# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop on the official socket.io server, and what a storm of its events left behind."""

import contextlib
import os
import pathlib
import sqlite3
import struct
import tempfile
import threading
import time

from gi.repository import Gio

from bell_ui import DEADLINE, Shop, await_
from session import history_path, processor_s

SETTINGS = """[io/github/shopbell/Shopbell]
deaf-after=uint32 5
deaf-repeat=uint32 0
"""

# For whatever BELL_PRELOAD preloads into the program.
LOOP_WATCH = tempfile.NamedTemporaryFile()
LOOP_WATCH.truncate(1024)
os.environ["BELL_LOOP_WATCH"] = LOOP_WATCH.name


class StormShop(Shop):
    def __init__(self):
        super().__init__("node", os.environ["BELL_STORM_SHOP"])

    def burst(self, n, first=1):
        """Sent when this returns, not yet heard."""
        self.tell(f"burst {n} {first}")


def write_settings():
    folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    folder.mkdir(parents=True)
    (folder / "keyfile").write_text(SETTINGS, encoding="utf-8")


def sign_in(till, shop):
    """To a shop that tells nobody how to sign in."""
    till.type("Address", shop.url)
    till.type("App token", shop.app_token)
    till.press("Next")
    till.see("^This shop does not tell how to sign in")
    till.type("Login", shop.login)
    till.type("Password", shop.password)
    till.press("Sign In")
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")


class LoopWatch:
    """What tests/bench/storm/loop-watch.c, preloaded, writes down of the turns of the program's main loop."""

    FIELDS = struct.Struct("=6Q")

    def __init__(self):
        LOOP_WATCH.seek(0)
        LOOP_WATCH.write(bytes(self.FIELDS.size))
        LOOP_WATCH.flush()

    def tell(self):
        if not os.environ.get("BELL_PRELOAD"):
            return ""
        written = pathlib.Path(LOOP_WATCH.name).read_bytes()[:self.FIELDS.size]
        turns, busy, cpu, wall, over_cpu, over_wall = self.FIELDS.unpack(written)
        return (f"; {turns} turns of the main loop, {busy / 1e6:.1f} s in all, the longest {cpu / 1000:.0f} ms of processor "
                f"time and {wall / 1000:.0f} ms by the clock, above 50 ms: {over_cpu} and {over_wall}")


class Probe:
    """Asks the program's main loop for its actions, again and again: the longest that an answer took, and what it cost."""

    def __init__(self, process):
        self.process = process
        self.worst = 0.0
        self.over = threading.Event()
        self.began = self.cpu()
        self.loop = LoopWatch()
        self.thread = threading.Thread(target=self._main, daemon=True)
        self.thread.start()

    def _main(self):
        bus = Gio.DBusConnection.new_for_address_sync(
            Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION),
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        while not self.over.wait(0.01):
            asked = time.monotonic()
            bus.call_sync("io.github.shopbell.Shopbell", "/io/github/shopbell/Shopbell", "org.gtk.Actions", "List",
                          None, None, Gio.DBusCallFlags.NONE, int(DEADLINE * 1000))
            self.worst = max(self.worst, time.monotonic() - asked)

    def cpu(self):
        return processor_s(self.process.pid)

    def memory(self):
        """Resident, in MB."""
        return int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text(encoding="utf-8").split()[1]) * 4096 / 1e6

    def end(self):
        self.over.set()
        self.thread.join(DEADLINE)
        return (f"{self.cpu() - self.began:.1f} s of processor time, slowest answer {self.worst * 1000:.0f} ms, "
                f"{self.memory():.0f} MB{self.loop.tell()}")


def query(sql):
    """Of the history, read as another program would."""
    with contextlib.closing(sqlite3.connect(f"file:{history_path()}?mode=ro", uri=True, timeout=60)) as database:
        return database.execute(sql).fetchall()


def numbers():
    """How many orders, how many different ones, the first and the last."""
    return query("SELECT count (*), count (DISTINCT entity), min (CAST (entity AS INT)), max (CAST (entity AS INT)) "
                 "FROM event WHERE kind = 'order'")[0]


def is_sound():
    assert query("PRAGMA integrity_check") == [("ok",)]
