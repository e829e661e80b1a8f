# SPDX-License-Identifier: GPL-3.0-or-later
"""
A history that cannot be used: the program starts, says so, goes on ringing, and leaves the file as it was. The disk
that is full or may not be written is one of the program's own: it needs unshare and the right to mount.
"""

import contextlib
import hashlib
import os
import pathlib
import sqlite3

import tap
from bell_ui import Shop, TestCase
from notifyd import Notifyd
from session import Till, history_path, screenshot

notifyd = Notifyd()
path = pathlib.Path(history_path())
till = None
NEWEST = max((pathlib.Path(__file__).parents[1] / "store" / "schema").glob("v*.sql"))


def damage(_path):
    path.write_bytes(b"Not a database, whatever it is called.\n" * 500)


def write_newer(_path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE future (x)")
        database.execute("PRAGMA user_version = 99")
        database.commit()


def write_usual(_path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(NEWEST.read_text(encoding="utf-8"))


def start_read_only():
    return MountTill('mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"')


def fingerprint():
    return hashlib.sha256(path.read_bytes()).hexdigest()


class MountTill(Till):
    """With a disk of its own, made by a line of shell: $1 is the folder of the history."""

    def __init__(self, mount):
        program = os.environ["BELL_SHOPBELL"]
        own = ["-m"] if os.getuid() == 0 else ["--user", "--map-current-user", "--keep-caps", "-m"]
        os.environ["BELL_SHOPBELL"] = "unshare"
        super().__init__(*own, "sh", "-c", mount + ' && exec "$2"', "sh", str(path.parent), program)
        os.environ["BELL_SHOPBELL"] = program

    def read(self, name):
        """A file of the history as this till sees it."""
        return pathlib.Path(f"/proc/{self.process.pid}/root{path.parent / name}").read_bytes()


def make_folder(name):
    """Of a till as on its first day."""
    global path
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[variable] = os.path.join(os.environ["HOME"], name, variable)
    path = pathlib.Path(history_path())
    path.parent.mkdir(parents=True)


def rings(shop, number, **more):
    shop.order(number, **more)
    bubble = notifyd.await_bubble(lambda there: there.summary == f"Order {number}", "the bubble of an order")
    till.see(f"^Order {number}$")
    till.see("^Silence$")
    return bubble


def is_taken(bubble):
    notifyd.click(bubble, "acknowledge")
    notifyd.await_closed(bubble)
    till.wait_gone("^Silence$")


def rings_on(prepare, number, start=Till):
    """A case: with a history that prepare made, or made unusable."""

    def case():
        global till
        shop = Shop()
        try:
            make_folder(prepare.__name__)
            prepare(path)
            before = fingerprint()
            till = start()
            TestCase().sign_in(till, shop)
            till.see("^The history cannot be (saved|read)")
            bubble = rings(shop, number)
            screenshot(f"e2e-damage-{prepare.__name__}")
            is_taken(bubble)
            till.assert_ends_cleanly()
            assert fingerprint() == before, "the file was written to"
        finally:
            till.kill()
            shop.end()

    return case


def is_full():
    """The order that does not fit rings like any other; what was written before is sound."""
    global till
    shop = Shop()
    try:
        make_folder("is_full")
        till = MountTill('mount -t tmpfs -o size=1m,mode=0700 none "$1"')
        TestCase().sign_in(till, shop)
        is_taken(rings(shop, 20))
        large = {"note": {"identifier": "note", "value": "x" * 2000000}}
        bubble = rings(shop, 21, attributes=large)
        till.see("^The history cannot be saved")
        screenshot("e2e-damage-is_full")
        is_taken(bubble)
        copy = pathlib.Path(os.environ["HOME"], "copy")
        copy.mkdir()
        for name in ("history.db", "history.db-wal"):
            (copy / name).write_bytes(till.read(name))
        with contextlib.closing(sqlite3.connect(copy / "history.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("SELECT entity FROM event").fetchall() == [("20",)]
        till.assert_ends_cleanly()
    finally:
        till.kill()
        shop.end()


try:
    status = tap.run(
        [
            ("/e2e/damage/no-database", rings_on(damage, 11)),
            ("/e2e/damage/newer", rings_on(write_newer, 12)),
            ("/e2e/damage/read-only", rings_on(write_usual, 13, start_read_only)),
            ("/e2e/damage/full", is_full),
        ]
    )
finally:
    notifyd.end()
raise SystemExit(status)
