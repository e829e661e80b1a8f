# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME with the AppIndicator extension: the item on the bar with its number, its menu, and a window that comes and goes."""

import gnome_cases
import tap
from bell_ui import await_
from desktop import RED, Computer, Item, Scene, spot
from shell import EXTENSION, Shell

BAR = (0, 0, 1280, 40)

computer = Computer()
shell = Shell(EXTENSION)
scene = Scene(shell)


def shows_the_item():
    Item.await_title("Nothing waits")
    await_(lambda: shell.eval("trays.length === 1 && tray.mapped"), "our item on the bar")
    assert spot(shell.shot("tray-calm"), RED, BAR) is None


def shows_the_count():
    for order in (1040, 1041):
        scene.shop.order(order)
    Item.await_title("2 events wait")
    await_(lambda: spot(shell.shot("tray-count"), RED, BAR), "a number on the bar")


def open_menu():
    await_(lambda: not shell.eval("tray.menu.isOpen"), "the menu to be closed")
    shell.click(shell.eval("middle(tray)"))
    await_(lambda: shell.eval("tray.menu.isOpen"), "the menu")


def menu_takes():
    open_menu()
    await_(lambda: shell.eval("middle(find(tray.menu.box, 'Got It: Order 1041'))"), "an entry for each order")
    shell.shot("tray-menu")
    shell.click_on("tray.menu.box", "Got It: Order 1041")
    scene.await_taken(1041, "tray")
    Item.await_title("1 event waits")
    # A bubble that rings stays until what it is about is taken.
    open_menu()
    shell.click_on("tray.menu.box", "Got It to All")
    Item.await_title("Nothing waits")
    shell.await_no_banner()


def close_hides():
    shell.close_window()
    scene.till.wait_gone("^Listening to Corner Bakery")
    assert scene.till.is_there(), scene.till.errors()
    n_sockets = scene.shop.tell("sockets")
    assert n_sockets == "1", n_sockets
    assert shell.eval("trays.length === 1 && tray.mapped")


def menu_opens():
    open_menu()
    shell.click_on("tray.menu.box", "Open Shopbell")
    scene.till.see("^Listening to Corner Bakery")
    await_(lambda: "Shopbell" in shell.focus(), "the window to have the focus")
    shell.shot("tray-opened")


try:
    status = tap.run(
        [
            ("/gnome-appindicator/listens", gnome_cases.listens(scene)),
            ("/gnome-appindicator/shows-the-item", shows_the_item),
            ("/gnome-appindicator/shows-the-count", shows_the_count),
            ("/gnome-appindicator/menu-takes", menu_takes),
            ("/gnome-appindicator/bubble-takes", gnome_cases.bubble_takes(scene, 1042)),
            ("/gnome-appindicator/bubble-opens", gnome_cases.bubble_opens(scene, 1043)),
            ("/gnome-appindicator/close-hides", close_hides),
            ("/gnome-appindicator/menu-opens", menu_opens),
            ("/gnome-appindicator/ends-cleanly", scene.till.assert_ends_cleanly),
        ]
    )
finally:
    scene.end()
    shell.end()
    computer.end()
raise SystemExit(status)
