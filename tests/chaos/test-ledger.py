# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of the chaos complains of each thing that may go wrong, and of nothing else."""

import re

import tap
from ledger import LATE_S, WINDOW_S, Ledger, Row

KILLED = 1000.0


def books():
    """Ten orders, delivered a second apart, five of them taken; and a history that fits."""
    ledger = Ledger()
    assert ledger.allocate(10) == 1
    for number in range(1, 11):
        ledger.deliver([number], 100.0 + number, "engine")
        ledger.show(number)
    ledger.take("bubble", 1, 120.0)
    ledger.take("window", 2, 121.0)
    ledger.take("tray", 3, 121.0)
    rows = [Row(str(number), "order", 0, None) for number in range(1, 11)]
    for number, how in enumerate(("bubble", "window", "tray"), 1):
        rows[number - 1] = rows[number - 1]._replace(acknowledged=1, how=how)
    return ledger, rows


def complains(change, *patterns):
    """A case: of what change did to the books, and of nothing else."""
    def case():
        ledger, rows = books()
        change(ledger, rows)
        said = ledger.compare(rows)
        assert len(said) == len(patterns), said
        for pattern, words in zip(patterns, said):
            assert re.search(pattern, words), (pattern, words)
    return case


def nothing(_ledger, _rows):
    pass


def lose(*numbers):
    def change(ledger, rows):
        ledger.shown -= set(numbers)
        rows[:] = [row for row in rows if int(row.entity) not in numbers]
    return change


def kill_after(seconds, *lost, engine="engine"):
    """So long after the delivery of order 10, with these gone."""
    def change(ledger, rows):
        ledger.deliver([], 0, "")
        ledger.delivered[10] = ledger.delivered[10]._replace(at=KILLED, engine=engine)
        ledger.delivered[9] = ledger.delivered[9]._replace(at=KILLED, engine=engine)
        ledger.kill(KILLED + seconds)
        lose(*lost)(ledger, rows)
    return change


def double(_ledger, rows):
    rows.append(rows[4])


def invent(_ledger, rows):
    rows.append(Row("11", "order", 0, None))


def turn_into_a_product(_ledger, rows):
    rows.append(Row(None, "product", 0, None))


def show_more(ledger, rows):
    rows.pop()
    del ledger.delivered[10]


def take_by_itself(_ledger, rows):
    rows[6] = rows[6]._replace(acknowledged=1, how="bubble")


def take_elsewhere(_ledger, rows):
    rows[0] = rows[0]._replace(how="tray")


def take_by_rule(_ledger, rows):
    rows[6] = rows[6]._replace(acknowledged=1, how="rule")


def give_back(_ledger, rows):
    rows[0] = rows[0]._replace(acknowledged=0, how=None)


def kill_and_give_back(ledger, rows):
    ledger.kill(120.1)
    give_back(ledger, rows)


def take_unsurely(ledger, rows):
    ledger.take("bubble", 4, 130.0, sure=False)


def take_all(ledger, rows):
    ledger.take_all("tray", 130.0)
    rows[5:] = [row._replace(acknowledged=1, how="tray") for row in rows[5:]]


def take_all_too_early(ledger, rows):
    ledger.take_all("tray", 130.0)
    number = ledger.allocate(1)
    rows.append(Row(str(number), "order", 1, "tray"))


def forgets_nothing():
    """What was forgiven once stays forgiven, also when more of that connection comes to light."""
    ledger, rows = books()
    kill_after(0.1, 10)(ledger, rows)
    assert ledger.compare(rows) == [] and ledger.forgiven == {10}
    assert ledger.compare(rows) == [] and "1 forgiven" in ledger.tell()


tap.main([
    ("/chaos/ledger/fits", complains(nothing)),
    ("/chaos/ledger/lost", complains(lose(5), "order 5 was delivered .* not in the history")),
    ("/chaos/ledger/lost-two", complains(lose(5, 6), "order 5 ", "order 6 ")),
    ("/chaos/ledger/double", complains(double, "order 5 is 2 times")),
    ("/chaos/ledger/never-sent", complains(invent, "'11'.* never sent")),
    ("/chaos/ledger/other-kind", complains(turn_into_a_product, "product.* never sent")),
    ("/chaos/ledger/shown-and-not-stored", complains(show_more, "a bubble showed order 10")),
    ("/chaos/ledger/taken-by-nobody", complains(take_by_itself, "order 7 was taken in the bubble, but nobody")),
    ("/chaos/ledger/taken-elsewhere", complains(take_elsewhere, "order 1 was taken in the tray, but nobody")),
    ("/chaos/ledger/taken-by-rule", complains(take_by_rule, "order 7 was taken by 'rule'")),
    ("/chaos/ledger/taken-and-waits", complains(give_back, "order 1 was taken in the bubble at 120.000 and waits")),
    ("/chaos/ledger/taken-and-killed", complains(kill_and_give_back)),
    ("/chaos/ledger/taken-perhaps", complains(take_unsurely)),
    ("/chaos/ledger/takes-all", complains(take_all)),
    ("/chaos/ledger/takes-all-too-early", complains(take_all_too_early, "order 11 was taken in the tray, but nobody")),
    ("/chaos/ledger/killed-with-it-in-hand", complains(kill_after(0.1, 10))),
    ("/chaos/ledger/killed-with-two-in-hand", complains(kill_after(0.1, 9, 10))),
    ("/chaos/ledger/killed-a-pong-on-its-way", complains(kill_after(-LATE_S + 0.1, 10))),
    ("/chaos/ledger/killed-later", complains(kill_after(WINDOW_S + 0.1, 10), "order 10 was delivered")),
    ("/chaos/ledger/killed-and-not-the-last", complains(kill_after(0.1, 9), "order 9 was delivered")),
    ("/chaos/ledger/killed-and-of-another-connection", complains(kill_after(0.1, 8, engine="newer"), "order 8 ")),
    ("/chaos/ledger/forgets-nothing", forgets_nothing),
])
