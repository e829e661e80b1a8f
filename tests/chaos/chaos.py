# SPDX-License-Identifier: GPL-3.0-or-later
"""
Everything goes wrong around a till, at random, for CHAOS_SECONDS; at every pause, and at the end, the books of both
sides are compared. CHAOS_SEED chooses what happens; README.md tells the rest.
"""

import collections
import contextlib
import os
import random
import re
import time

from gi.repository import GLib

import storm
import tap
from bell_ui import NotThere, await_
from faults import FAULTS
from ledger import Ledger
from panel import call
from rig import START_S, Rig

SECONDS = float(os.environ.get("CHAOS_SECONDS", "3600"))
SEED = os.environ.get("CHAOS_SEED") or str(random.SystemRandom().randrange(10**6))
SHORT = SECONDS < 300
APP, ACTIONS = "io.github.shopbell.Shopbell", "/io/github/shopbell/Shopbell"
TICK_S = 0.25
# By itself: the longest wait between two attempts of one that was refused, and what the attempt may take.
BACK_S = 420
# What a till may have more than at its first pause: pools of threads come and go, and so do connections that are kept.
MORE_FDS, MORE_THREADS, MORE_KB = 12, 14, 20000
ROUNDS_UNTIL_CALM = 4


class Chaos:
    def __init__(self):
        self.chance = random.Random(SEED)
        self.began = time.monotonic()
        self.ledger = Ledger()
        self.rig = Rig(self.ledger, access_ttl=15 if SHORT else 45)
        self.said = collections.deque()  # (when, what) of the last minute
        self.deck = []
        self.samples = []  # of the till since its start: (descriptors, threads, KB)
        self.sampled = None
        self.counts = collections.Counter()

    def now(self):
        return time.monotonic() - self.began

    def tell(self, words):
        self.said.append((self.now(), words))
        while self.said[0][0] < self.now() - 60:
            self.said.popleft()
        tap.comment(f"{self.now():7.1f} {words}")

    # What people do meanwhile

    def go_on(self, seconds):
        """Orders come, alone and in bursts, and somebody takes one now and then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.rig.shop.is_up() and (self.rig.shop.joined or self.chance.random() < 0.1):
                if self.chance.random() < 0.3:
                    self.rig.shop.burst(1)
                if self.chance.random() < (0.06 if SHORT else 0.02):
                    self.rig.shop.burst(self.chance.randint(100, 400))
            if self.chance.random() < 0.2 and not self.rig.asleep:
                self.take()
            if not self.rig.gone:
                self.rig.watch()
            time.sleep(self.chance.uniform(0, 2 * TICK_S))

    def take(self):
        """Whatever is there to be taken, in one of the ways. The till may be gone, or not say so in time."""
        with contextlib.suppress(GLib.Error, NotThere):
            self.chance.choice((self.take_in_bubble, self.take_in_tray, self.take_in_window))()

    def take_in_bubble(self):
        bubbles = self.rig.bubbles
        there = [(number, bubble.summary) for number, bubble in bubbles.bubbles() if "acknowledge" in bubble.actions]
        if not there or bubbles.hangs.is_set():
            return
        number, summary = self.chance.choice(there)
        bubbles.last.pop(number, None)
        bubbles.click(number, "acknowledge")
        with contextlib.suppress(NotThere):
            await_(lambda: number in bubbles.last, "the bubble to go", 5)
        order = re.fullmatch(r"Order (\d+)", summary)
        if order and bubbles.last.get(number, summary) == summary:
            self.ledger.take("bubble", int(order[1]), time.time(), sure=number in bubbles.last)
        else:
            self.ledger.take_all("bubble", time.time())

    def take_in_tray(self):
        entries = [(label, number) for label, number in self.rig.tray.entries()
                   if re.fullmatch(r"Got It: Order \d+", label)]
        if entries:
            label, number = self.chance.choice(entries)
            self.rig.tray.choose(number)
            self.ledger.take("tray", int(label.rpartition(" ")[2]), time.time())

    def take_in_window(self):
        rows = storm.query("SELECT id, entity FROM event WHERE acknowledged = 0 ORDER BY id DESC LIMIT 20")
        if rows:
            number, entity = self.chance.choice(rows)
            # One that it has not read yet after its start cannot be taken.
            sure = time.monotonic() - self.rig.started > START_S
            call(APP, ACTIONS, "org.gtk.Actions", "Activate",
                 GLib.Variant("(sava{sv})", ("acknowledge", [GLib.Variant("x", number)], {})))
            self.ledger.take("window", int(entity), time.time(), sure)

    # What happens to the till

    def deal(self, taken):
        """The next fault that may happen beside those groups: all in turn, each time in another order."""
        for _ in range(2):
            for name in self.deck:
                if not FAULTS[name][0] & taken:
                    self.deck.remove(name)
                    return name
            more = [name for name, (_groups, often, _function) in FAULTS.items() for _ in range(often)]
            self.chance.shuffle(more)
            self.deck += more
        raise AssertionError("no fault is left")

    def round(self):
        # In the middle of a long run nobody ends the till, so that it can be watched for a while.
        middle = not SHORT and SECONDS / 4 < self.now() < SECONDS * 3 / 4
        running, taken = [], {"app"} if middle else set()
        for _ in range(2 if self.chance.random() < 0.3 else 1):
            name = self.deal(taken)
            taken |= FAULTS[name][0]
            self.counts[name] += 1
            self.tell(f"begins: {name}")
            fault = FAULTS[name][2](self.rig, self.chance)
            next(fault)
            running.append((name, fault))
            self.go_on(self.chance.uniform(0, 1))
        self.go_on(self.chance.uniform(0.5, 3) if SHORT else self.chance.uniform(0.5, self.chance.choice((4, 4, 30))))
        for name, fault in reversed(running):
            self.tell(f"ends: {name}")
            assert next(fault, None) is None
            self.go_on(self.chance.uniform(0, 1))
        if self.chance.random() < 0.8:
            self.come_back()
            self.go_on(self.chance.uniform(1, 3 if SHORT else 8))

    def come_back(self):
        """By itself, or because somebody presses for it."""
        seconds = self.rig.await_online(BACK_S, helped=SHORT or self.chance.random() < 0.6)
        self.tell(f"online after {seconds:.1f} s")

    # The pauses

    def calm(self):
        """Everything works again: now it has to be as if nothing had been."""
        rig = self.rig
        self.come_back()
        began = time.monotonic()
        rig.await_stored()
        rig.await_saved()
        self.compare()
        waiting = rig.waiting()
        await_(lambda: f"{len(waiting)} event" in rig.tray.tooltip(), f"the tray to say that {len(waiting)} wait")
        rig.ear.await_ring(began)
        if not SHORT and self.chance.random() < 0.3:  # nobody takes anything for a while
            for _ in range(3):
                rig.ear.await_ring(time.monotonic())
        await_(lambda: not rig.bubbles.is_deaf(), "the bubble of deafness to go")
        self.take_rest()
        rig.ear.await_silence()
        self.compare()
        storm.is_sound()
        self.sample()
        rig.check_log()
        self.tell(f"calm: {self.ledger.tell()}; {self.samples[-1]}")

    def take_rest(self):
        rig = self.rig
        await_(lambda: rig.press("Got It to All"), "the tray to offer all")
        self.ledger.take_all("tray", time.time())
        await_(lambda: rig.waiting() == [], "everything to be taken", START_S)
        await_(lambda: "Nothing waits" in rig.tray.tooltip(), "the tray to say that nothing waits")

    def compare(self):
        """What is on its way to the disk may take a moment."""
        complaints = []

        def fits():
            complaints[:] = self.ledger.compare(self.rig.rows())
            return not complaints

        try:
            await_(fits, "the books to fit", 20)
        except NotThere:
            raise AssertionError("\n".join(complaints[:50])) from None

    def sample(self):
        """Against the first pause of the same till."""
        if self.sampled is not self.rig.till:
            self.sampled, self.samples = self.rig.till, []
        self.samples.append(self.rig.measure())
        for what, more, first, last in zip(("descriptors", "threads", "KB"), (MORE_FDS, MORE_THREADS, MORE_KB),
                                           self.samples[0], self.samples[-1]):
            assert last <= first + more, f"{last} {what}, after {first} at the first pause: {self.samples}"

    # The whole

    def sign_in(self):
        self.tell(f"CHAOS_SEED={SEED} CHAOS_SECONDS={SECONDS:.0f}")
        self.rig.world.write()
        self.rig.write_sign_in()
        self.rig.start_till()
        self.rig.await_online(START_S, helped=False)
        self.calm()

    def rage(self):
        """On failure: all that somebody needs to see it again."""
        try:
            while self.now() < SECONDS:
                for _ in range(ROUNDS_UNTIL_CALM):
                    if self.now() < SECONDS:
                        self.round()
                self.calm()
        except BaseException:
            tap.comment(f"FAILED at {self.now():.1f} s, {time.strftime('%FT%TZ', time.gmtime())}; again by "
                        f"CHAOS_SEED={SEED} CHAOS_SECONDS={SECONDS:.0f}. The last minute:")
            for when, words in self.said:
                tap.comment(f"  {when:7.1f} {words}")
            tap.comment("What the till said last:")
            tap.comment("\n".join((self.rig.logs + self.rig.log().splitlines())[-80:]))
            raise

    def end(self):
        self.rig.end_till()
        tap.comment(f"{dict(self.counts)}")
        tap.comment(f"CHAOS_SEED={SEED}, {self.now():.0f} s: {self.ledger.tell()}; at most "
                    f"{self.rig.shop.most_engines} sockets at one moment")


chaos = Chaos()
try:
    status = tap.run([
        ("/e2e/chaos/signs-in", chaos.sign_in),
        ("/e2e/chaos/loses-nothing", chaos.rage),
        ("/e2e/chaos/ends-cleanly", chaos.end),
    ])
finally:
    chaos.rig.end()
raise SystemExit(status)
