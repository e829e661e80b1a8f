# SPDX-License-Identifier: GPL-3.0-or-later
"""
fake_desktop.py RECORD NAME... : a desktop's services on the session bus, as far as Shopbell speaks to them.

NAME is portal, daemon or watcher. Every call is a line of JSON in the file RECORD.
"""
import json
import os
import sys

from gi.repository import Gio, GLib

PORTAL = """<node>
<interface name='org.freedesktop.portal.Background'>
 <method name='RequestBackground'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
 <method name='SetStatus'><arg type='a{sv}' direction='in'/></method>
 <property name='version' type='u' access='read'/>
</interface>
<interface name='org.freedesktop.portal.NetworkMonitor'>
 <method name='GetAvailable'><arg type='b' direction='out'/></method>
 <method name='GetMetered'><arg type='b' direction='out'/></method>
 <method name='GetConnectivity'><arg type='u' direction='out'/></method>
 <method name='GetStatus'><arg type='a{sv}' direction='out'/></method>
 <property name='version' type='u' access='read'/>
</interface>
<interface name='org.freedesktop.portal.ProxyResolver'>
 <method name='Lookup'><arg type='s' direction='in'/><arg type='as' direction='out'/></method>
 <property name='version' type='u' access='read'/>
</interface>
<interface name='org.freedesktop.portal.Secret'>
 <method name='RetrieveSecret'><arg type='h' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>
 <property name='version' type='u' access='read'/>
</interface>
</node>"""
DAEMON = """<node><interface name='org.freedesktop.Notifications'>
 <method name='GetCapabilities'><arg type='as' direction='out'/></method>
 <method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/></method>
 <method name='CloseNotification'><arg type='u' direction='in'/></method>
 <method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>
</interface></node>"""
WATCHER = """<node><interface name='org.kde.StatusNotifierWatcher'>
 <method name='RegisterStatusNotifierItem'><arg type='s' direction='in'/></method>
 <property name='IsStatusNotifierHostRegistered' type='b' access='read'/>
</interface></node>"""
NAMES = {
    "portal": ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", PORTAL),
    "daemon": ("org.freedesktop.Notifications", "/org/freedesktop/Notifications", DAEMON),
    "watcher": ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", WATCHER),
}
PROPERTIES = {
    ("org.freedesktop.portal.Background", "version"): GLib.Variant("u", 2),
    ("org.freedesktop.portal.NetworkMonitor", "version"): GLib.Variant("u", 3),
    ("org.freedesktop.portal.ProxyResolver", "version"): GLib.Variant("u", 1),
    ("org.freedesktop.portal.Secret", "version"): GLib.Variant("u", 1),
    ("org.kde.StatusNotifierWatcher", "IsStatusNotifierHostRegistered"): GLib.Variant("b", True),
}
ONLINE = {"available": GLib.Variant("b", True), "metered": GLib.Variant("b", False), "connectivity": GLib.Variant("u", 4)}
ANSWERS = {
    "GetCapabilities": GLib.Variant("(as)", (["actions", "body", "persistence"],)),
    "GetServerInformation": GLib.Variant("(ssss)", ("fake", "shopbell", "1", "1.2")),
    "GetAvailable": GLib.Variant("(b)", (True,)),
    "GetMetered": GLib.Variant("(b)", (False,)),
    "GetConnectivity": GLib.Variant("(u)", (4,)),
    "Lookup": GLib.Variant("(as)", (["direct://"],)),
    "GetStatus": GLib.Variant("(a{sv})", (ONLINE,)),
}
# One per application and user: with it libsecret's file in the sandbox is encrypted.
MASTER_SECRET = bytes(range(64))

record = open(sys.argv[1], "w", encoding="utf-8")  # pylint: disable=consider-using-with
last_id = 0


def respond(bus, sender, options, results):
    """A request's answer comes as a signal, after its path, to the one who asked."""
    path = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{options.get('handle_token', 't')}"

    def answer():
        bus.emit_signal(sender, path, "org.freedesktop.portal.Request", "Response",
                        GLib.Variant("(ua{sv})", (0, results)))
        return GLib.SOURCE_REMOVE

    GLib.idle_add(answer)
    return GLib.Variant("(o)", (path,))


def retrieve_secret(bus, sender, invocation, options):
    descriptors = invocation.get_message().get_unix_fd_list()
    descriptor = descriptors.get(0)
    os.write(descriptor, MASTER_SECRET)
    os.close(descriptor)
    return respond(bus, sender, options, {})


def on_call(bus, sender, _path, interface, method, arguments, invocation):
    global last_id
    values = arguments.unpack()
    record.write(json.dumps({"method": method, "arguments": [] if method == "RetrieveSecret" else values}, default=str) + "\n")
    record.flush()
    answer = ANSWERS.get(method)
    if method == "RequestBackground":
        wanted = values[1].get("autostart", False)
        answer = respond(bus, sender, values[1], {"background": GLib.Variant("b", True), "autostart": GLib.Variant("b", wanted)})
    elif method == "RetrieveSecret":
        answer = retrieve_secret(bus, sender, invocation, values[1])
    elif method == "Notify":
        last_id = values[1] or last_id + 1
        answer = GLib.Variant("(u)", (last_id,))
    invocation.return_value(answer)


def on_get(_bus, _sender, _path, interface, name):
    return PROPERTIES[interface, name]


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in sys.argv[2:]:
        well_known, path, xml = NAMES[name]
        for interface in Gio.DBusNodeInfo.new_for_xml(xml).interfaces:
            bus.register_object(path, interface, on_call, on_get, None)
        Gio.bus_own_name_on_connection(bus, well_known, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.MainLoop().run()


main()
