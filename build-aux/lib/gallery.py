# SPDX-License-Identifier: GPL-3.0-or-later
"""gallery.py: the pictures of data/screenshots, taken of the real window with the demo shop; see build-aux/make-screenshots."""
import os
import re

import bell_ui
from session import Keyring

WIDTH, HEIGHT = 900, 640
LOAVES = [{"id": 1, "title": "Sourdough loaf", "price": "6.90", "quantity": 2},
          {"id": 2, "title": "Poppy seed roll", "price": "1.20", "quantity": 6}]


def fill(shop):
    """A morning at a bakery."""
    shop.emit("notification", {"message": "The oven log of yesterday is complete"})
    shop.emit("table_booking", {"email": "hanna.berg@example.com", "formData": [
        {"marker": "guests", "value": 4}, {"marker": "comment", "value": "By the window, please"}]})
    shop.order(1041, totalSum="12.40", products=LOAVES[:1])
    shop.order(1042, totalSum="21.00", products=LOAVES, attributes={
        "note": {"identifier": "note", "value": "Birthday: please write “Emil 6” on the cake"},
        "pickup": {"identifier": "pickup", "value": "Today, 14:30"}})


def open_window(case, shop, scheme):
    app = case.app(ADW_DEBUG_COLOR_SCHEME=f"prefer-{scheme}")
    app.see("^The Bell on Your Counter$")
    app.resize(WIDTH, HEIGHT)
    case.sign_in(app, shop)
    app.wait_gone("^Signed in to ")
    fill(shop)
    app.find("push button", re.compile("^Got it: Order 1042"))
    return app


class Gallery(bell_ui.TestCase):
    def test_light(self):
        bell_ui.like_gnome()
        shop = self.shop()
        app = open_window(self, shop, "light")
        app.shot("inbox")
        app.press("Open Order 1042")
        app.see("^Order number$")
        app.shot("event")
        app.key("alt+Left")
        app.key("ctrl+3")
        app.see("^What this shop’s events do")
        app.shot("rules")

    def test_dark(self):
        bell_ui.like_gnome()
        shop = self.shop()
        open_window(self, shop, "dark").shot("dark")


if __name__ == "__main__":
    os.environ.setdefault("BELL_UI_DEADLINE", "30")
    keyring = Keyring()
    try:
        bell_ui.unittest.main(verbosity=2)
    finally:
        keyring.end()
