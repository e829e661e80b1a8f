# SPDX-License-Identifier: GPL-3.0-or-later
"""What a whole session needs besides the program: a real notification daemon, a keyring, and a reader of what was left."""

import os
import pathlib
import re
import subprocess
import tempfile

from gi.repository import Gio, GLib

from bell_ui import DEADLINE, App, await_

DUNST_RULES = """
[global]
    width = (200, 500)
    notification_limit = 20
    mouse_left_click = do_action, close_current
    idle_threshold = 0
    history_length = 100
"""


class Daemon:
    """A program beside ours, with its output in a file."""

    def __init__(self, *command, stdin=None):
        self.log = tempfile.NamedTemporaryFile("w+", prefix=f"shopbell-{os.path.basename(command[0])}-", suffix=".log")
        # Our strictness is not theirs: a warning ends no daemon.
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                                        stdout=self.log, stderr=subprocess.STDOUT, env={**os.environ, "G_DEBUG": ""})
        if stdin:
            self.process.stdin.write(stdin)
            self.process.stdin.close()

    def output(self):
        return pathlib.Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


def processor_s(pid):
    """Of processor time so far, all threads."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def has_owner(name):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                         GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, 60000).unpack()[0]


class Dunst(Daemon):
    """The notification daemon; it also writes down every bubble that it takes."""

    def __init__(self):
        self.rules = tempfile.NamedTemporaryFile("w", suffix=".conf")
        self.rules.write(DUNST_RULES)
        self.rules.flush()
        super().__init__("stdbuf", "-oL", "dunst", "-conf", self.rules.name, "-print")
        await_(lambda: has_owner("org.freedesktop.Notifications"), "dunst")

    def bubbles(self):
        """(summary, body, urgency) of each, oldest first."""
        return re.findall(r"^\tsummary: '(.*?)'\n\tbody: '(.*?)'\n(?:.*?)^\turgency: (\w+)$", self.output(),
                          re.MULTILINE | re.DOTALL)

    def await_bubble(self, pattern, timeout=120):
        """The first bubble whose title matches."""
        return await_(lambda: [bubble for bubble in self.bubbles() if re.search(pattern, bubble[0])],
                      f"a bubble titled {pattern!r} (there are {self.bubbles()})", timeout)[0]

    def displayed(self):
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        return bus.call_sync("org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                             "org.freedesktop.DBus.Properties", "Get",
                             GLib.Variant("(ss)", ("org.dunstproject.cmd0", "displayedLength")), None,
                             Gio.DBusCallFlags.NONE, 60000).unpack()[0]

    def click(self):
        """On the topmost bubble, with the mouse."""
        window = await_(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "Dunst"],
                                               capture_output=True, text=True, timeout=120).stdout.split(),
                        "a bubble on the screen")[-1]
        out = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True,
                             check=True, timeout=120).stdout
        box = dict(line.split("=") for line in out.split())
        subprocess.run(["xdotool", "mousemove", str(int(box["X"]) + 40), str(int(box["Y"]) + 16), "click", "1"],
                       check=True, timeout=120)


class Keyring(Daemon):
    """A Secret Service, unlocked."""

    def __init__(self):
        super().__init__("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", stdin=b"keyring")
        await_(lambda: has_owner("org.freedesktop.secrets"), "a keyring")


class Till(App):
    """The program as a till runs it: settings in a file, everything logged and kept."""

    def kill(self):
        self.process.kill()
        self.process.wait()

    def assert_ends_cleanly(self):
        """As at log-out, with nothing in its messages that it should be ashamed of."""
        status = self.end()
        said = self.errors()
        assert status == 0, f"exit status {status}: {said}"
        ashamed = [line for line in said.splitlines() if re.search("CRITICAL|runtime error|Sanitizer", line)]
        assert not ashamed, "\n".join(ashamed)


PROVISION = """[shop market]
address={url}
name=Market
app-token={app_token}
provider=email
login-marker=login
password-marker=password
sign-in-file={sign_in}
"""


def write_sign_in(path, shop):
    """What a till that is provisioned reads, and removes."""
    path.write_text(f"login={shop.login}\npassword={shop.password}\n", encoding="utf-8")
    path.chmod(0o600)


def provision(folder, shop, url, certificate=None, deaf_after=None):
    """As an owner sets a till up: nobody types anything. The path for SHOPBELL_PROVISION, and that of the sign-in, not yet there."""
    sign_in, path = folder / "till.sign-in", folder / "provision.conf"
    text = PROVISION.format(url=url, app_token=shop.app_token, sign_in=sign_in)
    if certificate:
        text += f"ca-file={certificate}\n"
    if deaf_after:
        text = f"[deafness]\nafter={deaf_after}\nrepeat=0\n{text}"
    path.write_text(text, encoding="utf-8")
    return path, sign_in


def history_path():
    return os.path.join(os.environ["XDG_DATA_HOME"], "shopbell", "history.db")


def screenshot(name):
    folder = os.environ["BELL_UI_SCREENSHOTS"]
    os.makedirs(folder, exist_ok=True)
    subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")], check=True, timeout=120)
