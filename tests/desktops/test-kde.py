# SPDX-License-Identifier: GPL-3.0-or-later
"""Plasma: the item in its tray with its number, its menu, a bubble with buttons, and a window that comes to the front."""

import re

import tap
from bell_ui import await_
from desktop import RED, Computer, Item, Scene, spot
from plasma import Plasma

BAR = (0, 740, 1280, 60)

computer = Computer()
plasma = Plasma()
scene = Scene(plasma)


def listens():
    scene.till.see("^Listening to Corner Bakery")
    plasma.shot("1-window")


def shows_the_item():
    Item.await_title("Nothing waits")
    assert spot(plasma.shot("2-calm"), RED, BAR) is None


def find_item():
    plasma.point_away()  # what the mouse is over is drawn in other colours
    return await_(lambda: spot(plasma.shot("3-count"), RED, BAR), "a number on the panel")


def shows_the_count():
    for order in (1040, 1041):
        scene.shop.order(order)
    Item.await_title("2 events wait")
    find_item()


def menu_takes():
    plasma.open_menu(find_item())
    plasma.shot("4-menu")
    plasma.choose(Item.entries(), "Got It: Order 1041")
    scene.await_taken(1041, "tray")
    Item.await_title("1 event waits")
    plasma.open_menu(find_item())
    plasma.choose(Item.entries(), "Got It to All")
    Item.await_title("Nothing waits")


def bubble_takes():
    scene.shop.order(1042)
    plasma.find(re.compile("Order 1042"), "the bubble")
    plasma.shot("5-bubble")
    plasma.click_on("Got it", "its button")
    scene.await_taken(1042, "bubble")
    Item.await_title("Nothing waits")


def bubble_raises():
    scene.go_elsewhere()
    await_(lambda: plasma.focus() == "Elsewhere", "another window to have the focus")
    scene.shop.order(1043)
    plasma.find(re.compile("Order 1043"), "the bubble")
    plasma.shot("6-elsewhere")
    assert plasma.focus() == "Elsewhere"
    plasma.click_on("Open", "its button")
    await_(lambda: "Shopbell" in plasma.focus(), f"Shopbell's window to come to the front (there is {plasma.focus()!r})")
    scene.till.see("^Order number$")
    plasma.shot("7-raised")


def close_hides():
    plasma.close_window()
    scene.till.wait_gone("^Order number$")
    assert scene.till.is_there(), scene.till.errors()
    n_sockets = scene.shop.tell("sockets")
    assert n_sockets == "1", n_sockets


def click_opens():
    plasma.click(find_item())
    scene.till.see("^Listening to Corner Bakery")
    await_(lambda: "Shopbell" in plasma.focus(), "the window to have the focus")
    plasma.shot("8-opened")


try:
    status = tap.run(
        [
            ("/kde/listens", listens),
            ("/kde/shows-the-item", shows_the_item),
            ("/kde/shows-the-count", shows_the_count),
            ("/kde/menu-takes", menu_takes),
            ("/kde/bubble-takes", bubble_takes),
            ("/kde/bubble-raises", bubble_raises),
            ("/kde/close-hides", close_hides),
            ("/kde/click-opens", click_opens),
            ("/kde/ends-cleanly", scene.till.assert_ends_cleanly),
        ]
    )
finally:
    scene.end()
    plasma.end()
    computer.end()
raise SystemExit(status)
