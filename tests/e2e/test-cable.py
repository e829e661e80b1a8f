# SPDX-License-Identifier: GPL-3.0-or-later
"""
A till and its shop, each in a network of its own, with a cable between them: cut where neither end is told, and pulled
out of the socket. Needs unshare, nsenter and ip, and the right to make namespaces; nothing outside is touched.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

INSIDE = "SHOPBELL_TEST_NAMESPACE"
if INSIDE not in os.environ:
    # Who makes a namespace without being root is still to be known to the session's bus by his own name.
    own = ["-n"] if os.getuid() == 0 else ["--user", "--map-current-user", "--keep-caps", "-n"]
    os.environ[INSIDE] = "yes"
    os.execvp("unshare", ["unshare", *own, sys.executable, *sys.argv])

import storm  # noqa: E402
import tap  # noqa: E402
from bell_ui import await_  # noqa: E402
from notifyd import Notifyd  # noqa: E402
from session import Keyring, Till, provision, write_sign_in  # noqa: E402

SHOP, TILL = "10.78.1.1", "10.78.1.2"
NOBODY = "02:00:00:00:00:99"
HEARTBEAT = 2.5  # s: the interval and the time-out of storm-shop.mjs
DEAF_AFTER = 10
SLACK = 25  # what a slow machine may add to a time that is looked at
DEAF = "A shop cannot be heard"


def ip(*arguments, inside=None):
    enter = ["nsenter", "-t", str(inside), "-n"] if inside else []
    subprocess.run([*enter, "ip", *arguments], check=True, timeout=120)


class CableShop(storm.StormShop):
    """At one end of the cable."""

    def __init__(self):
        ip("link", "set", "lo", "up")
        # The address is there before its cable is, so that the shop can listen.
        ip("link", "add", "shop", "type", "veth", "peer", "name", "till")
        ip("addr", "add", f"{SHOP}/24", "dev", "shop")
        ip("link", "set", "shop", "up")
        os.environ["BELL_STORM_HOST"] = SHOP
        super().__init__()


class CableTill(Till):
    """At the other end. It waits for its cable: what it does without one is another test's business."""

    def __init__(self, **environment):
        program = os.environ["BELL_SHOPBELL"]
        os.environ["BELL_SHOPBELL"] = "unshare"
        here = os.readlink("/proc/self/ns/net")
        super().__init__("-n", program, **environment)
        os.environ["BELL_SHOPBELL"] = program
        pid = self.process.pid
        await_(lambda: os.readlink(f"/proc/{pid}/ns/net") != here, "the till's own network")
        ip("link", "set", "till", "netns", str(pid))
        ip("addr", "add", f"{TILL}/24", "dev", "till", inside=pid)
        ip("link", "set", "till", "up", inside=pid)
        ip("route", "add", "default", "via", SHOP, inside=pid)

    # Somewhere in between: neither end is told, and what is sent goes to nobody.
    def cut(self):
        ip("neigh", "replace", TILL, "lladdr", NOBODY, "dev", "shop", "nud", "permanent")
        ip("neigh", "replace", SHOP, "lladdr", NOBODY, "dev", "till", "nud", "permanent", inside=self.process.pid)

    def mend(self):
        ip("neigh", "del", TILL, "dev", "shop")
        ip("neigh", "del", SHOP, "dev", "till", inside=self.process.pid)

    # At the socket, and what a desktop's network manager makes of it: no way leads anywhere, until one does again.
    def pull(self):
        ip("link", "set", "till", "down", inside=self.process.pid)

    def plug(self):
        ip("link", "set", "till", "up", inside=self.process.pid)
        ip("route", "add", "default", "via", SHOP, inside=self.process.pid)


def start():
    """As an owner sets it up: nobody types anything."""
    path, sign_in = provision(pathlib.Path(tempfile.mkdtemp(prefix="provision-")), shop, shop.url, shop.certificate, DEAF_AFTER)
    write_sign_in(sign_in, shop)
    return CableTill(SHOPBELL_PROVISION=str(path))


keyring = Keyring()
notifyd = Notifyd()
shop = CableShop()
till = start()


def signs_in():
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")
    till.see("^Online")


def seconds_until(pattern, since, most):
    """Until the window says it; not longer than that after since."""
    till.see(pattern)
    took = time.monotonic() - since
    tap.comment(f"{pattern}: after {took:.1f} s of at most {most:.1f}")
    assert took <= most + SLACK, f"{pattern} after {took:.1f} s"


def is_deaf():
    return any(bubble.summary == DEAF for _number, bubble in notifyd.bubbles())


def outage(begin, end, back_within):
    began = time.monotonic()
    begin()
    seconds_until("^(Connecting|No answer|Back in|No network|Cannot hear)", began, HEARTBEAT)
    await_(is_deaf, "the bubble of deafness")
    alerted = time.monotonic() - began
    tap.comment(f"alert after {alerted:.1f} s of {DEAF_AFTER}")
    # What was heard last was heard before the cable was pulled, at most one beat of a busy heart.
    assert DEAF_AFTER - 5 <= alerted <= DEAF_AFTER + SLACK, f"alert after {alerted:.1f} s"
    till.see("^Market could not be heard since")
    mended = time.monotonic()
    most = back_within()
    end()
    seconds_until("^Online", mended, most)
    await_(lambda: not is_deaf(), "the bubble to go")
    till.see("^(Market is heard again after|Online)")
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")
    rings()


def rings():
    """It is not only said to be heard."""
    rings.number += 1
    shop.burst(1, rings.number)
    notifyd.await_bubble(lambda bubble: bubble.summary == f"Order {rings.number}", f"the bubble of order {rings.number}")
    till.key("ctrl+Return")
    till.wait_gone(f"^Got it: Order {rings.number}$")


rings.number = 100


def running_wait():
    """The longest wait between two attempts, and what an attempt that nobody answers may take, after which it is back."""
    return 30 + 5


def packets_vanish():
    outage(till.cut, till.mend, running_wait)


def link_goes_down_and_up():
    outage(till.pull, till.plug, lambda: 5)


try:
    status = tap.run(
        [
            ("/e2e/cable/signs-in", signs_in),
            ("/e2e/cable/packets-vanish", packets_vanish),
            ("/e2e/cable/link-goes-down-and-up", link_goes_down_and_up),
            ("/e2e/cable/ends-cleanly", till.assert_ends_cleanly),
        ]
    )
finally:
    till.kill()
    shop.end()
    notifyd.end()
    keyring.end()
raise SystemExit(status)
