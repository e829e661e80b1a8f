# SPDX-License-Identifier: GPL-3.0-or-later
"""
What a screen reader sees of a program, read over the accessibility bus.

A look node by node costs some calls for each of a thousand nodes. The
program's cache tells the whole tree in one: a Tree is that, at one moment.
"""

import contextlib
import json

import gi

gi.require_version("Atspi", "2.0")
gi.require_version("Json", "1.0")
from gi.repository import Atspi, Gio, GLib, Json  # noqa: E402

ROOT = "/org/a11y/atspi/accessible/root"
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
    # A tree has thousands of strings: by way of JSON it is here five times sooner than by unpack().
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


class Node:
    """A widget, as it was when its tree was read; what it is asked with brackets, it answers as it is now."""

    def __init__(self, tree, item):
        self.bus_name, self.path = item[0]
        self.tree = tree
        self.interfaces = {name.rpartition(".")[2] for name in item[5]}
        self.name, role, self.description = item[6:9]
        self.role = Atspi.role_get_name(Atspi.Role(role))
        self._states = item[9]
        self.parent, self.children = None, []

    def __eq__(self, other):
        return isinstance(other, Node) and (self.bus_name, self.path) == (other.bus_name, other.path)

    def __hash__(self):
        return hash((self.bus_name, self.path))

    def _call(self, interface, method, arguments=None):
        return call(self.bus_name, self.path, "org.a11y.atspi." + interface, method, arguments)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        """Itself first."""
        node = self
        while node is not None:
            yield node
            node = node.parent

    @staticmethod
    def _is_in(states, state):
        bit = int(state)
        return len(states) > bit // 32 and bool(states[bit // 32] >> bit % 32 & 1)

    def had(self, state):
        return self._is_in(self._states, state)

    def has(self, state):
        return self._is_in(self._call("Accessible", "GetState")[0], state)

    def extents(self):
        """x, y, width, height in the window; all 0 where it never got room."""
        if "Component" not in self.interfaces:
            return 0, 0, 0, 0
        return self._call("Component", "GetExtents", GLib.Variant("(u)", (Atspi.CoordType.WINDOW,)))[0]

    def at(self, x, y):
        """What stands there, or None."""
        _, path = self._call("Component", "GetAccessibleAtPoint",
                             GLib.Variant("(iiu)", (x, y, Atspi.CoordType.WINDOW)))[0]
        return self.tree.nodes.get(path)

    def act(self):
        self._call("Action", "DoAction", GLib.Variant("(i)", (0,)))

    def text(self):
        """What is written in it, or else its name."""
        if "Text" not in self.interfaces:
            return self.name
        length = get(self.bus_name, self.path, "org.a11y.atspi.Text", "CharacterCount")
        return self._call("Text", "GetText", GLib.Variant("(ii)", (0, length)))[0]


class Tree:
    """All windows of a program."""

    def __init__(self, program):
        self.program = program
        items = self._items()
        children = self._children(items)
        # Newer GTKs tell only of those that somebody has asked for once: a level more each time, as long as more come.
        told = 0
        while len(items) > told and not ({path for paths in children.values() for path in paths}
                                         <= {item[0][1] for item in items}):
            told = len(items)
            items = self._items()
            children = self._children(items)
        self.nodes = {item[0][1]: Node(self, item) for item in items}
        for path, paths in children.items():
            node = self.nodes[path]
            node.children = [self.nodes[child] for child in paths if child in self.nodes]
            for child in node.children:
                child.parent = node
        windows = call(program, ROOT, "org.a11y.atspi.Accessible", "GetChildren")[0]
        self.windows = [self.nodes[path] for _, path in windows if path in self.nodes]

    def _items(self):
        return call(self.program, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems")[0]

    def _children(self, items):
        """
        The children that each has, by path. The cache does not say which of them are hidden; so all are asked at once,
        and the answers read as they come.
        """
        children = {}
        waiting = set()

        def take(connection, result, path):
            waiting.discard(path)
            with contextlib.suppress(GLib.Error):  # gone since
                answer = connection.call_finish(result)
                children[path] = [child for _, child in json.loads(Json.gvariant_serialize_data(answer)[0])[0]]

        for item in items:
            if item[4] > 0:
                waiting.add(item[0][1])
                bus().call(self.program, item[0][1], "org.a11y.atspi.Accessible", "GetChildren", None, None,
                           Gio.DBusCallFlags.NONE, LIMIT_MS, None, take, item[0][1])
        while waiting:
            GLib.MainContext.default().iteration(True)
        return children

    def walk(self):
        for window in self.windows:
            yield from window.walk()
