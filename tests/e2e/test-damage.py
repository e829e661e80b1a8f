# SPDX-License-Identifier: GPL-3.0-or-later
"""A history that cannot be used: the program starts, says so, goes on ringing, and leaves the file as it was."""

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


def damage(_path):
    path.write_bytes(b"Not a database, whatever it is called.\n" * 500)


def write_newer(_path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE future (x)")
        database.execute("PRAGMA user_version = 99")
        database.commit()


def fingerprint():
    return hashlib.sha256(path.read_bytes()).hexdigest()


def start(prepare):
    """A till as on its first day, but for its history."""
    global till, path
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[name] = os.path.join(os.environ["HOME"], prepare.__name__, name)
    path = pathlib.Path(history_path())
    path.parent.mkdir(parents=True)
    prepare(path)
    till = Till()


def rings_on(prepare, number):
    def case():
        shop = Shop()
        try:
            start(prepare)
            before = fingerprint()
            TestCase().sign_in(till, shop)
            till.see("^The history cannot be (saved|read)")
            shop.order(number)
            bubble = notifyd.await_bubble(lambda there: there.summary == f"Order {number}", "the bubble of an order")
            till.see(f"^Order {number}$")
            screenshot(f"e2e-damage-{prepare.__name__}")
            notifyd.click(bubble, "acknowledge")
            notifyd.await_closed(bubble)
            till.assert_ends_cleanly()
            assert fingerprint() == before, "the file was written to"
        finally:
            till.kill()
            shop.end()

    return case


try:
    status = tap.run(
        [
            ("/e2e/damage/no-database", rings_on(damage, 11)),
            ("/e2e/damage/newer", rings_on(write_newer, 12)),
        ]
    )
finally:
    notifyd.end()
raise SystemExit(status)
