# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons of a bubble, and every way to take an order: each ends its bubble, and says in the history how."""

import re
import subprocess

import storm
import tap
from bell_ui import Shop, TestCase, await_
from notifyd import Notifyd
from session import Till

TOKEN = "shell-4711_TIME4711"

notifyd = Notifyd()
shop = Shop()
till = Till()


def bubble_of(number):
    return notifyd.await_bubble(lambda bubble: bubble.summary == f"Order {number}", f"the bubble of order {number}")


def signs_in():
    TestCase().sign_in(till, shop)


def has_buttons():
    shop.order(1)
    number = bubble_of(1)
    assert notifyd.there[number].actions == {"default": "Open", "open": "Open", "acknowledge": "Got it",
                                             "silence": "Silence"}, notifyd.there[number].actions


def opens_with_its_token():
    """The window is given the token, without which no compositor lets it come to the front."""
    number = bubble_of(1)
    notifyd.click(number, "open", TOKEN)
    till.see("^Order number$")
    await_(lambda: TOKEN in subprocess.run(["xprop", "-id", till.window(), "_NET_STARTUP_ID"], capture_output=True,
                                           text=True).stdout, "the token at the window")
    assert number in notifyd.there, "what was looked at is not taken"
    till.key("alt+Left")


def silence_takes_nothing():
    number = bubble_of(1)
    notifyd.click(number, "silence")
    notifyd.click(number, "open")
    till.see("^Order number$")
    assert number in notifyd.there, "it was taken"
    till.key("alt+Left")


def silence_ends():
    """It is in sight how long it goes on; the button and the key end it, and begin another."""
    till.press(re.compile(r"^Ring again · [45]:[0-5]\d$"))
    till.see("^Silence$")
    till.key("ctrl+m")
    till.see(r"^Ring again · [45]:[0-5]\d$")
    till.key("ctrl+m")
    till.see("^Silence$")
    till.press("Silence")
    till.see("^Ring again")
    till.press(re.compile("^Ring again"))
    till.see("^Silence$")


def is_taken_while_offline():
    """Taken while the shop cannot be reached, it is taken for good: nothing of it rings when the shop is back."""
    shop.order(4)
    number = bubble_of(4)
    till.see("^Silence$")
    shop.tell("refuse-sockets 503")
    shop.tell("drop")
    till.see("^(Connecting|No answer|Back in|Cannot hear)")
    notifyd.click(number, "acknowledge")
    notifyd.await_closed(number)
    till.wait_gone("^Silence$")
    shop.tell("refuse-sockets 0")
    till.key("F5")
    till.see("^Online")
    assert not till.sees("^Silence$"), "it rings"
    assert storm.query("SELECT acknowledged_how FROM event WHERE entity = '4'") == [("bubble",)]


def is_taken(order, how, take):
    """A case: the order is taken in some way; its bubble goes, and the history knows."""

    def case():
        if order > 1:
            shop.order(order)
        number = bubble_of(order)
        take(number)
        notifyd.await_closed(number)
        await_(lambda: storm.query(f"SELECT acknowledged_how FROM event WHERE entity = '{order}'") == [(how,)],
               f"order {order} to be taken by {how}")
        till.wait_gone(f"^Got it: Order {order}$")

    return case


try:
    status = tap.run(
        [
            ("/e2e/buttons/signs-in", signs_in),
            ("/e2e/buttons/has-buttons", has_buttons),
            ("/e2e/buttons/opens-with-its-token", opens_with_its_token),
            ("/e2e/buttons/silence-takes-nothing", silence_takes_nothing),
            ("/e2e/buttons/silence-ends", silence_ends),
            ("/e2e/buttons/taken-in-bubble", is_taken(1, "bubble", lambda number: notifyd.click(number, "acknowledge"))),
            ("/e2e/buttons/taken-in-window", is_taken(2, "window", lambda _number: till.press("Got it: Order 2"))),
            ("/e2e/buttons/taken-by-shortcut", is_taken(3, "window", lambda _number: till.key("ctrl+Return"))),
            ("/e2e/buttons/taken-while-offline", is_taken_while_offline),
            ("/e2e/buttons/ends-cleanly", till.assert_ends_cleanly),
        ]
    )
finally:
    till.kill()
    shop.end()
    notifyd.end()
raise SystemExit(status)
