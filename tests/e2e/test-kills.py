# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed at any moment of a storm, again and again: what was committed is there once, nothing else was shown, and it waits."""

import os
import random
import re
import time

import storm
import tap
from bell_ui import await_
from notifyd import Notifyd
from session import Keyring, Till

ROUNDS = int(os.environ.get("STORM_KILLS", "4"))
BURST = 150

keyring = Keyring()
notifyd = Notifyd()
shop = storm.StormShop()
till = Till()
chance = random.Random(os.environ.get("STORM_SEED"))


def signs_in():
    till.press("Sign In to a Shop")
    storm.sign_in(till, shop)


def shown_orders():
    """The numbers of all orders that had a bubble of their own, and the largest number that a bubble spoke of."""
    alone, largest = set(), 0
    for bubble in notifyd.shown:
        if match := re.fullmatch(r"Order (\d+)", bubble.summary):
            alone.add(match[1])
        elif match := re.fullmatch(r"(\d+) orders", bubble.summary):
            largest = max(largest, int(match[1]))
        if match := re.search(r"newest: Order (\d+)$", bubble.body):
            alone.add(match[1])
    return alone, largest


def is_killed(number):
    def case():
        global till
        before = storm.numbers()[0]
        shop.burst(BURST, 1 + number * BURST)
        if number % 2 == 0:
            await_(lambda: storm.numbers()[0] > before, "the first of the storm to be kept")
        time.sleep(chance.uniform(0, 1))  # the random moment
        till.kill()
        storm.is_sound()
        kept, different, _first, _last = storm.numbers()
        assert kept == different, f"{kept} rows of {different} orders"
        alone, largest = shown_orders()
        missing = alone - {entity for (entity,) in storm.query("SELECT entity FROM event")}
        assert not missing and largest <= kept, (missing, largest, kept)
        # As when a process dies, its bubbles are left to the daemon; ours has a short memory.
        notifyd.forget()
        till = Till()
        await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")

    return case


def waits_again():
    kept = storm.numbers()[0]
    assert storm.query("SELECT count (*) FROM event WHERE acknowledged = 0") == [(kept,)]
    if kept > 0:
        till.see("^Waiting$")


try:
    status = tap.run(
        [("/e2e/kills/signs-in", signs_in)]
        + [(f"/e2e/kills/is-killed/{number}", is_killed(number)) for number in range(ROUNDS)]
        + [("/e2e/kills/waits-again", waits_again), ("/e2e/kills/ends-cleanly", lambda: till.assert_ends_cleanly())]
    )
finally:
    till.kill()
    shop.end()
    notifyd.end()
    keyring.end()
raise SystemExit(status)
