# SPDX-License-Identifier: GPL-3.0-or-later
"""The tray item of the sandboxed program on Xfce's panel: there, with its number and its menu."""

import subprocess

import tap
from bell_ui import Shop, TestCase, await_
from box import ID, Box, Desktop
from panel import BRASS, RED, Panel
from session import screenshot

desktop = Desktop("portal")
panel = Panel()
shop = Shop()
box = Box()


def is_there():
    panel.await_tooltip("^Nothing waits\nNobody is signed in")
    TestCase().sign_in(box, shop)
    panel.await_tooltip("^Nothing waits\nListening to ")


def shows_the_count():
    for number in (1041, 1042):
        shop.order(number)
    panel.await_tooltip("^2 events wait")
    await_(lambda: panel.spot(RED) and panel.spot(BRASS), "a bell with a number on the panel", 60)
    screenshot("sandbox-tray")


def menu_takes():
    entries = panel.menu()
    assert {"Open Shopbell", "Got It: Order 1042", "Quit"} <= set(entries), entries
    panel.choose(entries, "Got It: Order 1041")
    panel.await_tooltip("^1 event waits")


try:
    status = tap.run(
        [
            ("/sandbox/tray/is-there", is_there),
            ("/sandbox/tray/count", shows_the_count),
            ("/sandbox/tray/menu", menu_takes),
        ]
    )
    if status:
        print("# " + box.errors()[-6000:].replace("\n", "\n# "))
finally:
    subprocess.run(["flatpak", "kill", ID], check=False, stderr=subprocess.DEVNULL)
    for beside in (shop, panel, desktop):
        beside.end()
raise SystemExit(status)
