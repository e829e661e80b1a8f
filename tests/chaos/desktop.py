# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around a till on its desktop, and fails: bubbles, tray, keyring, sleep, sound, clocks and the disk."""

import mmap
import os
import re
import struct
import tempfile
import threading
import time

from gi.repository import Gio, GLib

from bell_ui import DEADLINE, await_
from notifyd import Notifyd
from panel import ITEM, WATCHER, call, get
from session import Keyring, has_owner

ITEM_PATH = "/StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
WATCHER_XML = f"""<node><interface name='{WATCHER}'>
<method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>
<method name='RegisterStatusNotifierHost'><arg type='s' direction='in'/></method>
<property name='RegisteredStatusNotifierItems' type='as' access='read'/>
<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>
<property name='ProtocolVersion' type='i' access='read'/>
</interface></node>"""
LOGIN = "org.freedesktop.login1"
SECRETS = "org.freedesktop.secrets"
SERVICE = "/org/freedesktop/secrets"
COLLECTION = "/org/freedesktop/secrets/collection/login"
KEYRING_PASSWORD = b"keyring"
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)  # kept: a session with the keyring is over when its connection is


def connect():
    return Gio.DBusConnection.new_for_address_sync(
        Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION),
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)


class Bubbles(Notifyd):
    """The notification daemon: it can also stop answering."""

    def __init__(self, ledger):
        self.ledger = ledger
        self.hangs = threading.Event()
        self.held = []
        self.last = {}  # id → what a bubble said when it was closed
        super().__init__()

    def _on_call(self, *call_):
        if self.hangs.is_set():
            self.held.append(call_)
        else:
            super()._on_call(*call_)

    def _show(self, _app, _replaces, _icon, summary, body, *rest):
        for text in (summary, body):
            for number in re.findall(r"\bOrder (\d+)$", text, re.MULTILINE):
                self.ledger.show(int(number))
        number = super()._show(_app, _replaces, _icon, summary, body, *rest)
        self.shown.clear()  # the ledger has it
        return number

    def _close(self, number):
        with self.lock:
            if number in self.there:
                self.last[number] = self.there[number].summary
        super()._close(number)

    def recover(self):
        """Whoever was kept waiting is answered, in time or not."""
        def answer():
            self.hangs.clear()
            while self.held:
                super(Bubbles, self)._on_call(*self.held.pop(0))
        self.context.invoke_full(GLib.PRIORITY_DEFAULT, lambda: answer() or GLib.SOURCE_REMOVE)

    def is_deaf(self):
        return any(bubble.summary == "A shop cannot be heard" for _number, bubble in self.bubbles())


class Tray:
    """A watcher with a host; what is in it is read and clicked."""

    def __init__(self):
        self.items = []
        self.owned = threading.Event()
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.thread = threading.Thread(target=self._main, daemon=True)
        self.thread.start()
        assert self.owned.wait(DEADLINE), "the tray's watcher got no name"

    def _main(self):
        self.context.push_thread_default()
        bus = connect()
        interface = Gio.DBusNodeInfo.new_for_xml(WATCHER_XML).interfaces[0]
        bus.register_object("/StatusNotifierWatcher", interface, self._on_call, self._on_get, None)
        Gio.bus_own_name_on_connection(bus, WATCHER, Gio.BusNameOwnerFlags.NONE, lambda *_: self.owned.set(), None)
        self.loop.run()
        bus.close_sync()
        self.context.pop_thread_default()

    def _on_call(self, _bus, sender, _path, _interface, method, parameters, invocation):
        if method == "RegisterStatusNotifierItem":
            asked = parameters.unpack()[0]
            self.items = [sender if asked.startswith("/") else asked]
        invocation.return_value(None)

    def _on_get(self, _bus, _sender, _path, _interface, name):
        return {"RegisteredStatusNotifierItems": GLib.Variant("as", self.items),
                "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
                "ProtocolVersion": GLib.Variant("i", 0)}[name]

    def item(self):
        """The bus name of what registered and is there, or None."""
        items = [item for item in self.items if has_owner(item)]
        return items[0] if items else None

    def tooltip(self):
        item = self.item()
        return "\n".join(get(item, ITEM_PATH, ITEM, "ToolTip")[2:]) if item else ""

    def entries(self):
        """(label, number) of what can be chosen in the menu."""
        item = self.item()
        if item is None:
            return []
        layout = call(item, get(item, ITEM_PATH, ITEM, "Menu"), MENU, "GetLayout",
                      GLib.Variant("(iias)", (0, -1, [])))[1]
        return [(entry[1]["label"], entry[0]) for entry in layout[2] if entry[1].get("enabled") and "label" in entry[1]]

    def choose(self, number):
        """Done when this returns: the item answers first, and does it then."""
        item = self.item()
        path = get(item, ITEM_PATH, ITEM, "Menu")
        call(item, path, MENU, "Event", GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("i", 0), 0)))
        call(item, path, MENU, "GetLayout", GLib.Variant("(iias)", (0, 0, [])))

    def end(self):
        self.loop.quit()
        self.thread.join(DEADLINE)


