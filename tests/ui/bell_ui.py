# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the program as a person would: by what a screen reader sees, and by real keys."""

import contextlib
import http.server
import itertools
import json
import os
import re
import subprocess
import tempfile
import threading
import time
import unittest

import a11y
from a11y import State
from gi.repository import GLib

DEADLINE = float(os.environ.get("BELL_UI_DEADLINE", "60"))
CONTROLS = {
    "push button", "toggle button", "text", "entry", "password text", "check box", "switch", "combo box",
    "spin button", "link", "menu item", "radio button", "page tab", "list item",
}


class NotThere(AssertionError):
    pass


def await_(condition, what, timeout=DEADLINE):
    """Until condition() is true; its result. Fails with what it waited for."""
    end = time.monotonic() + timeout
    while True:
        begin = time.monotonic()
        try:
            result = condition()
        except GLib.Error:  # a widget went while it was looked at
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise NotThere(f"{what}: not within {timeout:.0f} s")
        # As long as it took: the program is to do something else besides being looked at.
        time.sleep(max(0.1, min(time.monotonic() - begin, 1)))


def role_of(node):
    """Its name as older versions of AT-SPI have it."""
    return "push button" if node.role == "button" else node.role


def in_sight(node, window):
    """
    Whether the mouse would hit it. GTK 4.8 tells neither "showing" nor which
    page of a stack is the visible one; but it picks only what is mapped.
    """
    try:
        return node == window or is_hit(node, window)
    except GLib.Error:  # gone since the tree was read
        return False


