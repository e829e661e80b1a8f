# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a day: its pictures and its words."""

import os
import re
import sqlite3
import tempfile
import time
import unittest

import bell_ui

US = 1000000
HOUR = 3600 * US
EVENTS = {  # per hour: orders, products, forms, users, messages, others
    7: (1, 0, 0, 0, 0, 0), 8: (3, 1, 0, 0, 0, 0), 9: (6, 2, 1, 0, 1, 0), 10: (9, 1, 2, 1, 0, 1),
    11: (14, 3, 2, 0, 0, 0), 12: (11, 0, 1, 1, 1, 1), 13: (5, 4, 0, 0, 0, 0), 14: (7, 1, 1, 0, 2, 0),
}
KINDS = ("order", "product", "form", "user", "message", "other")
LINKS = (  # state, reason, minutes of the day
    ("connecting", None, 400, 401), ("online", None, 401, 602), ("waiting", "Connection refused", 602, 606),
    ("connecting", None, 606, 607), ("online", None, 607, 700), ("offline", None, 700, 719), ("online", None, 719, 800),
    ("stopped", None, 800, 815), ("online", None, 815, 900),
)


class Today(bell_ui.TestCase):
    def start(self, **environment):
        bell_ui.like_gnome()
        home = tempfile.TemporaryDirectory(prefix="data-")
        self.addCleanup(home.cleanup)
        self.history = os.path.join(home.name, "shopbell", "history.db")
        shop, app = self.shop(), self.app(XDG_DATA_HOME=home.name, **environment)
        self.sign_in(app, shop)
        app.wait_gone("^Signed in to ")
        return shop, app

    def midnight(self, days_ago=1):
        day = time.localtime(time.time() - days_ago * 86400)
        return int(time.mktime((day.tm_year, day.tm_mon, day.tm_mday, 0, 0, 0, 0, 0, -1))) * US

    def seed(self):
        """A lively yesterday, written as the program would have written it."""
        since = self.midnight()
        with sqlite3.connect(self.history, timeout=20) as db:
            shop, = db.execute("SELECT shop FROM link LIMIT 1").fetchone()
            for hour, counts in EVENTS.items():
                for kind, count in zip(KINDS, counts):
                    for n in range(count):
                        received = since + hour * HOUR + n * 200 * US
                        db.execute("INSERT INTO event (shop, kind, title, body, received, acknowledged,"
                                   " acknowledged_how, silenced) VALUES (?, ?, 'Title', '', ?, ?, 'window', ?)",
                                   (shop, kind, received, received + (n + 1) * 9 * US,
                                    "rule" if kind == "product" else "coalesced" if n == 3 else None))
            for state, reason, begin, end in LINKS:
                db.execute("INSERT INTO link (shop, since, until, state, reason, open) VALUES (?, ?, ?, ?, ?, 0)",
                           (shop, since + begin * 60 * US, since + end * 60 * US, state, reason))
            db.execute("INSERT INTO measure (shop, time, round_trip, skew) VALUES (?, ?, 84000, 600000)",
                       (shop, since + 8 * HOUR))
        db.close()

    def look(self, app, name, width, height):
        app.resize(width, height)
        app.see("^Received: 83 events: ")
        app.shot(f"20-day-{name}")
        self.assertAllNamed(app)
        self.assertLessEqual(app.geometry()["WIDTH"], width)

    def yesterday(self, **environment):
        _, app = self.start(**environment)
        self.seed()
        app.key("ctrl+2")
        app.press("Previous day")
        return app

    def names(self, app, role=None):
        """Of all there is, in sight or below it."""
        return [node.name for node in app.tree().walk() if (role is None or node.role == role) and node.is_open]

    def test_pictures_and_words(self):
        app = self.yesterday()
        self.look(app, "narrow-light", 360, 720)
        self.look(app, "wide-light", 1280, 720)
        app.see(r"^Received: 83 events: 56 orders, .*Most of it at .*: 19 events\.$")
        app.see(r"^Could .* be heard\? Heard: .* Not heard: 25 min\. Paused: 15 min\.")
        for reason in (r"Not heard\. The shop did not answer\. .*\(Connection refused\)",
                       r"This computer had no network\.", r"Somebody paused the shop\."):
            bell_ui.await_(lambda r=reason: any(re.search(r, row) for row in self.names(app, "list item")), f"the reason {reason}")
        names = self.names(app)
        for number in ("Received: 83", "Silenced by rule: 12", "Round trip: 84 ms", "Clock: right", "Not heard: 25 min", "Reconnects: 3"):
            self.assertIn(number, names)
        app.press("Next day")
        app.see("^Nothing was received on this day")

    def test_by_keys_to_the_end(self):
        """Neither each number nor each bar may be a stop of its own."""
        app = self.yesterday()
        app.see("^Received: 83 events: ")
        app.tab_to("Test Alerts…")
        app.key("Return")
        for stage in ("Connection", "Event read", "Rule", "History", "Sound"):
            app.find("list item", re.compile(f"^{stage}: Passed"))
        # There is no notification daemon here.
        app.find("list item", re.compile("^Bubble: Failed"))
        app.see("^Something is in the way of an order")
        self.assertAllNamed(app)
        app.shot("21-self-test")
        app.tab_to("Test Again")
        app.key("Escape")
        app.wait_gone("^Something is in the way of an order")
        app.tab_to("Save a Report…", 2)

    def test_dark(self):
        app = self.yesterday(ADW_DEBUG_COLOR_SCHEME="prefer-dark")
        self.look(app, "wide-dark", 1280, 860)


if __name__ == "__main__":
    unittest.main(verbosity=2)
