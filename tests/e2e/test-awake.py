# SPDX-License-Identifier: GPL-3.0-or-later
"""A till stays awake: the desktop is asked for it while a shop is listened to, and let go afterwards."""

from gi.repository import Gio, GLib

import tap
from bell_ui import Shop, TestCase, await_
from session import Till

# What GTK asks of a session manager, in a fake one: nobody here has a session.
XML = """
<node>
  <interface name='org.gnome.SessionManager'>
    <method name='RegisterClient'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='o' direction='out'/></method>
    <method name='UnregisterClient'><arg type='o' direction='in'/></method>
    <method name='Inhibit'>
      <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='u' direction='in'/>
      <arg type='u' direction='out'/>
    </method>
    <method name='Uninhibit'><arg type='u' direction='in'/></method>
    <property name='SessionIsActive' type='b' access='read'/>
    <property name='InhibitedActions' type='u' access='read'/>
  </interface>
  <interface name='org.gnome.SessionManager.ClientPrivate'>
    <method name='EndSessionResponse'><arg type='b' direction='in'/><arg type='s' direction='in'/></method>
  </interface>
</node>
"""
SUSPEND, IDLE = 4, 8
CLIENT = "/org/gnome/SessionManager/Client1"
held = {}
given = []


def on_call(_bus, _sender, _path, _interface, method, parameters, invocation):
    arguments = parameters.unpack()
    if method == "RegisterClient":
        invocation.return_value(GLib.Variant("(o)", (CLIENT,)))
    elif method == "Inhibit":
        given.append(arguments)
        held[len(given)] = arguments
        invocation.return_value(GLib.Variant("(u)", (len(given),)))
    else:
        if method == "Uninhibit":
            held.pop(arguments[0])
        invocation.return_value(None)


def on_get(_bus, _sender, _path, _interface, name):
    return GLib.Variant("b", True) if name == "SessionIsActive" else GLib.Variant("u", 0)


def own_session_manager():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    manager, client = Gio.DBusNodeInfo.new_for_xml(XML).interfaces
    bus.register_object("/org/gnome/SessionManager", manager, on_call, on_get, None)
    bus.register_object(CLIENT, client, on_call, None, None)
    Gio.bus_own_name_on_connection(bus, "org.gnome.SessionManager", Gio.BusNameOwnerFlags.NONE, None, None)


def turn():
    while GLib.MainContext.default().iteration(False):
        pass


def until(condition, what):
    def look():
        turn()
        return condition()

    await_(look, what)


class ServingTill(Till):
    """Every look also answers what the program asks of the session manager: GTK waits for it."""

    def all(self, *arguments):
        turn()
        return super().all(*arguments)


own_session_manager()
shop = Shop()
till = ServingTill()


def sleeps_unless_asked():
    TestCase().sign_in(till, shop)
    turn()
    assert not given, given


def stays_awake():
    till.key("ctrl+comma")
    till.see("^Keep the computer awake$")
    till.toggle("Keep the computer awake")
    until(lambda: held, "the desktop to be asked to stay awake")
    ((_app, _window, reason, flags),) = held.values()
    assert flags == SUSPEND | IDLE, flags
    assert reason == "Orders are to be heard", reason


def sleeps_when_paused():
    till.key("Escape")
    till.wait_gone("^Keep the computer awake$")
    till.key("ctrl+h")
    till.press("Pause")
    until(lambda: not held, "the desktop to be let go")
    till.press("Resume")
    until(lambda: held, "the desktop to be asked again")


try:
    status = tap.run(
        [
            ("/e2e/awake/sleeps-unless-asked", sleeps_unless_asked),
            ("/e2e/awake/stays-awake", stays_awake),
            ("/e2e/awake/sleeps-when-paused", sleeps_when_paused),
            ("/e2e/awake/ends-cleanly", till.assert_ends_cleanly),
        ]
    )
finally:
    till.kill()
    shop.end()
raise SystemExit(status)
