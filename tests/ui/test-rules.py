# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of rules: what is changed there is what happens to the next event."""

import re
import unittest

import bell_ui


class Rules(bell_ui.TestCase):
    def start(self):
        shop, app = self.shop(), self.app()
        self.sign_in(app, shop)
        app.resize(800, 860)
        shop.order(7)
        app.find("push button", "Got it: Order 7")
        app.key("ctrl+3")
        app.see("^Orders ring until somebody takes them$")
        return shop, app

    def test_switch(self):
        """Off, orders are only kept; on, they wait again."""
        shop, app = self.start()
        self.assertAllNamed(app)
        app.toggle("On or off: Orders ring until somebody takes them")
        app.see("^Orders are only kept in the history$")
        shop.order(8)
        shop.emit("table_booking", {"formData": [{"marker": "guests", "value": 2}]})
        app.key("ctrl+1")
        app.find("push button", re.compile("^Got it: Form"))
        app.see("Order 8")
        self.assertFalse(app.sees("^Got it: Order 8$"))

    def test_leaving_asks(self):
        _, app = self.start()
        app.press("Add a rule")
        app.type("Name of this rule, if it needs one", "Large orders")
        app.press("Add a condition")
        app.find("combo box", "Comparison")
        app.type("Field", "amount")
        app.type("Value", "100")
        app.key_until("Escape", r"^Save the Rule\?$")
        app.press(re.compile("^Save"))
        app.see("^Large orders$")

    def test_words(self):
        """The owner's own words for a bubble: on the picture of the last order while they are typed, and kept."""
        shop, app = self.start()
        app.press_row(re.compile("^Orders ring until somebody takes them"))
        app.scroll_to("Title")
        app.type("Title", "Bake no. {id} <b>now</b>")
        app.see("^Bake no. 7 <b>now</b>$")
        app.press("Save")
        app.see("^Orders ring until somebody takes them$")
        shop.order(8)
        app.press_row(re.compile("^Orders ring until somebody takes them"))
        app.see("^Bake no. 8 <b>now</b>$")


if __name__ == "__main__":
    unittest.main(verbosity=2)
