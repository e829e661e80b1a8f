# SPDX-License-Identifier: GPL-3.0-or-later
"""
A week of a till that nobody looks at, in ten minutes: as many pings as a server sends every 25 seconds, an order every
half hour that somebody takes, a new token and a later clock every hour, a lost connection every six. What it holds is
written down every day, and must stay. CHAOS_DAYS: how many days.
"""

import os
import pathlib
import re
import time

import storm
import tap
from bell_ui import await_
from ledger import Ledger
from rig import START_S, Rig
from session import processor_s

DAYS = int(os.environ.get("CHAOS_DAYS", "7"))
PING_MS = 25
PING_S = 25  # what it stands for
HOUR = 3600 // PING_S  # pings
TTL_S = 4
# More than after the first day.
MORE_FDS, MORE_THREADS, MORE_KB = 4, 4, 3000


class Soak:
    def __init__(self):
        self.ledger = Ledger()
        # Nobody is to miss a ping because a machine is busy.
        self.rig = Rig(self.ledger, pings={"pingInterval": PING_MS, "pingTimeout": 20000}, access_ttl=TTL_S)
        self.days = []

    def sign_in(self):
        self.rig.world.write()
        self.rig.write_sign_in()
        self.rig.start_till()
        self.rig.await_online(START_S, helped=False)

    def order(self):
        """And the one before it, where the shop sent one into a connection that was just lost."""
        self.rig.await_stored()
        for number in self.rig.waiting():
            label = f"Got It: Order {number}"
            await_(lambda label=label: self.rig.press(label), f"the tray to offer {label!r}")
            self.ledger.take("tray", number, time.time())
        await_(lambda: self.rig.waiting() == [], f"order {number} to be taken; the tray offers {self.rig.tray.entries()}")

    def hour(self, number):
        until = self.rig.shop.pongs + HOUR
        for half in (until - HOUR // 2, until):
            self.order()
            await_(lambda most=half: self.rig.shop.pongs >= most, "the pings of half an hour", START_S)
            self.rig.watch()
        self.rig.world.wall += 3600
        self.rig.world.write()
        if number % 6 == 5:
            self.rig.wire.reset()
            self.rig.await_online(START_S, helped=False)

    def memory(self):
        folder = pathlib.Path("/proc", str(self.rig.till.process.pid))
        pss = int(re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(encoding="utf-8"), re.MULTILINE)[1])
        return pss, processor_s(self.rig.till.process.pid)

    def day(self, day):
        for number in range(24):
            self.hour(number)
        self.rig.ear.await_silence()
        descriptors, threads, rss = self.rig.measure()
        pss, cpu = self.memory()
        self.days.append((rss, descriptors, threads))  # the proportional part depends on who else runs
        refreshed = self.rig.shop.asked.get("refresh", {}).get(201, 0)
        tap.comment(f"| {day} | {self.rig.shop.pongs} | {pss} | {rss} | {descriptors} | {threads} | {refreshed} | "
                    f"{self.ledger.last} | {cpu:.1f} |")

    def week(self):
        tap.comment("| day | pings | PSS KB | RSS KB | descriptors | threads | refreshes | orders | processor s |")
        for day in range(1, DAYS + 1):
            self.day(day)
        complaints = self.ledger.compare(self.rig.rows())
        assert not complaints, "\n".join(complaints)
        storm.is_sound()
        self.rig.check_log()
        for more, first, last in zip((MORE_KB, MORE_FDS, MORE_THREADS), self.days[0], self.days[-1]):
            assert last <= first + more, f"it grew: {self.days}"


soak = Soak()
try:
    status = tap.run([
        ("/e2e/soak/signs-in", soak.sign_in),
        ("/e2e/soak/stays-as-it-is", soak.week),
        ("/e2e/soak/ends-cleanly", soak.rig.end_till),
    ])
finally:
    soak.rig.end()
raise SystemExit(status)
