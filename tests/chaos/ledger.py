# SPDX-License-Identifier: GPL-3.0-or-later
"""
The books of both sides: what a shop delivered and a test took, held against what a till's history has.

Orders have the numbers 1, 2, 3 … An order was delivered when the shop got the answer to a ping that it had sent after
the order on the same connection: Engine.IO keeps the order of things, so the till had it in hand. All times are seconds
of the real clock.
"""

import collections

# A till commits within 50 ms of an event, and says aloud where that takes more than 500: killed within this of a delivery
# it may have had the event in hand only. A pong that was under way is noted a little later than the kill.
WINDOW_S = 0.5
LATE_S = 2.0
WAYS = ("bubble", "tray", "window")

Row = collections.namedtuple("Row", "entity kind acknowledged how")
Delivery = collections.namedtuple("Delivery", "at engine")
# most: of all up to this one; sure: whether it is known to have happened
Take = collections.namedtuple("Take", "at how numbers most sure")


class Ledger:
    def __init__(self):
        self.last = 0  # the highest number that was given to the shop
        self.delivered = {}  # number → Delivery
        self.takes = []
        self.kills = []  # when the till was killed
        self.shown = set()  # numbers that a bubble named
        self.forgiven = set()  # in hand when the till was killed

    def allocate(self, n):
        """The first of n new orders."""
        first = self.last + 1
        self.last += n
        return first

    def deliver(self, numbers, at, engine):
        for number in numbers:
            self.delivered.setdefault(number, Delivery(at, engine))

    def show(self, number):
        self.shown.add(number)

    def take(self, how, number, at, sure=True):
        """This one, and no other, was taken."""
        self.takes.append(Take(at, how, frozenset([number]), 0, sure))

    def take_all(self, how, at):
        """Whatever waited then: of what was sent until now."""
        self.takes.append(Take(at, how, frozenset(), self.last, False))

    def kill(self, at):
        self.kills.append(at)

    # The comparison

    def compare(self, rows):
        """What is wrong with them, in words."""
        counts = collections.Counter(row.entity for row in rows)
        by_number = {int(row.entity): row for row in rows if row.entity is not None and row.entity.isdigit()}
        return [*self._strange(rows), *self._double(counts), *self._missing(by_number), *self._unshown(by_number),
                *self._untaken(by_number), *self._taken(by_number)]

    def _strange(self, rows):
        for row in rows:
            number = row.entity if row.entity is not None else ""
            if row.kind != "order" or not number.isdigit() or not 1 <= int(number) <= self.last:
                yield f"the history has {row}, which the shop never sent (its last order is {self.last})"

    @staticmethod
    def _double(counts):
        for entity, n in counts.items():
            if n > 1:
                yield f"order {entity} is {n} times in the history"

    def _missing(self, by_number):
        for number, delivery in sorted(self.delivered.items()):
            if number in by_number or number in self.forgiven:
                continue
            if self._was_in_hand(number, delivery, by_number):
                self.forgiven.add(number)
            else:
                yield f"order {number} was delivered at {delivery.at:.3f} ({delivery.engine}) and is not in the history"

    def _was_in_hand(self, number, delivery, by_number):
        """Killed just then, and nothing that came after it on the same connection was kept: commits go by order."""
        return (any(kill - WINDOW_S <= delivery.at <= kill + LATE_S for kill in self.kills)
                and not any(other > number and theirs.engine == delivery.engine and other in by_number
                            for other, theirs in self.delivered.items()))

    def _unshown(self, by_number):
        for number in sorted(self.shown - set(by_number)):
            yield f"a bubble showed order {number}, which is not in the history"

    def _untaken(self, by_number):
        for number, row in sorted(by_number.items()):
            if not row.acknowledged:
                continue
            if row.how not in WAYS:
                yield f"order {number} was taken by {row.how!r}, which nobody did"
            elif not any(take.how == row.how and (number in take.numbers or number <= take.most)
                         for take in self.takes):
                yield f"order {number} was taken in the {row.how}, but nobody took it there"

    def _taken(self, by_number):
        for take in self.takes:
            # Taken just before the till was killed, that may not have been stored.
            if not take.sure or any(take.at - WINDOW_S <= kill <= take.at + LATE_S for kill in self.kills):
                continue
            for number in sorted(take.numbers):
                if number in by_number and not by_number[number].acknowledged:
                    yield f"order {number} was taken in the {take.how} at {take.at:.3f} and waits again"

    def tell(self):
        return (f"{self.last} orders, {len(self.delivered)} delivered for certain, {len(self.shown)} named by bubbles, "
                f"{len(self.takes)} acknowledgements, {len(self.kills)} kills, {len(self.forgiven)} forgiven")
