# SPDX-License-Identifier: GPL-3.0-or-later
"""
What a screen reader sees of a program, read over the accessibility bus.

One call tells what all its widgets are called, and one a widget what stands in it; how it looks at this moment is asked of
none but those that somebody looks for.
"""

import contextlib
import functools
import itertools
import json

import gi

gi.require_version("Atspi", "2.0")
gi.require_version("Json", "1.0")
from gi.repository import Atspi, Gio, GLib, Json  # noqa: E402

ROOT = "/org/a11y/atspi/accessible/root"
# Surfaces of their own, by the names of their classes, which is what they are called.
POPOVERS = {"GtkPopover", "BellDayPopover", "BellHistoryFilters"}
LIMIT_MS = 120_000  # under the sanitizers, on a busy machine
COMPONENT, TEXT = "org.a11y.atspi.Component", "org.a11y.atspi.Text"
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


@functools.cache
def role_name(number):
    return Atspi.role_get_name(Atspi.Role(number))


class Node:
    """
    A widget, as it was when the tree was read. What it says of itself now stands behind brackets.
    """

    def __init__(self, tree, facts):
        self.tree, self.bus_name, self.path = tree, tree.program, facts[0][1]
        self.count, self.interfaces, self.said, role, self.description = facts[4:9]
        self.role = role_name(role)
        self.parent, self.children = None, []

    def __eq__(self, other):
        return isinstance(other, Node) and (self.bus_name, self.path) == (other.bus_name, other.path)

    def __hash__(self):
        return hash((self.bus_name, self.path))

    def _call(self, interface, method, arguments=None):
        return call(self.bus_name, self.path, "org.a11y.atspi." + interface, method, arguments)

    @functools.cached_property
    def name(self):
        # Newer GTKs name no label that is a status or an alert by its own text.
        if not self.said and lists_only_mapped(self.bus_name) and TEXT in self.interfaces and self.role != "text":
            return self.written()
        return self.said

    def written(self):
        try:
            count = get(self.bus_name, self.path, "org.a11y.atspi.Text", "CharacterCount")
            return self._call("Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]
        except GLib.Error:  # gone
            return ""

    def ancestors(self):
        """Itself first."""
        node = self
        while node is not None:
            yield node
            node = node.parent

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    @functools.cached_property
    def has_room(self):
        """For what is on it. What has a surface of its own has a room of its own."""
        if any(node.name in POPOVERS for node in self.ancestors()) or COMPONENT not in self.interfaces:
            return True
        _, _, width, height = self.extents()
        return width > 0 or height > 0

    @functools.cached_property
    def is_open(self):
        """Whether it is on no page that never got room, such as one that nobody opened yet."""
        return all(node.has_room for node in itertools.islice(self.ancestors(), 1, None))

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
        _, path = self._call("Component", "GetAccessibleAtPoint",
                             GLib.Variant("(iiu)", (x, y, Atspi.CoordType.WINDOW)))[0]
        return self.tree.nodes.get(path)

    def act(self):
        try:
            self._call("Action", "DoAction", GLib.Variant("(i)", (0,)))
        except GLib.Error:  # of newer GTKs' menu buttons only the button within can be pressed
            inner = [child for child in self.children if child.role == "toggle button"]
            if not inner:
                raise
            inner[0].act()

    def text(self):
        """What is written in it, or else its name."""
        if TEXT not in self.interfaces:
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
    """All windows of a program, as they are at this moment."""

    def __init__(self, program):
        self.program = program
        self.read()
        children = {}  # paths by that of their parent
        paths = [ROOT]
        while paths:
            children.update(self.ask(paths))
            # What is unknown gets known by that question.
            paths = [child for path in paths for child in children[path]
                     if child not in children and (child not in self.nodes or self.nodes[child].count > 0)]
        if any(child not in self.nodes for path in children for child in children[path]):
            self.read()
        self.windows = self.existing(children[ROOT])
        for path in children.keys() & self.nodes.keys():
            node = self.nodes[path]
            node.children = self.existing(children[path])
            for child in node.children:
                child.parent = node

    def read(self):
        """What all are called, and some that are there no longer, too."""
        items = call(self.program, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems")[0]
        self.nodes = {facts[0][1]: Node(self, facts) for facts in items if facts[0][1] != ROOT}

    def ask(self, paths):
        """For the children of each, all at once: each answer waits for the program to be done with a picture."""
        children = {}

        def answered(connection, result, path):
            try:
                children[path] = [child for _, child in connection.call_finish(result).unpack()[0]]
            except GLib.Error:  # gone
                children[path] = []

        for path in paths:
            bus().call(self.program, path, "org.a11y.atspi.Accessible", "GetChildren", None, None, Gio.DBusCallFlags.NONE,
                       LIMIT_MS, None, answered, path)
        while len(children) < len(set(paths)):
            GLib.MainContext.default().iteration(True)
        return children

    def existing(self, paths):
        return [self.nodes[path] for path in paths if path in self.nodes]

    def walk(self):
        for window in self.windows:
            yield from window.walk()
