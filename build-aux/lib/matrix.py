# SPDX-License-Identifier: GPL-3.0-or-later
"""matrix.py: every page in every look, language and size, for people to look at; see build-aux/make-screenshots.

Pages are reached by keys and by the texts that the language has for them.
"""

import gettext
import os
import re
import subprocess

import bell_ui
from gallery import fill
from session import Keyring

SCHEME = "ADW_DEBUG_COLOR_SCHEME"
CONTRAST = "ADW_DEBUG_HIGH_CONTRAST"
SIZES = {"narrow": (360, 720), "wide": (1280, 720)}
# Twice as large letters take twice the room: what is a phone's width then, is no till's.
LARGE_SIZES = {"narrow": (720, 860), "wide": (1280, 720)}
LOOKS = {
    "light": ({SCHEME: "prefer-light"}, SIZES),
    "dark": ({SCHEME: "prefer-dark"}, SIZES),
    "contrast": ({SCHEME: "prefer-light", CONTRAST: "1"}, SIZES),
    "contrast-dark": ({SCHEME: "prefer-dark", CONTRAST: "1"}, SIZES),
    "large": ({SCHEME: "prefer-light"}, LARGE_SIZES),
}
LOCALES = {"en": "en_GB", "de": "de_DE", "ar": "ar_EG", "es": "es_ES", "fr": "fr_FR", "pt_BR": "pt_BR", "ru": "ru_RU",
           "tr": "tr_TR"}
PLACEHOLDER = re.compile(r"%(?:\d+\\?\$)?[-+ 0']*\d*(?:\.\d+)?l*[sduxf]")


def set_letters(percent):
    """As the desktop's setting for larger text comes to a program on X."""
    subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER",
                    f"Xft.dpi:\t{96 * percent // 100}\n"], check=True)


class Language:
    def __init__(self, name):
        self.name = name
        self.texts = gettext.translation("shopbell", os.environ["SHOPBELL_LOCALEDIR"], [name], fallback=name == "en")

    def environment(self):
        return {"LC_ALL": f"{LOCALES[self.name]}.UTF-8", "LANGUAGE": self.name}

    def say(self, text, plural=None, number=0):
        """A pattern that what the program says for this text fits, whatever it fills in."""
        words = self.texts.ngettext(text, plural, number) if plural else self.texts.gettext(text)
        words = words.replace("_", "")
        return re.compile("^" + PLACEHOLDER.sub(".*", re.escape(words).replace("%%", "%")))


