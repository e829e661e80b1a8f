# SPDX-License-Identifier: GPL-3.0-or-later
"""Some other program on the session bus that says what comes to its mind to the tray's icon, its menu and the application."""

import random
import time

from gi.repository import Gio, GLib

PATH = "/io/github/shopbell/Shopbell"
# A quarter is said with arguments that no method has. "clicked" is left out: that a menu's "Quit" quits is right.
METHODS = [
    ("/StatusNotifierItem", "org.kde.StatusNotifierItem", {
        "Activate": "(ii)", "SecondaryActivate": "(ii)", "ContextMenu": "(ii)", "Scroll": "(is)", "ProvideXdgActivationToken": "(s)"}),
    ("/StatusNotifierItem", "org.freedesktop.DBus.Properties", {"Get": "(ss)", "GetAll": "(s)", "Set": "(ssv)"}),
    ("/MenuBar", "com.canonical.dbusmenu", {
        "GetLayout": "(iias)", "GetGroupProperties": "(aias)", "GetProperty": "(is)", "Event": "(isvu)",
        "EventGroup": "(a(isvu))", "AboutToShow": "(i)", "AboutToShowGroup": "(ai)"}),
    (PATH, "org.freedesktop.Application", {"Activate": "(a{sv})", "Open": "(asa{sv})", "ActivateAction": "(sava{sv})"}),
    (PATH, "org.gtk.Actions", {"Activate": "(sava{sv})", "Describe": "(s)", "SetState": "(sva{sv})"}),
    (PATH, "org.gtk.Application", {"Activate": "(a{sv})", "Open": "(assa{sv})", "CommandLine": "(oaaya{sv})"}),
]
STRINGS = ["", "open-entry", "acknowledge", "desktop-startup-id", "activation-token", "children-display", "hovered", "opened",
           "file:///etc/passwd", "https://[::1]:0/%00", "org.kde.StatusNotifierItem", "\u202e<b>&\x07", "%s%n", "x" * 70000, "/", "\U0010ffff"]
NUMBERS = [0, 1, -1, 2, 7, 2**31 - 1, -2**31]


class Meddler:
    def __init__(self, name, seed):
        self.name, self.chance = name, random.Random(seed)
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

    def value(self, kind, depth=0):
        """Of one complete type."""
        chance = self.chance
        if kind == "v":
            return GLib.Variant("v", self.value(chance.choice(["i", "s", "b", "x", "as", "(is)", "a{sv}", "v" if depth < 40 else "d"]), depth + 1))
        if kind[0] == "a":
            return GLib.Variant.new_array(GLib.VariantType(kind[1:]),
                                          [self.value(kind[1:], depth + 1) for _ in range(chance.choice([0, 1, 3, 200 if depth < 2 else 0]))])
        if kind[0] == "{":
            return GLib.Variant.new_dict_entry(self.value(kind[1], depth), self.value(kind[2:-1], depth))
        if kind[0] == "(":
            return GLib.Variant.new_tuple(*[self.value(part, depth) for part in parts(kind[1:-1])])
        return GLib.Variant(kind, {"s": lambda: chance.choice(STRINGS), "o": lambda: chance.choice(["/", PATH, "/MenuBar"]),
                                   "b": lambda: chance.random() < 0.5, "d": lambda: float("nan"), "y": lambda: chance.randrange(256),
                                   "u": lambda: abs(chance.choice(NUMBERS)), "x": lambda: chance.choice(NUMBERS) << 31,
                                   "i": lambda: chance.choice(NUMBERS)}[kind]())

    def meddle(self, seconds):
        """How many calls it made; each got an answer."""
        calls, until = 0, time.monotonic() + seconds
        while time.monotonic() < until:
            path, interface, methods = self.chance.choice(METHODS)
            method, signature = self.chance.choice(list(methods.items()))
            if self.chance.random() < 0.25:
                signature = self.chance.choice(["()", "(v)", "(a{sv}as)", "(x)"])
            try:
                self.bus.call_sync(self.name, path, interface, method, self.value(signature), None,
                                   Gio.DBusCallFlags.NO_AUTO_START, 60000, None)
            except GLib.Error as error:
                assert Gio.DBusError.is_remote_error(error), (method, error)
                assert "NoReply" not in error.message and "ServiceUnknown" not in error.message, (method, error)
            calls += 1
        return calls


def parts(kinds):
    """The complete types that stand one after the other."""
    while kinds:
        end, depth = 0, 0
        while True:
            depth += (kinds[end] in "({") - (kinds[end] in ")}")
            end += 1
            if depth == 0 and kinds[end - 1] != "a":
                break
        yield kinds[:end]
        kinds = kinds[end:]
