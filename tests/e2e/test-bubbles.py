# SPDX-License-Identifier: GPL-3.0-or-later
"""shopbell --demo beside a real notification daemon: bubbles come, and a click on one opens its event."""

import re

import tap
from bell_ui import await_
from session import Dunst, Till, screenshot

dunst = Dunst()
app = Till("--demo")


def shows():
    """Within the demo's first seconds, with the same title in window and bubble."""
    title, body, _urgency = dunst.await_bubble(".")
    assert title.strip() and body.strip(), (title, body)
    app.see("^" + re.escape(title))
    screenshot("e2e-bubble")


def is_one_per_event():
    await_(lambda: len(dunst.bubbles()) >= 3, "three bubbles")
    titles = [title for title, _body, _urgency in dunst.bubbles()]
    assert len(set(titles)) == len(titles), titles


def click_opens():
    assert not app.sees("^Copy$"), "an event is open already"
    n_before = await_(dunst.displayed, "a bubble that is displayed")
    titles = [title for title, _body, _urgency in dunst.bubbles()]
    dunst.click()
    app.see("^Copy$")
    opened = [title for title in titles if len(app.all("label", title)) > 0]
    assert opened, titles
    screenshot("e2e-opened")
    await_(lambda: dunst.displayed() < n_before + 1, "the clicked bubble to go")


try:
    status = tap.run(
        [
            ("/e2e/bubbles/shows", shows),
            ("/e2e/bubbles/click-opens", click_opens),
            ("/e2e/bubbles/one-per-event", is_one_per_event),
            ("/e2e/bubbles/ends-cleanly", app.assert_ends_cleanly),
        ]
    )
finally:
    app.kill()
    dunst.end()
raise SystemExit(status)
