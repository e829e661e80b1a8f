# SPDX-License-Identifier: GPL-3.0-or-later
"""On Xfce: the icon with its number, the menu, a window that comes and goes, and a bubble's button."""

import os
import re

import storm
import tap
from bell_ui import DEADLINE, Shop, TestCase, await_
from gi.repository import Gio, GLib
from meddler import Meddler
from panel import BRASS, RED, Panel
from session import Till, screenshot

NAME = "io.github.shopbell.Shopbell"
PATH = "/io/github/shopbell/Shopbell"

panel = Panel()
shop = Shop()
till = Till()


def is_there():
    panel.await_tooltip("^Nothing waits\nNobody is signed in")
    TestCase().sign_in(till, shop)
    panel.await_tooltip("^Nothing waits\nListening to ")


def close_hides():
    till.key("ctrl+w")
    till.wait_gone("^Listening to ")
    assert till.process.poll() is None, till.errors()
    assert shop.tell("sockets") == "1"


def shows_the_count():
    assert panel.spot(RED) is None
    for number in (1041, 1042):
        shop.order(number)
    panel.await_tooltip("^2 events wait")
    await_(lambda: panel.spot(RED) and panel.spot(BRASS), "a bell with a number on the panel")
    screenshot("e2e-tray")


def menu_takes():
    entries = panel.menu()
    assert {"Open Shopbell", "Got It: Order 1042", "Quit"} <= set(entries), entries
    screenshot("e2e-tray-menu")
    panel.choose(entries, "Got It: Order 1041")
    panel.await_tooltip("^1 event waits")
    screenshot("e2e-tray-taken")


def click_opens():
    panel.click(panel.spot(RED), 1)
    till.see("^Order 1042$")
    assert not till.sees("^Got it: Order 1041$")
    till.press("Got it: Order 1042")
    panel.await_tooltip("^Nothing waits")
    await_(lambda: panel.spot(RED) is None, "the number to go")
    screenshot("e2e-tray-calm")


def bubble_takes():
    """By the button of a bubble of Xfce's own."""
    shop.order(1043)
    panel.await_tooltip("^1 event waits")
    panel.press_on_bubble("Got it")
    panel.await_tooltip("^Nothing waits")
    await_(lambda: storm.query("SELECT acknowledged_how FROM event WHERE entity = '1043'") == [("bubble",)],
           "the history to say so")
    till.wait_gone("^Got it: Order 1043$")


def variant(kind, value):
    return GLib.Variant(kind, value)


# What any program of the same person's may send: (path, interface, method, arguments). The types are right, for wrong ones
# never get past GLib.
HOSTILE = [
    (PATH, "org.freedesktop.Application", "Activate", variant("(a{sv})", ({
        "desktop-startup-id": variant("s", "x" * 100000), "activation-token": variant("i", 42), "odd": variant("ai", [1])},))),
    (PATH, "org.freedesktop.Application", "Open", variant("(asa{sv})", (["file:///etc/passwd", "", "://", "\n"] * 250, {}))),
    *((PATH, "org.freedesktop.Application", "ActivateAction", variant("(sava{sv})", (name, parameters, {"activation-token": variant("s", "\n")})))
      for name, parameters in (("no-such-action", []), ("", []), ("x" * 10000, []),
                               *((name, [variant("x", number)]) for name in ("open-entry", "acknowledge")
                                 for number in (-(2**63), -1, 0, 4711, 2**63 - 1)))),
    (PATH, "org.gtk.Actions", "Describe", variant("(s)", ("no-such-action",))),
    (PATH, "org.gtk.Actions", "SetState", variant("(sva{sv})", ("no-such-action", variant("s", ""), {}))),
    *((f"{PATH}/window/1", "org.gtk.Actions", "Activate", variant("(sava{sv})", ("show-page", [variant("s", page)], {})))
      for page in ("", "no-such-page", "../rules", "x" * 10000)),
    (PATH, "org.freedesktop.Application", "NoSuchMethod", None),
]


def minds_nobody():
    """What is nonsense does nothing, and the next order comes all the same."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    waiting = storm.query("SELECT count(*) FROM event WHERE acknowledged = 0")
    for path, interface, method, arguments in HOSTILE:
        try:
            bus.call_sync(NAME, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 1000 * DEADLINE, None)
        except GLib.Error as error:
            assert Gio.DBusError.is_remote_error(error) and not re.search("NoReply|ServiceUnknown", error.message), (method, error)
    assert till.process.poll() is None, till.errors()
    shop.order(1044)
    panel.await_tooltip("^1 event waits")
    assert storm.query("SELECT count(*) FROM event WHERE acknowledged = 0") == [(waiting[0][0] + 1,)]


def minds_no_meddler():
    """The same by chance, for some seconds; FUZZ_SECONDS for longer, FUZZ_SEED for another chance."""
    calls = Meddler(NAME, int(os.environ.get("FUZZ_SEED", "1"))).meddle(float(os.environ.get("FUZZ_SECONDS", "5")))
    tap.comment(f"{calls} calls")
    assert calls > 100, calls
    assert till.process.poll() is None, till.errors()
    shop.order(1045)
    panel.await_tooltip("^2 events wait")


try:
    status = tap.run(
        [
            ("/e2e/tray/is-there", is_there),
            ("/e2e/tray/close-hides", close_hides),
            ("/e2e/tray/shows-the-count", shows_the_count),
            ("/e2e/tray/menu-takes", menu_takes),
            ("/e2e/tray/click-opens", click_opens),
            ("/e2e/tray/bubble-takes", bubble_takes),
            ("/e2e/tray/minds-nobody", minds_nobody),
            ("/e2e/tray/minds-no-meddler", minds_no_meddler),
            ("/e2e/tray/ends-cleanly", till.assert_ends_cleanly),
        ]
    )
finally:
    till.kill()
    shop.end()
    panel.end()
raise SystemExit(status)
