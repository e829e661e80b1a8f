# SPDX-License-Identifier: GPL-3.0-or-later
"""What GNOME shows with and without a tray: a bubble, its button, and an order that is opened."""

from bell_ui import await_


def listens(scene):
    def case():
        scene.till.see("^Listening to Corner Bakery")
        scene.desktop.shot("1-window")

    return case


def bubble_takes(scene, order):
    def case():
        scene.shop.order(order)
        scene.desktop.await_banner(f"Order {order}")
        scene.desktop.point_at_banner()
        scene.desktop.shot("2-bubble")
        scene.desktop.click_banner("Got it")
        scene.await_taken(order, "bubble")
        scene.desktop.await_no_banner()

    return case


def bubble_opens(scene, order):
    """Its order is shown; and with the desktop's token the window comes before the one that is worked in."""

    def case():
        scene.go_elsewhere()
        scene.desktop.await_focus("Elsewhere")
        scene.shop.order(order)
        scene.desktop.await_banner(f"Order {order}")
        assert scene.desktop.focus() == "Elsewhere"
        scene.desktop.point_at_banner()
        scene.desktop.shot("3-elsewhere")
        scene.desktop.click_banner(f"Order {order}")
        if scene.desktop.hands_out_tokens():
            await_(lambda: "Shopbell" in scene.desktop.focus(),
                   f"Shopbell's window to come to the front (there is {scene.desktop.focus()!r})")
        scene.till.see("^Order number$")
        scene.desktop.shot("4-opened")
        scene.desktop.switch_to_shopbell()
        scene.till.press("Got it")
        scene.await_taken(order, "window")

    return case