class Sleep:
    """What tells of the computer's sleep, on a bus that the till takes for the system's."""

    def __init__(self):
        self.bus = connect()
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", (LOGIN, 0)), None, Gio.DBusCallFlags.NONE, 60000)

    def tell(self, begins):
        self.bus.emit_signal(None, "/org/freedesktop/login1", LOGIN + ".Manager", "PrepareForSleep",
                             GLib.Variant("(b)", (begins,)))


def secrets(path, interface, method, types, *values):
    return call(SECRETS, path, interface, method, GLib.Variant(types, values))


def lock_keyring():
    secrets(SERVICE, "org.freedesktop.Secret.Service", "Lock", "(ao)", [COLLECTION])


def unlock_keyring():
    session = secrets(SERVICE, "org.freedesktop.Secret.Service", "OpenSession", "(sv)", "plain",
                      GLib.Variant("s", ""))[1]
    secrets(SERVICE, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
            "(o(oayays))", COLLECTION, (session, b"", KEYRING_PASSWORD, "text/plain"))


def kept_secrets():
    """All that the keyring has of the till, as one text."""
    session = secrets(SERVICE, "org.freedesktop.Secret.Service", "OpenSession", "(sv)", "plain",
                      GLib.Variant("s", ""))[1]
    items = secrets(COLLECTION, "org.freedesktop.Secret.Collection", "SearchItems", "(a{ss})", {})[0]
    return "\n".join(bytes(secrets(item, "org.freedesktop.Secret.Item", "GetSecret", "(o)", session)[0][2]).decode()
                     for item in items)


def start_keyring():
    keyring = Keyring()
    await_(lambda: has_owner(SECRETS), "the keyring")
    return keyring


class World:
    """What world.c reads: the till's clocks and its disk."""

    FIELDS = struct.Struct("=qqi")

    def __init__(self):
        self.file = tempfile.NamedTemporaryFile(prefix="world-")
        self.file.truncate(mmap.PAGESIZE)
        self.memory = mmap.mmap(self.file.fileno(), mmap.PAGESIZE)
        self.wall = self.boot = 0.0  # s
        self.full = False

    def write(self):
        self.memory[:self.FIELDS.size] = self.FIELDS.pack(int(self.wall * 1e6), int(self.boot * 1e6), self.full)


class Ear:
    """Hears what the till plays: eight thousand samples a second, from a pipe."""

    def __init__(self):
        self.path = os.path.join(os.environ["XDG_RUNTIME_DIR"], "sound")
        os.mkfifo(self.path)
        self.fd = os.open(self.path, os.O_RDWR)
        self.heard = 0.0  # when it was loud last, by the monotonic clock
        threading.Thread(target=self._main, daemon=True).start()

    @property
    def sink(self):
        return ("audioconvert ! audioresample ! audio/x-raw,format=S8,rate=8000,channels=1 ! "
                f"filesink sync=true buffer-mode=unbuffered location={self.path}")

    def _main(self):
        while data := os.read(self.fd, 65536):
            if any(data):
                self.heard = time.monotonic()

    def await_ring(self, since):
        await_(lambda: self.heard > since, "a sound, for something waits", 120)

    def await_silence(self, seconds=1.5):
        await_(lambda: time.monotonic() - self.heard > seconds, "silence, for nothing waits", 120)
