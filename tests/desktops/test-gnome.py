# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME as it comes, without a tray: all that a tray would do is reached in another way, and it is said how."""

import re

import gnome_cases
import tap
from bell_ui import await_
from desktop import ID, WATCHER, Computer, Scene
from session import has_owner
from shell import Shell

computer = Computer()
shell = Shell()
scene = Scene(shell)


def has_no_tray():
    assert not has_owner(WATCHER)
    assert shell.eval("trays") == []


def closing_tells():
    shell.close_window()
    scene.till.see("^Shopbell Goes On Listening$")
    scene.till.see("start Shopbell once more")
    shell.shot("5-closing")
    scene.till.press(re.compile("^Close the Window"))  # libadwaita names its answers twice
    scene.till.wait_gone("^Shopbell Goes On Listening$")
    assert scene.till.is_there(), scene.till.errors()
    n_sockets = scene.shop.tell("sockets")
    assert n_sockets == "1", n_sockets


def starts_again():
    shell.shot("6-closed")
    scene.start_again()
    scene.till.see("^Listening to Corner Bakery")
    shell.shot("7-back")


def leaves_a_summary_that_starts_it():
    """What waits when the program ends is said by a bubble of the desktop's own, and a click on it starts the program."""
    scene.shop.order(1044)
    scene.till.find("push button", "Got it: Order 1044")
    scene.till.assert_ends_cleanly()
    await_(lambda: not has_owner(ID), "the program to be gone")
    summary = ("Main.messageTray.getSources().flatMap(source => source.notifications)"
               ".find(notification => notification.title === 'Shopbell has ended')")
    await_(lambda: shell.eval(f"!!{summary}"), "the summary")
    shell.shot("8-ended")
    shell.eval(f"{summary}.activate(); 1")
    await_(lambda: has_owner(ID), "the program to be started by the click")
    await_(lambda: shell.eval("!global.display.focus_window ? '' : global.display.focus_window.wm_class")
           in (ID, "shopbell"), "its window")
    shell.shot("9-started")


try:
    status = tap.run(
        [
            ("/gnome/listens", gnome_cases.listens(scene)),
            ("/gnome/has-no-tray", has_no_tray),
            ("/gnome/bubble-takes", gnome_cases.bubble_takes(scene, 1042)),
            ("/gnome/bubble-opens", gnome_cases.bubble_opens(scene, 1043)),
            ("/gnome/closing-tells", closing_tells),
            ("/gnome/starts-again", starts_again),
            ("/gnome/leaves-a-summary-that-starts-it", leaves_a_summary_that_starts_it),
        ]
    )
finally:
    scene.end()
    shell.end()
    computer.end()
raise SystemExit(status)