def is_hit(node, window):
    for popover in node.ancestors():  # has a surface of its own, which nobody can pick on
        if popover.name in a11y.POPOVERS:
            return popover.parent.has(State.EXPANDED)
    x, y, width, height = node.extents()
    if width <= 0 or height <= 0:
        return False
    if a11y.lists_only_mapped(node.bus_name):
        return role_of(node) in CONTROLS or is_uncovered(node, x + width // 2, y + height // 2)
    hit = window.at(x + width // 2, y + height // 2)
    if hit is None:  # the inside of an entry or a switch is nothing of its own
        return role_of(node) in CONTROLS
    return node in hit.ancestors() or hit in itertools.islice(node.ancestors(), 3)


def is_uncovered(node, x, y):
    """Whether nothing that it stands in ends before that point, but for the button of a popover."""
    for above in node.ancestors():
        left, top, width, height = above.extents()
        if not (left <= x < left + width and top <= y < top + height):
            return role_of(above) in ("push button", "toggle button", "combo box")
    return True


class Shop:
    """A demo shop in a process of its own that does as it is told."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command or [os.environ["BELL_DEMO_CONTROL"]], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.url, self.app_token = ready["url"], ready["appToken"]
        self.login, self.password = ready["login"], ready["password"]
        self.certificate = ready.get("certificate")

    def tell(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if answer == "what?":
            raise ValueError(command)
        if answer != "ok":  # a number comes before its "ok"
            self.process.stdout.readline()
        return answer

    def emit(self, name, payload):
        self.tell(f"emit {name} {json.dumps(payload)}")

    def order(self, number, **more):
        self.emit("order_created", {"order": {
            "id": number, "totalSum": "59.90", "currency": "EUR", "statusIdentifier": "new",
            "statusLocalizeInfos": {"title": "New"}, "attributes": {},
            "products": [{"id": 1, "title": "Sourdough loaf", "price": "6.90", "quantity": 1}], **more}})

    def end(self):
        self.process.stdin.close()
        self.process.wait(DEADLINE)
        self.process.stdout.close()


class App:
    """The program, as it is seen through its accessibility tree."""

    def __init__(self, *arguments, **environment):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([os.environ["BELL_SHOPBELL"], *arguments], stderr=self.log,
                                        env={**os.environ, **environment})
        self.program = None
        self.newer = False
        self.window_id = None

    # Looking

    def is_mine(self, program):
        return a11y.pid_of(program) == self.process.pid

    def tree(self):
        """What there is at this moment, or None where it cannot be looked at yet."""
        if self.program is None:
            self.program = next(filter(self.is_mine, a11y.programs()), None)
            self.newer = self.program is not None and a11y.lists_only_mapped(self.program)
        return self.program and a11y.Tree(self.program)

    def all(self, role=None, name=None):
        """Everything in sight of this role and name (a compiled pattern or the whole of it)."""
        tree = self.tree()
        roles = (role,) if isinstance(role, str) else role
        return [node for window in (tree.windows if tree else ()) for node in window.walk()
                if (roles is None or role_of(node) in roles)
                and (name is None or (name.search(node.name) if isinstance(name, re.Pattern) else node.name == name))
                and node.is_open and in_sight(node, window)]

    def find(self, role=None, name=None, timeout=DEADLINE):
        if self.process.poll() is not None:
            raise AssertionError("the program ended: " + self.errors())
        try:
            return await_(lambda: self.all(role, name), f"a {role or 'widget'} named {name!r}", timeout)[0]
        except NotThere:
            self.shot(f"not-there-{self.process.pid}")
            raise

    def see(self, pattern, timeout=DEADLINE):
        """A text that matches is in sight."""
        return self.find(None, re.compile(pattern), timeout)

    def sees(self, pattern):
        return bool(self.all(None, re.compile(pattern)))

    def wait_gone(self, pattern, timeout=DEADLINE):
        await_(lambda: not self.sees(pattern), f"{pattern!r} to go", timeout)

    # Doing

    def press(self, name, role=("push button", "toggle button")):
        node = self.find(role, name)
        await_(lambda: node.has(State.SENSITIVE), f"{name!r} to be sensitive")
        node.act()

    def press_row(self, name):
        """A row of a list, with the mouse: GTK gives such rows no action."""
        self.click(self.find(("list item", "table row", "push button"), name))

    def toggle(self, name):
        self.find(("check box", "switch", "toggle button"), name).act()

    def entry(self, name):
        """The editable text whose label this is, or which stands beside it."""
        return self.find(("text", "entry", "password text"), name)

    def write(self, text):
        """Wherever the focus is."""
        subprocess.run(["xdotool", "type", "--delay", "8", "--", text], check=True)

    def choose(self, name, place):
        """Of a combo row, by its place in the list."""
        row = self.find("combo box", re.compile(f"^{re.escape(name)}"))
        self.click(row)
        time.sleep(0.3)
        self.key(*["Home"], *["Down"] * place, "Return")

    def pick(self, name, place):
        """Of a drop-down in a popover, where no mouse finds its way to: by real keys. GTK 4.18 then leaves the popover."""
        node = self.find("combo box", name)
        for _ in range(10):
            with contextlib.suppress(NotThere):
                await_(lambda: any(part.has(State.FOCUSED) for part in node.walk()), f"the focus on {name!r}", 2)
                break
            self.key("Tab")
        self.key("space")
        self.key("Home", *["Down"] * place, "Return")

    @staticmethod
    def resting_extents(node):
        """Where it comes to lie: its page may still be sliding in."""
        before = None
        for _ in range(60):
            extents = node.extents()
            if extents == before:
                break
            before = extents
            time.sleep(0.05)
        return extents

    def click(self, node):
        """With the mouse, in its middle."""
        x, y, width, height = self.resting_extents(node)
        geometry = self.geometry()
        left, top = self.frame(geometry)
        # A press that comes with the motion that leads there is lost on GTK 4.18 where the page is a new one.
        pause = ["sleep", "0.3"] if self.newer else []
        subprocess.run(["xdotool", "mousemove", str(geometry["X"] + left + x + width // 2),
                        str(geometry["Y"] + top + y + height // 2), *pause, "click", "1"], check=True)

    def scroll_to(self, name):
        """With the wheel, until all of the entry that is called so is in the window, and well above its end."""
        for _ in range(60):
            geometry, (_, y, _, height) = self.geometry(), self.entry(name).extents()
            if 0 <= y and y + height < geometry["HEIGHT"] - 100:
                return
            subprocess.run(["xdotool", "mousemove", str(geometry["X"] + geometry["WIDTH"] // 2),
                            str(geometry["Y"] + geometry["HEIGHT"] // 2), "click", "5" if y > 0 else "4"], check=True)
        raise NotThere(f"the wheel does not lead to {name!r}")

    def frame(self, geometry):
        """
        From the corner of the window on the screen to that from which its widgets count. GTK 4.8 counts from within; 4.18
        from twice the frame away, which is as wide on all sides. It forgets other widgets' padding, too: some pixels stay.
        """
        tree = self.tree()
        if not self.newer:
            return 0, 0
        x, y, width, height = tree.windows[0].children[0].extents()
        return (geometry["WIDTH"] - width) // 2 - x, (geometry["HEIGHT"] - height) // 2 - y

    def type(self, name, text):
        """Into the entry of this name, by real keys, instead of what was there."""
        node = self.entry(name)
        self.click(node)
        time.sleep(0.1)
        self.key("ctrl+a", "Delete")
        subprocess.run(["xdotool", "type", "--delay", "8", "--", text], check=True)
        # Newer GTKs call a password a text, too, and say how long it is.
        if "password" not in role_of(node):
            await_(lambda: node.text() in (text, "●" * len(text)), f"{text!r} in {name!r} (is {node.text()!r})")

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "20", *keys], check=True)

    def tab_to(self, name, tabs=30):
        """To a button, as often as a person would before giving up."""
        for _ in range(tabs):
            if any(node.has(State.FOCUSED) for node in self.all("push button", name)):
                return
            self.key("Tab")
        raise NotThere(f"{tabs} tabs do not lead to {name!r}")

    def key_until(self, key, pattern):
        """Again where a window that just came or went took the key with it."""
        for _ in range(3):
            self.key(key)
            with contextlib.suppress(NotThere):
                return self.see(pattern, 8)
        return self.see(pattern)

    def key_until_gone(self, key, pattern):
        """The same for what the key is to close."""
        for _ in range(3):
            self.key(key)
            with contextlib.suppress(NotThere):
                return self.wait_gone(pattern, 8)
        return self.wait_gone(pattern)

    # The window

    def window(self):
        """The main one: the first there was."""
        def look():
            out = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                                 capture_output=True, text=True)
            return out.stdout.split()
        if self.window_id is None:
            self.window_id = await_(look, "the window")[-1]
        return self.window_id

    def has_keys(self):
        """Whether the main window is the one that keys go to."""
        out = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True).stdout.strip()
        return out == self.window()

    def geometry(self):
        out = subprocess.run(["xdotool", "getwindowgeometry", "--shell", self.window()], capture_output=True,
                             text=True, check=True).stdout
        return {key: int(value) for key, value in (line.split("=") for line in out.split())}

    def resize(self, width, height):
        subprocess.run(["xdotool", "windowmove", self.window(), "20", "20", "windowsize", self.window(), str(width),
                        str(height)], check=True)
        await_(lambda: self.geometry()["HEIGHT"] == height, f"a window {height} pixels high")

    def shot(self, name):
        """A picture of the window and what stands over it, for people to look at."""
        folder = os.environ["BELL_UI_SCREENSHOTS"]
        os.makedirs(folder, exist_ok=True)
        self.settle()
        box = self.geometry()
        subprocess.run(["import", "-window", "root", "-crop",
                        f"{box['WIDTH']}x{box['HEIGHT']}+{box['X']}+{box['Y']}", "+repage",
                        os.path.join(folder, name + ".png")], check=True)

    def settle(self, seconds=0.6):
        """Pictures only: until transitions are over."""
        time.sleep(seconds)

    def unnamed(self):
        """
        Controls of pages that were opened, in sight or not, that a screen reader could not name. GTK falls back to the name
        of the class.
        """
        return [f"{role_of(node)} in {self.path(node)}" for node in self.tree().walk()
                if role_of(node) in CONTROLS and not self.is_theirs(node)
                and re.fullmatch(r"\s*|(Gtk|Adw|Bell)[A-Z]\w*", node.name) and node.is_open]

    @staticmethod
    def is_theirs(node):
        """
        Parts of libadwaita's and GTK's own: search entries, the eye of a password row, the choices of a combo row,
        the cross of a toast.
        """
        return (role_of(node) == "entry" or node.description in ("Show Text", "Hide Text")
                or any(role_of(a) == "combo box" or a.name == "AdwToastWidget"
                       for a in itertools.islice(node.ancestors(), 1, 9)))

    @staticmethod
    def path(node):
        return " < ".join(a.name or role_of(a) for a in itertools.islice(node.ancestors(), 1, 7))

    # The end

    def errors(self):
        self.log.seek(0)
        return self.log.read()

    def end(self):
        """As the session would at log-out."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("the program did not end") from None
        return self.process.returncode


def like_gnome():
    """One button on the title bar: three leave little of 360 pixels."""
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "gtk-4.0")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
        file.write("[Settings]\ngtk-decoration-layout=:close\n")


class TestCase(unittest.TestCase):
    maxDiff = None

    def shop(self):
        shop = Shop()
        self.addCleanup(shop.end)
        return shop

    def app(self, *arguments, **environment):
        # A past of its own, as if nobody had ever started it.
        home = tempfile.TemporaryDirectory(prefix="data-")
        self.addCleanup(home.cleanup)
        app = App(*arguments, **{"XDG_DATA_HOME": home.name, **environment})
        self.addCleanup(self.end_app, app)
        return app

    def end_app(self, app):
        code = app.end()
        # Nobody shows bubbles on this desktop, which libnotify finds worth a warning.
        errors = "".join(line for line in app.errors().splitlines(True) if "libnotify-WARNING" not in line)
        if app.newer:  # what a message dialog of libadwaita's asks of its own heading
            errors = re.sub(r"Gtk-WARNING \S+ \S+ Trying to measure GtkLabel \w+ for width of", "", errors)
        app.log.close()
        self.assertEqual(code, 0, errors)
        self.assertNotRegex(errors, r"CRITICAL|WARNING|ERROR:|runtime error|Sanitizer")

    def assertAllNamed(self, app):
        self.assertEqual(app.unnamed(), [])

    def sign_in(self, app, shop):
        app.press("Sign In to a Shop")
        TestCase.fill_in(app, shop)

    @staticmethod
    def fill_in(app, shop):
        app.type("Address", shop.url)
        app.type("App token", shop.app_token)
        app.press("Next")
        app.see(r"^Who signs in\?$")
        app.type("E-mail", shop.login)
        app.type("Password", shop.password)
        app.press("Sign In")
        TestCase.finish(app)
        app.see(r"^Online")

    @staticmethod
    def finish(app):
        """The last two steps of the first run, as most people take them."""
        app.see(r"^What should ring\?$")
        app.press("Next")
        app.see(r"^Do you hear it\?$")
        app.press("Finish")


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"<html><body>A page, and no shop</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def web_page():
    """The address of a web server that is no OneEntry."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
