# SPDX-License-Identifier: GPL-3.0-or-later
"""From the shop's socket to the desktop's Notify: the application, and a receiver that does nothing else."""

import os
import re
import subprocess
import time

import beside
from notifyd import Notifyd
from session import Keyring
from storm import StormShop, await_

EVENTS = int(os.environ.get("BENCH_EVENTS", "60"))
PAUSE = 1.8  # s: four new bubbles within five would be a burst, and one bubble


class Clock(Notifyd):
    """Writes down when each order's bubble came."""

    def __init__(self):
        self.came = {}  # order → us
        super().__init__()

    def _show(self, _app, replaces, _icon, summary, body, actions, _hints, _timeout):
        if match := re.search(r"Order (\d+)|\"id\":(\d+)", summary):
            self.came.setdefault(int(match[1] or match[2]), time.monotonic_ns() / 1000)
        return super()._show(_app, replaces, _icon, summary, body, actions, _hints, _timeout)

    def put_away(self):
        for number, bubble in self.bubbles():
            if "acknowledge" in bubble.actions:
                self.click(number, "acknowledge")
            self._close(number)


def measure(first):
    """ms of each event; all but the first few, which load what is loaded once."""
    for number in range(first, first + EVENTS):
        shop.burst(1, number)
        await_(lambda n=number: n in clock.came, f"the bubble of order {number}")
        sent[number] = float(shop.tell("sent"))
        clock.put_away()
        time.sleep(PAUSE)
    return [(clock.came[number] - sent[number]) / 1000 for number in range(first + 5, first + EVENTS)]


sent = {}
keyring, clock, shop = Keyring(), Clock(), StormShop()
till = beside.till(shop, "--hidden")
ours = measure(1)
till.end()
await_(lambda: shop.tell("sockets") == "0", "the till to leave")
bare = subprocess.Popen([os.environ["BELL_BARE_RECEIVER"], shop.url, shop.app_token, beside.access_token(shop)])
await_(lambda: shop.tell("sockets") == "1", "the bare receiver to join")
theirs = measure(1001)
bare.terminate()
report = beside.Report("bare receiver")
report.add("socket to Notify, p50", "ms", beside.quantile(ours, 0.5), beside.quantile(theirs, 0.5))
report.add("socket to Notify, p99", "ms", beside.quantile(ours, 0.99), beside.quantile(theirs, 0.99), 2)
report.end()
for one in (shop, clock, keyring):
    one.end()