class Walk:
    """Through all pages of one window, with pictures of each at both sizes."""

    def __init__(self, case, look, language):
        variables, self.sizes = LOOKS[look]
        self.case, self.look, self.language = case, look, Language(language)
        self.shop = case.shop()
        self.app = case.app(**variables, **self.language.environment())
        self.say = self.language.say

    def see(self, text):
        return self.app.find(None, self.say(text))

    def press(self, text):
        self.app.press(self.say(text))

    def resize(self, size):
        width, height = self.sizes[size]
        subprocess.run(["xdotool", "windowmove", self.app.window(), "20", "20", "windowsize", self.app.window(),
                        str(width), str(height)], check=True)
        bell_ui.await_(lambda: (self.app.geometry()["WIDTH"], self.app.geometry()["HEIGHT"]) == (width, height),
                       f"a window of {width} × {height} (it is {self.app.geometry()})")
        self.app.settle()

    def shot(self, page, size):
        """Of all our windows: dialogs may reach over the edges of the one below."""
        self.app.settle()
        out = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.app.process.pid)],
                             capture_output=True, text=True, check=True).stdout
        boxes = []
        for window in out.split():
            text = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True,
                                  check=False).stdout
            box = {key: int(value) for key, value in (line.split("=") for line in text.split())}
            if box.get("WIDTH", 0) > 10:
                boxes.append(box)
        left, top = (max(0, min(box[key] for box in boxes)) for key in ("X", "Y"))
        right = max(box["X"] + box["WIDTH"] for box in boxes)
        bottom = max(box["Y"] + box["HEIGHT"] for box in boxes)
        path = os.path.join(os.environ["BELL_UI_SCREENSHOTS"], f"{page}-{self.language.name}-{self.look}-{size}.png")
        subprocess.run(["import", "-window", "root", "-crop", f"{right - left}x{bottom - top}+{left}+{top}", "+repage",
                        path], check=True)

    def page(self, name):
        for size in self.sizes:
            self.resize(size)
            self.shot(name, size)

    def over(self, name, key, text, close="Escape"):
        """What stands over the window and takes its size from it, opened at each size."""
        for size in self.sizes:
            self.resize(size)
            for _ in range(3):
                self.app.key(key)
                try:
                    self.app.find(None, self.say(text), 8)
                    break
                except bell_ui.NotThere:
                    pass
            self.see(text)
            self.shot(name, size)
            self.app.key(close)
            bell_ui.await_(lambda: not self.app.all(None, self.say(text)), f"{text!r} to go")

    # The way

    def sign_in(self):
        app, shop = self.app, self.shop
        self.see("The Bell on Your Counter")
        self.page("01-welcome")
        self.press("Sign In to a Shop")
        self.see("Which shop?")
        self.page("02-sign-in-shop")
        app.write(shop.url)
        app.key("Return")
        app.write("wrong")
        app.key("Return")
        self.see("The shop does not accept this app token. Copy it again from the shop’s settings; it may have ended.")
        self.page("03-sign-in-problem")
        app.key("ctrl+a", "Delete")
        app.write(shop.app_token)
        app.key("Return")
        self.see("Who signs in?")
        self.page("04-sign-in-account")
        app.write(shop.login)
        app.key("Return")
        app.write(shop.password)
        app.key("Return")
        self.see("What should ring?")
        self.page("05-sign-in-rings")
        app.key("Return")
        self.see("Do you hear it?")
        self.page("06-sign-in-hear")
        self.press("Finish")
        self.see("Nothing yet")

    def home(self):
        app, shop = self.app, self.shop
        bell_ui.await_(lambda: not app.all(None, self.say("Signed in to %s")), "the toast to go")
        self.page("07-empty")
        shop.order(1040)
        self.press("Got it: %s")
        fill(shop)
        app.find("push button", re.compile("Order 1042"))
        self.page("08-inbox")
        self.over("09-state", "ctrl+h", "Manage Shops…")
        app.key("ctrl+f")
        app.find(None, self.say("%u event", "%u events", 5))
        self.page("10-search")
        app.key("Escape")
        app.press(re.compile(self.say("Open %s").pattern.replace(".*", ".*1042")))
        self.see("Order number")
        self.page("11-event")
        app.key("alt+Left")
        app.key("ctrl+2")
        self.page("12-today")
        app.key("ctrl+3")
        self.see("Add a rule")
        self.page("13-rules")
        self.press("Add a rule")
        self.see("Back to the rules")
        self.page("14-rule")
        app.key("alt+Left")
        app.key("ctrl+1")
        app.key("F11")
        self.see("Leave the counter mode")
        self.shot("15-counter", "wide")  # it fills the screen
        app.key("Escape")
        bell_ui.await_(lambda: app.geometry()["X"] > 0, "the window to be one again")

    def dialogs(self):
        self.over("16-preferences", "ctrl+comma", "Preferences")
        self.over("17-help", "F1", "Something came in")
        self.over("18-shortcuts", "ctrl+question", "Reconnect now")
        self.over("19-quit", "ctrl+q", "Quit Shopbell?")
        self.over("20-closing", "ctrl+w", "Shopbell Goes On Listening")

    def shops(self):
        app = self.app
        app.key("ctrl+shift+s")
        self.see("All of them are heard side by side. What one does leaves the others alone.")
        self.page("21-shops")
        app.press_row(re.compile(r"^127\.0\.0\.1"))
        self.see("App token")
        self.page("22-shop")
        app.press_row(self.say("Account"))
        self.see("Where This Account Is Signed In")
        self.page("23-account")
        app.key("Escape")
        self.shop.tell("subscriptions 3")
        app.press_row(self.say("Subscriptions"))
        app.see("^Sourdough loaf$")
        self.page("24-subscriptions")
        app.key("Escape")
        app.press_row(self.say("Why do I hear nothing?"))
        self.see("Send a Test Alert")
        self.page("25-diagnosis")
        app.key("Escape", "Escape", "Escape")

    def troubles(self):
        app, shop = self.app, self.shop
        shop.tell("refuse-refresh 1")
        shop.tell("revoke")
        shop.tell("drop")
        self.see("Signed out")
        self.page("26-signed-out")
        shop.tell("refuse-refresh 0")
        self.press("Sign in")
        self.see("Sign in to %s again.")
        self.page("27-sign-in-again")
        app.write(shop.password)
        app.key("Return")
        self.see("Listening to %s.")
        shop.tell("refuse-sockets 403")
        shop.tell("drop")
        self.see("Refused")
        self.page("28-refused")
        app.key("F11")
        self.see("Leave the counter mode")
        self.shot("29-counter-trouble", "wide")


class Matrix(bell_ui.TestCase):
    def walk(self, look, language):
        bell_ui.like_gnome()
        set_letters(200 if look == "large" else 100)
        os.makedirs(os.environ["BELL_UI_SCREENSHOTS"], exist_ok=True)
        walk = Walk(self, look, language)
        for part in (walk.sign_in, walk.home, walk.dialogs, walk.shops, walk.troubles):
            part()


def add(look, language):
    def test(self):
        self.walk(look, language)
    setattr(Matrix, f"test_{language}_{look}", test)


for a_language in os.environ.get("BELL_LANGUAGES", "en de ar").split():
    for a_look in os.environ.get("BELL_LOOKS", "light dark").split():
        add(a_look, a_language)

if __name__ == "__main__":
    keyring = Keyring()
    try:
        bell_ui.unittest.main(verbosity=2)
    finally:
        keyring.end()
