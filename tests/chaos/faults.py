# SPDX-License-Identifier: GPL-3.0-or-later
"""
All that may go wrong. A fault is a function that breaks something of the rig and yields while it is broken; what
stands after the yield mends it. Two of the same group never happen at once.
"""

import contextlib
import signal
import time

from bell_ui import await_
from desktop import Bubbles, Tray, lock_keyring, start_keyring, unlock_keyring

FAULTS = {}  # name → (groups, how often, function)


def fault(group, weight=2):
    def register(function):
        FAULTS[function.__name__] = (set(group.split()), weight, function)
        return function
    return register


# The shop

@fault("shop", 3)
def server_killed(rig, _chance):
    rig.shop.kill()
    yield
    rig.shop.start()


@fault("shop")
def server_drops_connections(rig, _chance):
    rig.shop.tell("drop")
    yield


def trouble(chance):
    return {"status": chance.choice((429, 500, 502, 503)), "retryAfter": chance.choice((None, None, 1, 2, 4))}


@fault("shop")
def upgrade_fails(rig, chance):
    rig.shop.tell("upgrade", trouble=trouble(chance))
    rig.shop.tell("drop")
    yield
    rig.shop.tell("upgrade", trouble=None)


@fault("shop")
def rest_fails(rig, chance):
    """And is needed."""
    rig.shop.tell("rest", trouble=trouble(chance))
    rig.shop.tell("revoke")
    rig.shop.tell("drop")
    yield
    rig.shop.tell("rest", trouble=None)


@fault("shop")
def tokens_revoked(rig, chance):
    rig.shop.tell("revoke")
    if chance.random() < 0.7:
        rig.shop.tell("drop")
    yield


@fault("app shop", 1)
def refresh_refused(rig, _chance):
    """The sign-in is over, and somebody must sign in again."""
    rig.may_expire = True
    rig.shop.tell("refuseRefresh", on=True)
    rig.shop.tell("revoke")
    rig.shop.tell("drop")
    with contextlib.suppress(AssertionError):  # where the other fault keeps it away from the shop
        await_(lambda: rig.state()[0] == "expired", "the sign-in to be over", 5)
    yield
    rig.shop.tell("refuseRefresh", on=False)


@fault("shop")
def certificate_renewed(rig, chance):
    """By the same authority: nobody need notice."""
    rig.shop.tell("certificate", name=chance.choice(("first", "second")))
    rig.shop.tell("drop")
    yield


@fault("shop")
def certificate_of_a_stranger(rig, _chance):
    rig.shop.tell("certificate", name="stranger")
    rig.wire.reset()
    await_(lambda: not rig.shop.joined, "the shop to be left")
    rig.shop.tell("certificate", name="stranger")  # what it said before is read then
    asked = str(rig.shop.asked)
    yield
    assert not rig.shop.joined, "it trusted a stranger"
    assert str(rig.shop.asked) == asked, f"it asked a stranger: {asked}, then {rig.shop.asked}"
    rig.shop.tell("certificate", name="second")


# The wire

@fault("wire", 3)
def reset(rig, _chance):
    rig.wire.reset()
    yield


@fault("wire", 3)
def black_hole(rig, _chance):
    rig.wire.lose()
    yield
    rig.wire.release()


@fault("wire")
def stands_still(rig, _chance):
    """What is on its way comes later."""
    rig.wire.hold("up", "down")
    yield
    rig.wire.release()


@fault("wire", 3)
def half_open(rig, chance):
    rig.wire.hold(chance.choice(("up", "down")))
    yield
    rig.wire.release()


@fault("wire")
def slow_loris(rig, chance):
    rig.wire.slow(chance.choice((1, 1, 40)))
    if chance.random() < 0.5:
        rig.wire.reset()
    yield
    rig.wire.release()


# The computer

@fault("clock")
def clock_jumps(rig, chance):
    """Forth and back, but never to before the certificates were made."""
    rig.world.wall = max(0, rig.world.wall + chance.choice((-1, 1)) * chance.choice((1, 60, 3600, 40000)))
    rig.world.write()
    yield


@fault("clock")
def suspended(rig, chance):
    rig.asleep = True
    rig.sleep.tell(True)
    rig.till.process.send_signal(signal.SIGSTOP)
    yield
    slept = chance.choice((5, 60, 3600, 30000))
    rig.world.wall += slept
    rig.world.boot += slept
    rig.world.write()
    rig.till.process.send_signal(signal.SIGCONT)
    rig.sleep.tell(False)
    rig.asleep = False


@fault("disk")
def disk_full(rig, _chance):
    rig.unsaved_events = True
    rig.world.full = True
    rig.world.write()
    if rig.shop.is_up():
        rig.shop.burst(1)
    yield
    rig.world.full = False
    rig.world.write()


# The desktop

@fault("bubbles")
def notifications_restarted(rig, _chance):
    rig.bubbles.end()
    rig.bubbles.forget()
    yield
    rig.bubbles = Bubbles(rig.ledger)


@fault("bubbles")
def notifications_hang(rig, _chance):
    rig.bubbles.hangs.set()
    yield
    rig.bubbles.recover()


@fault("tray")
def tray_restarted(rig, _chance):
    rig.tray.end()
    yield
    rig.tray = Tray()


@fault("keyring")
def keyring_locked(rig, _chance):
    rig.unsaved_sign_in = True
    lock_keyring()
    yield
    unlock_keyring()


@fault("keyring")
def keyring_restarted(rig, _chance):
    rig.unsaved_sign_in = True
    rig.keyring.end()
    yield
    rig.keyring = start_keyring()


# The till itself

@fault("app disk", 1)
def till_ended(rig, _chance):
    """As at log-out: what it could not store yet it stores then. But for a sign-in, where the keyring is gone."""
    if rig.unsaved_sign_in or rig.asleep:
        yield
        return
    rig.end_till()
    yield
    rig.start_till()


@fault("app", 2)
def till_killed(rig, chance):
    """Most likely with its hands full."""
    if rig.shop.is_up():
        rig.shop.burst(chance.randint(1, 100))
        time.sleep(chance.uniform(0, 0.2))  # the random moment
    if not rig.kill_till():
        yield
        return
    yield
    rig.start_till()
