# SPDX-License-Identifier: GPL-3.0-or-later
"""
What a screen reader sees of a program, read over the accessibility bus.

Every look is a call, so nothing is asked that nobody wants to know, and what never got room in the window, such as a
page that nobody opened yet, is passed over with all that is on it.
"""

import functools
import json

import gi

gi.require_version("Atspi", "2.0")
gi.require_version("Json", "1.0")
from gi.repository import Atspi, Gio, GLib, Json  # noqa: E402

ROOT = "/org/a11y/atspi/accessible/root"
NOTHING = "/org/a11y/atspi/null"
# Surfaces of their own, by the names of their classes, which is what they are called.
POPOVERS = {"GtkPopover", "BellDayPopover", "BellHistoryFilters"}
LIMIT_MS = 120_000  # under the sanitizers, on a busy machine
State = Atspi.StateType
_buses = {}


def bus():
    if "it" not in _buses:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                    Gio.DBusCallFlags.NONE, LIMIT_MS, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        _buses["it"] = Gio.DBusConnection.new_for_address_sync(address, flags)
    return _buses["it"]


def call(name, path, interface, method, arguments=None):
    answer = bus().call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, LIMIT_MS, None)
    # By way of JSON it is here five times sooner than by unpack().
    return json.loads(Json.gvariant_serialize_data(answer)[0])


def get(name, path, interface, key):
    return call(name, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, key)))[0]


def programs():
    """The names on the bus of all that can be looked at."""
    return [name for name, _ in call("org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible", "GetChildren")[0]]


def pid_of(program):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                GLib.Variant("(s)", (program,)))[0]


def name_of(program):
    return get(program, ROOT, "org.a11y.atspi.Accessible", "Name")


def unless_gone(nothing):
    """What a widget answers, or nothing: it may go at any time, also between two questions of one look."""
    def decorate(question):
        @functools.wraps(question)
        def ask(self):
            try:
                return question(self)
            except GLib.Error as error:
                if not error.matches(Gio.dbus_error_quark(), Gio.DBusError.UNKNOWN_METHOD) and not error.matches(
                        Gio.dbus_error_quark(), Gio.DBusError.UNKNOWN_OBJECT):
                    raise
                return nothing
        return ask
    return decorate


class Node:
    """
    A widget. What it is called and where it belongs is asked once; what stands behind brackets, each time.
    """

    def __init__(self, bus_name, path, parent=None):
        self.bus_name, self.path = bus_name, path
        if parent is not None:
            self.parent = parent

    def __eq__(self, other):
        return isinstance(other, Node) and (self.bus_name, self.path) == (other.bus_name, other.path)

    def __hash__(self):
        return hash((self.bus_name, self.path))

    def _call(self, interface, method, arguments=None):
        return call(self.bus_name, self.path, "org.a11y.atspi." + interface, method, arguments)

    def _get(self, interface, key):
        return get(self.bus_name, self.path, "org.a11y.atspi." + interface, key)

    @functools.cached_property
    @unless_gone("")
    def name(self):
        name = self._get("Accessible", "Name")
        # Newer GTKs name no label that is a status or an alert by its own text.
        if not name and lists_only_mapped(self.bus_name) and "Text" in self.interfaces and self.role != "text":
            name = self.written()
        return name

    def written(self):
        return self._call("Text", "GetText", GLib.Variant("(ii)", (0, self._get("Text", "CharacterCount"))))[0]

    @functools.cached_property
    @unless_gone("")
    def description(self):
        return self._get("Accessible", "Description")

    @functools.cached_property
    @unless_gone("invalid")
    def role(self):
        return Atspi.role_get_name(Atspi.Role(self._call("Accessible", "GetRole")[0]))

    @functools.cached_property
    @unless_gone(frozenset())
    def interfaces(self):
        return {name.rpartition(".")[2] for name in self._call("Accessible", "GetInterfaces")[0]}

    @functools.cached_property
    @unless_gone(None)
    def parent(self):
        bus_name, path = self._get("Accessible", "Parent")
        return None if path in (NOTHING, ROOT) or bus_name != self.bus_name else Node(bus_name, path)

    @unless_gone(())
    def children(self):
        return [Node(bus_name, path, self) for bus_name, path in self._call("Accessible", "GetChildren")[0]
                if path != NOTHING]

    def is_passed_over(self):
        """It has no room, nor has what is on it; but what has a surface of its own has a room of its own."""
        if any(node.name in POPOVERS for node in self.ancestors()):
            return False
        _, _, width, height = self.extents()
        return width <= 0 and height <= 0 and "Component" in self.interfaces

    def walk(self):
        yield self
        children = self.children()
        if children and not self.is_passed_over():
            for child in children:
                yield from child.walk()

    def ancestors(self):
        """Itself first."""
        node = self
        while node is not None:
            yield node
            node = node.parent

    def has(self, state):
        states = self._call("Accessible", "GetState")[0]
        bit = int(state)
        return len(states) > bit // 32 and bool(states[bit // 32] >> bit % 32 & 1)

    def extents(self):
        """x, y, width, height in the window; all 0 where it never got room."""
        try:
            return self._call("Component", "GetExtents", GLib.Variant("(u)", (Atspi.CoordType.WINDOW,)))[0]
        except GLib.Error:  # has no such thing, or is gone
            return 0, 0, 0, 0

    def at(self, x, y):
        """What stands there, or None."""
        bus_name, path = self._call("Component", "GetAccessibleAtPoint",
                                    GLib.Variant("(iiu)", (x, y, Atspi.CoordType.WINDOW)))[0]
        return None if path == NOTHING else Node(bus_name or self.bus_name, path)

    def act(self):
        try:
            self._call("Action", "DoAction", GLib.Variant("(i)", (0,)))
        except GLib.Error:  # of newer GTKs' menu buttons only the button within can be pressed
            inner = [child for child in self.children() if child.role == "toggle button"]
            if not inner:
                raise
            inner[0].act()

    def text(self):
        """What is written in it, or else its name."""
        if "Text" not in self.interfaces:
            return self.name
        return self.written()


@functools.cache
def lists_only_mapped(program):
    """
    Whether what stands on a page that is not shown is left out of the tree. GTK's later versions do so, and then find
    on a point what stands there on such a page.
    """
    version = get(program, ROOT, "org.a11y.atspi.Application", "Version")
    return tuple(map(int, version.split(".")[:2])) >= (4, 10)


class Tree:
    """All windows of a program."""

    def __init__(self, program):
        self.windows = Node(program, ROOT).children()
        for window in self.windows:
            window.parent = None

    def walk(self):
        for window in self.windows:
            yield from window.walk()
