# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole history: what is found, what is filtered, what is written to a file, and what is deleted."""

import csv
import json
import os
import re
import subprocess
import tempfile
import unittest

import bell_ui


class History(bell_ui.TestCase):
    def start(self):
        """A shop in which an order was taken, another waits, and a table was booked."""
        shop, app = self.shop(), self.app()
        self.sign_in(app, shop)
        shop.order(1041)
        app.press("Got it: Order 1041")
        shop.order(1042, attributes={"note": {"identifier": "note", "value": "Jalapeño, = no onions"}})
        app.find("push button", "Got it: Order 1042")
        shop.emit("table_booking", {"email": "hanna.berg@example.com",
                                    "formData": [{"marker": "guests", "value": 4}]})
        app.find("push button", re.compile("^Got it: Form"))
        return shop, app

    def rows(self, app):
        """Titles in the list, from the top."""
        return [node.name.split(".")[0] for node in app.all("list item")]

    def await_rows(self, app, rows):
        bell_ui.await_(lambda: self.rows(app) == rows, f"{rows} in the list")

    def search(self, app, text):
        app.key("ctrl+a", "Delete")
        subprocess.run(["xdotool", "type", "--delay", "8", "--", text], check=True)

    def test_find_as_one_types(self):
        _, app = self.start()
        app.key("ctrl+f")
        app.see("^3 events$")
        self.assertAllNamed(app)
        self.search(app, "jalapeno oni")
        app.see("^1 event$")
        self.await_rows(app, ["Order 1042"])
        self.search(app, "hanna")
        self.await_rows(app, ["Form: table booking"])
        self.search(app, "nowhere")
        app.see("^Nothing found$")
        app.see("^No event has all of these words")
        app.key("Escape")
        app.find("push button", "Got it: Order 1042")
        self.assertFalse(app.sees("^Nothing found$"))

    def test_filter_and_open(self):
        shop, app = self.start()
        app.key("ctrl+f")
        app.see("^3 events$")
        app.click(app.find(None, "Go to a day"))
        app.press("Yesterday")
        app.see("^Nothing found$")
        app.press("Not only: Yesterday")
        app.see("^3 events$")
        app.click(app.find(None, "Show only some events"))
        self.assertAllNamed(app)
        # There is but one shop.
        app.pick("Kind", 1)
        app.see("^2 events$")
        app.pick("State", 1)
        app.see("^1 event$")
        app.pick("Name", 1)
        app.see("^Not only: order created$|^Not only: order_created$")
        app.see("^1 event$")
        app.key("Escape")
        self.await_rows(app, ["Order 1042"])
        # What is shown follows what happens.
        shop.order(1043)
        app.see("^2 events$")
        app.key("ctrl+Return")
        app.see("^1 event$")
        app.press("Clear All")
        app.see("^4 events$")
        app.click(app.find("list item", re.compile("^Order 1042")))
        app.see("^Order number$")
        app.press("Got it")
        app.see("^Taken at .* in the window")

    def test_delete_all(self):
        _, app = self.start()
        app.key("ctrl+comma")
        app.see("^Preferences$")
        self.assertAllNamed(app)
        app.press(re.compile("^Delete all events of"))
        app.see("^3 events are deleted .* 2 of them still wait: nobody has taken them")
        app.press(re.compile("^Cancel"))
        app.wait_gone("^3 events are deleted")
        app.press(re.compile("^Delete all events of"))
        app.see("^3 events are deleted")
        app.press(re.compile("^Delete All"))
        # A button takes its time to be pressed: Escape would still be the question's.
        app.wait_gone("^3 events are deleted")
        app.key_until_gone("Escape", "^When a Shop Cannot Be Heard$")
        app.see("^Nothing yet$")
        app.key("ctrl+f")
        app.see("^No events yet$")

    def test_export(self):
        _, app = self.start()
        folder = tempfile.TemporaryDirectory(prefix="export-")
        self.addCleanup(folder.cleanup)
        app.key("ctrl+f")
        app.see("^3 events$")
        self.search(app, "order")
        app.see("^2 events$")
        table = self.export(app, folder.name, "events.csv")
        with open(table, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["title"] for row in rows], ["Order 1042", "Order 1041"])
        self.assertEqual(rows[0]["acknowledged"], "")
        self.assertEqual(rows[1]["acknowledged_how"], "window")
        lines = self.export(app, folder.name, "events.jsonl", "Down")
        with open(lines, encoding="utf-8") as file:
            events = [json.loads(line) for line in file]
        self.assertEqual([event["title"] for event in events], ["Order 1042", "Order 1041"])
        self.assertEqual(events[0]["payload"]["order"]["attributes"]["note"]["value"], "Jalapeño, = no onions")

    def export(self, app, folder, name, *keys):
        path = os.path.join(folder, name)
        app.click(app.find(None, "Export"))
        app.key(*keys, "Return")
        app.see("^Export Events$")
        app.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "8", "--", path], check=True)
        app.key("Return")
        bell_ui.await_(lambda: os.path.exists(path), path)
        return path


if __name__ == "__main__":
    unittest.main(verbosity=2)
