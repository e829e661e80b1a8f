# SPDX-License-Identifier: GPL-3.0-or-later
"""A till that is killed the moment an alert appeared still has the event: what was shown was recorded first."""

import contextlib
import sqlite3
import stat
import os

import tap
from bell_ui import Shop, TestCase, await_
from session import Dunst, Keyring, Till, history_path, screenshot

ROUNDS = 4

keyring = Keyring()
dunst = Dunst()
shop = Shop()
till = Till()


def recorded():
    """Titles in the history, oldest first, read as another program would."""
    with contextlib.closing(sqlite3.connect(f"file:{history_path()}?mode=ro", uri=True, timeout=120)) as database:
        check = database.execute("PRAGMA integrity_check").fetchall()
        assert check == [("ok",)], check
        table = next(
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if {"title", "payload"} <= {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
        )
        return [title for (title,) in database.execute(f"SELECT title FROM {table} ORDER BY rowid")]


def signs_in():
    TestCase.sign_in(None, till, shop)
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")


def is_recorded(number):
    """A case: an order comes, its bubble appears, the program is killed: the order is in the file."""

    def case():
        shop.order(number)
        dunst.await_bubble(f"^Order {number}$")
        till.kill()
        titles = recorded()
        assert titles.count(f"Order {number}") == 1, titles
        restart()

    return case


def restart():
    """It comes back by itself, and nobody has to sign in."""
    global till
    till = Till()
    till.see(r"^Online")
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")


def waits_in_the_window():
    for number in range(2001, 2001 + ROUNDS):
        till.see(f"^Order {number}$")
    screenshot("e2e-after-crash")


def is_recorded_once():
    titles = recorded()
    assert titles == [f"Order {number}" for number in range(2001, 2001 + ROUNDS)], titles


def is_private():
    mode = stat.S_IMODE(os.stat(history_path()).st_mode)
    assert mode == 0o600, oct(mode)


try:
    status = tap.run(
        [("/e2e/crash/signs-in", signs_in)]
        + [(f"/e2e/crash/is-recorded/{number}", is_recorded(number)) for number in range(2001, 2001 + ROUNDS)]
        + [
            ("/e2e/crash/waits-in-the-window", waits_in_the_window),
            ("/e2e/crash/is-recorded-once", is_recorded_once),
            ("/e2e/crash/is-private", is_private),
            ("/e2e/crash/ends-cleanly", lambda: till.assert_ends_cleanly()),
        ]
    )
finally:
    till.kill()
    shop.end()
    dunst.end()
    keyring.end()
raise SystemExit(status)
