# SPDX-License-Identifier: GPL-3.0-or-later
"""In the tray and with nothing to do, only the shop's pings wake the program.

BELL_IDLE_SECONDS looks for longer than the usual two pings and a bit, and tells what that costs (meson test --benchmark --suite
idle -v: a quarter of an hour).
"""

import os
import pathlib
import time

import tap
from bell_ui import Shop, TestCase, await_
from session import Keyring, Till, processor_s

SECONDS = int(os.environ.get("BELL_IDLE_SECONDS", "60"))
PING_S = 25  # of the demo shop, as of OneEntry's servers
SETTLE_S = 10
GIVE_UP_S = 300

keyring = Keyring()
shop = Shop()


def switches(pid):
    """How often each thread went to sleep by itself, so far: once per wake-up at least."""
    counts = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            lines = (task / "status").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            continue
        fields = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        counts[f"{fields['Name']}-{task.name}"] = int(fields["voluntary_ctxt_switches"])
    return counts


def seconds_awake(pid, seconds, stop_when_quiet=0):
    """Which threads were awake in each of the seconds in which any was; ends early after so many quiet ones in a row."""
    awake, quiet, before = [], 0, switches(pid)
    for _ in range(seconds):
        time.sleep(1)
        now = switches(pid)
        moved = sorted(name for name, count in now.items() if count != before.get(name, 0))
        before = now
        quiet = 0 if moved else quiet + 1
        if moved:
            awake.append(moved)
        if stop_when_quiet and quiet >= stop_when_quiet:
            return awake
    if stop_when_quiet:
        raise AssertionError(f"it does not come to rest: {awake[-5:]}")
    return awake


def signs_in():
    till = Till()
    TestCase.sign_in(None, till, shop)
    till.assert_ends_cleanly()


def is_quiet():
    till = Till("--hidden")
    try:
        await_(lambda: shop.tell("sockets") == "1", "the shop to have its listener")
        seconds_awake(till.process.pid, GIVE_UP_S, stop_when_quiet=SETTLE_S)
        slept, took = sum(switches(till.process.pid).values()), processor_s(till.process.pid)
        awake = seconds_awake(till.process.pid, SECONDS)
        slept, took = sum(switches(till.process.pid).values()) - slept, processor_s(till.process.pid) - took
        # A ping at the edge of two seconds is seen in both; a timer of minutes may fall into this one.
        most = 2 * (SECONDS // PING_S + 1) + 2
        tap.comment(f"awake in {len(awake)} of {SECONDS} s, with {SECONDS // PING_S} pings; "
                    f"{slept} times a thread went to sleep, {took:.2f} s of processor time")
        assert len(awake) <= most, f"awake in {len(awake)} of {SECONDS} seconds instead of at most {most}: {awake}"
        assert awake, "not even a ping woke it: nothing was measured"
        assert shop.tell("sockets") == "1"
    finally:
        till.assert_ends_cleanly()


try:
    status = tap.run([("/e2e/idle/signs-in", signs_in), ("/e2e/idle/only-pings-wake-it", is_quiet)])
finally:
    shop.end()
    keyring.end()
raise SystemExit(status)
