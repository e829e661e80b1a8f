# SPDX-License-Identifier: GPL-3.0-or-later
"""
The memory of a hidden till: at rest, after many reconnects, and after a burst that rang and was taken; beside an empty
window that has opened one TLS session and is hidden, and, once it has rung, one that has also opened a playbin.
"""

import os
import signal
import time

import beside
import storm
from desktop import Tray
from notifyd import Notifyd
from session import Keyring
from storm import StormShop, await_

RECONNECTS = int(os.environ.get("BENCH_RECONNECTS", "100"))
EVENTS = 20000
GIVEN_BACK = 15  # s after the last was taken


def reconnects():
    """Helped by somebody at the tray, for who is dropped again and again waits longer and longer."""
    def is_back():
        if number := dict(tray.entries()).get("Reconnect Now"):
            tray.choose(number)
        return shop.tell("sockets") == "1"

    for _ in range(RECONNECTS):
        shop.tell("drop")
        await_(lambda: shop.tell("sockets") == "0", "the till to be dropped")
        await_(is_back, "the till to join again")


def storms():
    shop.burst(EVENTS)
    await_(lambda: storm.numbers()[0] >= EVENTS, f"{EVENTS} events in the history", 600)

    def all_taken():
        for number, bubble in notifyd.bubbles():
            if "acknowledge" in bubble.actions:
                notifyd.click(number, "acknowledge")
        return storm.query("SELECT count (*) FROM event WHERE acknowledged = 0") == [(0,)]

    await_(all_taken, "all to be taken", 600)
    time.sleep(GIVEN_BACK)


def weigh(what, bare_kb):
    time.sleep(beside.CALM)
    ours = beside.proportional_kb(till.process.pid)
    report.add(f"memory (PSS), hidden, {what}", "MB", ours / 1024, bare_kb / 1024, 1.3)


os.environ["BELL_STORM_HOST"] = "127.0.0.1"
keyring, notifyd, tray, shop = Keyring(), Notifyd(), Tray(), StormShop()
os.environ["G_MESSAGES_DEBUG"] = ""  # the bare window writes no log either
report = beside.Report("bare window")
hidden, hidden_rung = beside.bare_window_kb(shop, signal.SIGUSR1), beside.bare_window_kb(shop, signal.SIGUSR1, signal.SIGUSR2)

till = beside.till(shop, "--hidden")
weigh("at rest", hidden)
reconnects()
weigh(f"after {RECONNECTS} reconnects", hidden)
storms()
weigh(f"after {EVENTS} orders that rang", hidden_rung)
till.end()
report.end()
for one in (shop, tray, notifyd, keyring):
    one.end()
