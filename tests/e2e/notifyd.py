# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification daemon that shows nothing and writes everything down, with fingers to click."""

import threading
import time

from gi.repository import Gio, GLib

from bell_ui import DEADLINE, await_

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
XML = f"""<node><interface name='{NAME}'>
<method name='GetCapabilities'><arg type='as' direction='out'/></method>
<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>
<arg type='s' direction='out'/><arg type='s' direction='out'/></method>
<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
<arg type='a{{sv}}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>
<method name='CloseNotification'><arg type='u' direction='in'/></method>
</interface></node>"""


class Bubble:
    def __init__(self, summary, body, actions):
        self.summary, self.body = summary, body
        self.actions = dict(zip(actions[::2], actions[1::2]))

    def __repr__(self):
        return f"<{self.summary!r}: {self.body!r}>"


class Notifyd:
    """Owns the name when it is made. What it saw is read under its lock, by the methods."""

    def __init__(self, capabilities=("actions", "body", "body-markup", "persistence")):
        self.capabilities = capabilities
        self.lock = threading.Lock()
        self.there = {}  # id → Bubble
        self.most = 0  # at any one time
        self.shown = []  # every bubble, also what replaced another, oldest first
        self.closed_at = {}  # id → when it was withdrawn, by the monotonic clock
        self.next_id = 1
        self.owned = threading.Event()
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.thread = threading.Thread(target=self._main, daemon=True)
        self.thread.start()
        assert self.owned.wait(DEADLINE), "the fake notification daemon got no name"

    def _main(self):
        self.context.push_thread_default()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION),
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
        self.bus.register_object(PATH, interface, self._on_call, None, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: self.owned.set(), None)
        self.loop.run()
        self.bus.close_sync()
        self.context.pop_thread_default()

    def _on_call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (self.capabilities,)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("notifyd", "tests", "1", "1.2")))
        elif method == "Notify":
            invocation.return_value(GLib.Variant("(u)", (self._show(*parameters.unpack()),)))
        else:
            self._close(parameters.unpack()[0])
            invocation.return_value(None)

    def _show(self, _app, replaces, _icon, summary, body, actions, _hints, _timeout):
        with self.lock:
            number = replaces if replaces in self.there else self.next_id
            self.next_id = max(self.next_id, number + 1)
            self.there[number] = Bubble(summary, body, actions)
            self.shown.append(self.there[number])
            self.most = max(self.most, len(self.there))
            return number

    def _close(self, number):
        with self.lock:
            self.there.pop(number, None)
            self.closed_at[number] = time.monotonic()
        self._emit("NotificationClosed", "(uu)", (number, 3))

    def _emit(self, signal, types, values):
        self.bus.emit_signal(None, PATH, NAME, signal, GLib.Variant(types, values))

    def bubbles(self):
        """What is there now: (id, Bubble) pairs."""
        with self.lock:
            return list(self.there.items())

    def forget(self):
        """What is there, as if everybody had put it away."""
        with self.lock:
            self.there.clear()

    def count(self):
        with self.lock:
            return len(self.shown)

    def await_bubble(self, fits, what):
        """The id of the first that is there and fits."""
        return await_(lambda: [number for number, bubble in self.bubbles() if fits(bubble)], what)[0]

    def click(self, number, action="default", token=None):
        if token is not None:
            self._emit("ActivationToken", "(us)", (number, token))
        self._emit("ActionInvoked", "(us)", (number, action))

    def await_closed(self, number):
        """When it was withdrawn."""
        await_(lambda: number in self.closed_at, f"bubble {number} to be withdrawn")
        return self.closed_at[number]

    def end(self):
        self.loop.quit()
        self.thread.join(DEADLINE)
