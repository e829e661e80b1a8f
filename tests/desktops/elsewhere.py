# SPDX-License-Identifier: GPL-3.0-or-later
"""elsewhere.py: another program's window, which has the focus until something else takes it."""

import gi

gi.require_version("Gtk", "4.0")
from gi.repository import Gio, Gtk  # noqa: E402


def show(application):
    window = Gtk.ApplicationWindow(application=application, title="Elsewhere", default_width=700, default_height=450)
    window.set_child(Gtk.Label(label="Somebody works on something else"))
    window.present()


application = Gtk.Application(application_id="org.example.Elsewhere", flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", show)
application.run()
