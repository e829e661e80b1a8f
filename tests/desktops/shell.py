# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME Shell without a screen: seen by what it says of itself, and clicked by a pointer of its own."""

import json
import os
import subprocess

from bell_ui import NotThere, await_
from desktop import call
from gi.repository import GLib
from session import Daemon, has_owner

# What the scripts below share: a search in the tree of what is drawn, and where to click on what was found.
HELPERS = """
const {Clutter, GLib: Glib} = imports.gi;
const walk = actor => !actor ? [] : [actor, ...actor.get_children().flatMap(walk)];
const words = actor => actor.label ?? actor.text ?? '';
const find = (root, name) => walk(root).find(actor => actor.mapped && words(actor) === name);
const middle = actor => {
  if (!actor)
    return null;
  const [x, y] = actor.get_transformed_position(), [width, height] = actor.get_transformed_size();
  // Before it was laid out it is nowhere.
  return Number.isFinite(x + y + width + height) && width > 0 ? [x + width / 2, y + height / 2] : null;
};
const trays = Object.keys(Main.panel.statusArea).filter(key => key.startsWith('appindicator'));
const tray = Main.panel.statusArea[trays[0]];
"""
EXTENSION = "ubuntu-appindicators@ubuntu.com"


class Shell(Daemon):
    def __init__(self, *extensions):
        os.environ.update(XDG_SESSION_TYPE="wayland", XDG_CURRENT_DESKTOP="GNOME", GSETTINGS_BACKEND="keyfile",
                          LIBGL_ALWAYS_SOFTWARE="1")
        for key, value in (("enabled-extensions", json.dumps(extensions) if extensions else "@as []"),
                           ("welcome-dialog-last-shown-version", "'99'")):
            subprocess.run(["gsettings", "set", "org.gnome.shell", key, value], check=True)
        subprocess.run(["gsettings", "set", "org.gnome.desktop.interface", "enable-animations", "false"], check=True)
        super().__init__("gnome-shell", "--headless", "--wayland", "--no-x11", "--unsafe-mode", "--virtual-monitor",
                         "1280x800")
        await_(lambda: has_owner("org.gnome.Shell"), "GNOME Shell")
        # What it has to say of a computer as bare as this one is none of ours.
        await_(lambda: self.eval("!Main.layoutManager._startingUp"), "the desktop")
        self.eval("Main.overview.hide(); 1")
        await_(lambda: self.eval("!Main.overview.visible"), "the overview to go")
        self.eval("Main.messageTray.getSources().forEach(source => source.destroy()); 1")
        os.environ.update(WAYLAND_DISPLAY="wayland-0", GDK_BACKEND="wayland")

    def eval(self, script):
        done, result = call("org.gnome.Shell", "/org/gnome/Shell", "org.gnome.Shell", "Eval",
                            GLib.Variant("(s)", (f"(() => {{{HELPERS} return eval({json.dumps(script)}); }})()",)))
        assert done, f"{script}: {result}"
        return json.loads(result) if result else None

    def shot(self, name):
        path = os.path.join(os.environ["BELL_UI_SCREENSHOTS"], name + ".png")
        call("org.gnome.Shell.Screenshot", "/org/gnome/Shell/Screenshot", "org.gnome.Shell.Screenshot", "Screenshot",
             GLib.Variant("(bbs)", (True, False, path)))
        return path

    # The pointer

    def move(self, place):
        self.eval(f"""
            globalThis.bellPointer ??= Clutter.get_default_backend().get_default_seat().create_virtual_device(
              Clutter.InputDeviceType.POINTER_DEVICE);
            globalThis.bellPointer.notify_absolute_motion(Glib.get_monotonic_time(), {place[0]}, {place[1]}); 1""")

    def click(self, place):
        self.move(place)
        for state in ("PRESSED", "RELEASED"):
            self.eval(f"globalThis.bellPointer.notify_button(Glib.get_monotonic_time(), Clutter.BUTTON_PRIMARY, "
                      f"Clutter.ButtonState.{state}); 1")

    def click_on(self, root, name):
        """On what has these words, below an actor."""
        try:
            place = await_(lambda: self.eval(f"middle(find({root}, {json.dumps(name)}))"), f"{name!r} on the desktop")
        except NotThere:
            self.shot("not-there")
            raise
        self.click(place)

    # Bubbles

    def banner(self):
        """The title of the bubble that is on the screen."""
        return self.eval("Main.messageTray._banner?.notification.title ?? ''")

    def await_banner(self, title):
        await_(lambda: self.banner() == title, f"a bubble titled {title!r}")

    def await_no_banner(self):
        # It stays while the pointer is over it.
        self.move((640, 700))
        await_(lambda: not self.eval("Main.messageTray._banner?.mapped ?? false"), "the bubble to go")

    def point_at_banner(self):
        """Its buttons come when the pointer does."""
        def point():  # it comes from above
            place = self.eval("middle(Main.messageTray._banner)")
            if place:
                self.move(place)
            return place and self.eval("Main.messageTray._banner?.expanded ?? false")

        await_(point, "a bubble that opens out under the pointer")

    def click_banner(self, name):
        """On its button, or its title."""
        self.click_on("Main.messageTray._banner", name)

    # Windows

    def focus(self):
        """The title of the window that has it."""
        return self.eval("global.display.focus_window?.title ?? ''")

    def await_focus(self, title):
        await_(lambda: self.focus() == title, f"the window {title!r} to have the focus (it is in {self.focus()!r})")

    def hands_out_tokens(self):
        """Whether a click on a bubble gives its program a token; GNOME 43 does not yet."""
        return self.eval("!!Main.notificationDaemon._fdoNotificationDaemon._emitActivationToken")

    def switch_to_shopbell(self):
        """As by a click in the overview."""
        self.eval("Main.activateWindow(global.get_window_actors().map(actor => actor.meta_window)"
                  ".find(window => window.title.includes('Shopbell'))); 1")
        await_(lambda: "Shopbell" in self.focus(), "Shopbell's window to have the focus")

    def close_window(self):
        """As by the cross on it."""
        self.eval("global.display.focus_window.delete(global.get_current_time()); 1")
