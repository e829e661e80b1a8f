# SPDX-License-Identifier: GPL-3.0-or-later
"""Several shops side by side, and the pages of each: account, subscriptions, and why nothing is heard."""

import re
import unittest

import bell_ui

NAMES = ("Bakery", "Flowers", "Books")


class Several(bell_ui.TestCase):
    def name_shop(self, app, old, new):
        app.key("ctrl+shift+s")
        app.press_row(re.compile(f"^{re.escape(old)}\\. "))
        app.see("^Name$")
        app.type("Name", new)
        app.key("Return")
        app.see(f"^{new}$")
        app.key_until("Escape", "^All of them are heard side by side")
        app.key_until_gone("Escape", "^All of them are heard side by side")

    def test_one_of_three_is_unreachable(self):
        """The other two go on, and the window says which is which."""
        shops = [self.shop() for _ in NAMES]
        app = self.app()
        for shop, name in zip(shops, NAMES):
            if name == NAMES[0]:
                self.sign_in(app, shop)
            else:
                app.key_until("ctrl+n", r"^Which shop\?$")
                self.fill_in(app, shop)
            self.name_shop(app, "127.0.0.1", name)

        shops[1].end()
        app.see("^Flowers does not answer|^Flowers could not be heard")
        for number, shop in ((1, shops[0]), (2, shops[2])):
            shop.order(number)
            app.see(f"^Order {number}$")
        bell_ui.await_(lambda: len(app.all("label", "Bakery")) == 1 and len(app.all("label", "Books")) == 1,
                       "a mark on each card")
        app.resize(1280, 720)
        app.shot("shops-inbox-wide")
        app.resize(360, 720)
        app.shot("shops-inbox-narrow")
        app.resize(1280, 720)
        app.key("ctrl+shift+s")
        app.find(None, re.compile(r"^Bakery\. Listening to Bakery"))
        app.find(None, re.compile(r"^Books\. Listening to Books"))
        app.find(None, re.compile(r"^Flowers\. Flowers (does not answer|could not be heard)"))
        self.assertAllNamed(app)
        app.shot("shops-list-wide")
        app.resize(360, 720)
        app.shot("shops-list-narrow")
        self.assertEqual([shop.tell("sockets") for shop in (shops[0], shops[2])], ["1", "1"])

        # The one that is gone can be taken off the list, and takes nothing of the others with it.
        app.press_row(re.compile(r"^Flowers\. "))
        app.press("Remove…")
        app.see(r"^Remove Flowers\?$")
        app.press(re.compile("^Remove All"))
        app.wait_gone(r"^Flowers")
        app.find(None, re.compile(r"^Books\. "))
        app.key("Escape")
        shops[2].order(3)
        app.see("^Order 3$")
        app.key("ctrl+2")
        app.find("combo box", "Shop")


class Pages(bell_ui.TestCase):
    def open_shop(self, app):
        app.key("ctrl+shift+s")
        app.press_row(re.compile(r"^127\.0\.0\.1\. "))
        app.see("^App token$")

    def test_diagnosis(self):
        shop, app = self.shop(), self.app()
        self.sign_in(app, shop)
        app.resize(800, 900)
        self.open_shop(app)
        app.press_row(re.compile("^Why do I hear nothing"))
        app.find(None, re.compile(r"^Address\. All right\. A OneEntry shop answers there"))
        app.find(None, re.compile(r"^Connection\. All right\. Connected; last heard "))
        app.find(None, re.compile(r"^Last event\. Worth a look\. No event of this shop"))
        self.assertAllNamed(app)
        app.press("Send a Test Alert")
        bell_ui.await_(lambda: self.said(app), "a word on the test alert")

    @staticmethod
    def said(app):
        return [node for node in app.all("statusbar") if node.text()] or app.sees("test|alert|bubble|sound")


if __name__ == "__main__":
    unittest.main(verbosity=2)
