# SPDX-License-Identifier: GPL-3.0-or-later
"""A burst of orders from the official server: each is kept once, and no desktop is flooded, not even beside a deaf shop."""

import os
import re
import subprocess
import time

import storm
import tap
from bell_ui import DEADLINE, Shop, TestCase, await_
from notifyd import Notifyd
from session import Keyring, Till

EVENTS = int(os.environ.get("STORM_EVENTS", "3000"))
# Bubbles in all, each with all its changes: the deaf shop, three orders and the burst; on a machine that stands still for
# seconds, some more orders and bursts.
HANDFUL = 20
FOR_FIGURES = 50000
# s: what the program does to sign in, and its window to be drawn whole, is no part of a storm's figures.
REST = 5

storm.write_settings()
keyring = Keyring()
notifyd = Notifyd()
shop = storm.StormShop()
other = Shop()
till = Till()
ours = None  # us of processor time for an event


def signs_in():
    till.press("Sign In to a Shop")
    storm.sign_in(till, shop)


def is_deaf_beside():
    till.key("ctrl+n")
    TestCase.fill_in(till, other)
    other.end()
    notifyd.await_bubble(lambda bubble: bubble.summary == "A shop cannot be heard", "the bubble of deafness")


def has_each_once():
    if EVENTS >= FOR_FIGURES:
        time.sleep(REST)
    probe = storm.Probe(till.process)
    tap.comment(f"before: {probe.memory():.0f} MB")
    began = time.monotonic()
    shop.burst(EVENTS)
    sent = time.monotonic()
    await_(lambda: storm.numbers()[0] >= EVENTS, f"{EVENTS} events in the history", DEADLINE + EVENTS / 50)
    kept = time.monotonic()
    assert storm.numbers() == (EVENTS, EVENTS, 1, EVENTS), storm.numbers()
    storm.is_sound()
    tap.comment(f"the storm: {probe.end()}")
    global ours
    ours = (probe.cpu() - probe.began) / EVENTS * 1e6
    tap.comment(f"{EVENTS} events sent after {sent - began:.1f} s, in the history after {kept - began:.1f} s")


def bubbles_of_orders():
    """(id, how many orders it stands for) of each."""
    found = []
    for number, bubble in notifyd.bubbles():
        if match := re.fullmatch(r"Order \d+|(\d+) orders", bubble.summary):
            found.append((number, int(match[1] or 1)))
    return found


def floods_nobody():
    await_(lambda: sum(n for _number, n in bubbles_of_orders()) == EVENTS, "the bubbles to speak of all orders")
    there = [bubble.summary for _number, bubble in notifyd.bubbles()]
    assert len(there) <= 3 and "A shop cannot be heard" in there, there
    assert notifyd.most <= 3, notifyd.most
    assert notifyd.next_id - 1 <= HANDFUL, notifyd.shown
    tap.comment(f"{notifyd.next_id - 1} bubbles, {notifyd.most} at a time, changed {notifyd.count()} times")


def takes_all():
    bubbles = bubbles_of_orders()
    assert any(bubble.actions.get("acknowledge") == "Got it to all" for _number, bubble in notifyd.bubbles())
    probe = storm.Probe(till.process)
    began = time.monotonic()
    for number, _n in bubbles:
        notifyd.click(number, "acknowledge")
    last = max(notifyd.await_closed(number) for number, _n in bubbles)
    tap.comment(f"taken after {last - began:.3f} s")
    await_(lambda: storm.query("SELECT count (*) FROM event WHERE acknowledged_how = 'bubble'") == [(EVENTS,)],
           "every event to be taken", DEADLINE + EVENTS / 50)
    tap.comment(f"to take them: {probe.end()}")


def gives_memory_back():
    """For its figure only: what a minute of calm after the storm makes of it."""
    if EVENTS < FOR_FIGURES:
        return
    probe = storm.Probe(till.process)
    time.sleep(60)
    tap.comment(f"a minute later: {probe.end()}")


def beside_the_sdk():
    """For its figure only: what the official SDK takes to receive as many, and to do nothing with them."""
    if EVENTS < FOR_FIGURES:
        return
    sdk = subprocess.Popen(["node", os.environ["BELL_SDK_RECEIVE"], shop.url, shop.app_token, shop.login, shop.password,
                            str(EVENTS)], stdout=subprocess.PIPE, text=True)
    await_(lambda: shop.tell("sockets") == "1", "the SDK to join")
    shop.burst(EVENTS)
    took = int(sdk.stdout.readline()) / EVENTS
    sdk.terminate()
    sdk.wait()
    tap.comment(f"processor time an event: {ours:.0f} us received, stored, told and listed, {took:.1f} us received by the SDK, "
                f"{ours / took:.1f} times (aim 2)")


try:
    status = tap.run(
        [
            ("/e2e/storm/signs-in", signs_in),
            ("/e2e/storm/is-deaf-beside", is_deaf_beside),
            ("/e2e/storm/has-each-once", has_each_once),
            ("/e2e/storm/floods-nobody", floods_nobody),
            ("/e2e/storm/takes-all", takes_all),
            ("/e2e/storm/gives-memory-back", gives_memory_back),
            ("/e2e/storm/ends-cleanly", till.assert_ends_cleanly),
            ("/e2e/storm/beside-the-sdk", beside_the_sdk),
        ]
    )
finally:
    till.kill()
    shop.end()
    notifyd.end()
    keyring.end()
raise SystemExit(status)
