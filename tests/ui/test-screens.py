# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, light and dark, narrow and wide: pictures for people, and a name for every control."""

import gettext
import os
import subprocess
import tempfile
import unittest

import bell_ui

SIZES = {"narrow": (360, 720), "wide": (1280, 720)}
NOTE = "Birthday: please write \"Emil 6\" on the cake, and put the candles <b>beside</b> it & not on top"


class Screens(bell_ui.TestCase):
    def pages(self, size, scheme):
        bell_ui.like_gnome()
        width, height = SIZES[size]
        shop, app = self.shop(), self.app(ADW_DEBUG_COLOR_SCHEME=f"prefer-{scheme}")

        def page(name):
            app.shot(f"{name}-{size}-{scheme}")
            self.assertAllNamed(app)

        app.see("^The Bell on Your Counter$")
        app.resize(width, height)
        page("1-welcome")
        app.press("Sign In to a Shop")
        app.see(r"^Which shop\?$")
        page("2-sign-in-shop")
        app.type("Address", shop.url)
        app.type("App token", "wrong")
        app.press("Next")
        app.see("^The shop does not accept this app token")
        page("3-sign-in-problem")
        app.type("App token", shop.app_token)
        app.press("Next")
        app.see(r"^Who signs in\?$")
        page("4-sign-in-account")
        app.type("E-mail", shop.login)
        app.type("Password", shop.password)
        app.press("Sign In")
        app.see(r"^What should ring\?$")
        page("4b-sign-in-rings")
        app.press("Next")
        app.see(r"^Do you hear it\?$")
        page("4c-sign-in-hear")
        app.press("Finish")
        app.see("^Listening to ")
        app.wait_gone("^Signed in to ")
        page("5-empty")
        self.assertLessEqual(app.geometry()["WIDTH"], width)

        shop.order(1041)
        app.press("Got it: Order 1041")
        shop.order(1042, attributes={"note": {"identifier": "note", "value": NOTE},
                                     "pickup": {"identifier": "pickup", "value": "Today, 14:30"}})
        shop.emit("table_booking", {"email": "hanna.berg@example.com", "formData": [
            {"marker": "guests", "value": 4}, {"marker": "comment", "value": "By the window, please <3 & a high chair"}]})
        shop.emit("notification", {"message": "The oven log of a very long day that began before sunrise is complete"})
        app.find("push button", bell_ui.re.compile("^Got it: The oven log"))
        page("6-inbox")
        app.key("ctrl+f")
        app.see("^4 events$")
        page("6-search")
        app.key("Escape")
        app.key("F11")
        app.find("push button", "Leave the counter mode")
        page("14-counter")
        app.key("Escape")
        app.wait_gone("^2 more wait$")
        app.press("Open Order 1042")
        app.see("^Order number$")
        page("7-event")
        app.key("alt+Left")
        app.key("ctrl+3")
        app.see("^What this shop’s events do")
        page("8-rules")
        app.press("Add a rule")
        app.see(" rings: Until somebody takes it$")
        page("8-rule")
        app.press("Back to the rules")
        app.key("ctrl+h")
        app.see("^Test Alert$")
        page("9-shops")
        app.press("Pause")
        app.key("Escape")
        app.key("ctrl+1")
        app.see("^You paused ")
        page("10-paused")
        shop.tell("refuse-sockets 403")
        app.press("Resume")
        app.see("refused the connection")
        page("11-refused")

        app.key("ctrl+comma")
        app.see("^Preferences$")
        page("12-preferences")
        app.key("Escape")
        app.wait_gone("^Preferences$")
        shop.tell("refuse-sockets 0")
        app.press("Try now")
        app.see("^Listening to ")
        app.key("ctrl+shift+s")
        app.see("^All of them are heard side by side")
        page("20-shops")
        app.press_row(bell_ui.re.compile(r"^127\.0\.0\.1\. "))
        app.see("^App token$")
        page("15-shop")
        app.press_row(bell_ui.re.compile("^Account"))
        app.see("^Shopbell on Linux")
        page("16-account")
        app.key("Escape")
        shop.tell("subscriptions 3")
        app.press_row(bell_ui.re.compile("^Subscriptions"))
        app.see("^Sourdough loaf$")
        page("17-subscriptions")
        app.key("Escape")
        app.press_row(bell_ui.re.compile("^Why do I hear nothing"))
        app.find(None, bell_ui.re.compile(r"^Address\. All right"))
        page("18-diagnosis")
        app.key("Escape", "Escape", "Escape")
        app.see("^Waiting$")
        app.key_until("F1", "^Something came in$")
        page("19-help")
        app.key("Escape")
        app.wait_gone("^Something came in$")
        app.key_until("ctrl+question", "^Reconnect now$")
        app.shot(f"13-shortcuts-{size}-{scheme}")


def real_locale(folder):
    """The variables of a locale that is made there: since glibc 2.39 LANGUAGE is not minded in C.UTF-8."""
    done = subprocess.run(["localedef", "-i", "en_US", "-f", "UTF-8", os.path.join(folder, "en_US.UTF-8")],
                          capture_output=True, text=True, timeout=300, check=False)
    if done.returncode > 1:  # 1: with warnings
        raise AssertionError(done.stderr)
    return {"LOCPATH": folder, "LC_ALL": "en_US.UTF-8"}


class Languages(bell_ui.TestCase):
    def test_fit(self):
        """All pages of the window are as wide as the widest of them at least: in no language is that more than 360 pixels."""
        bell_ui.like_gnome()
        folder = os.environ["BELL_UI_LOCALEDIR"]
        languages = sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name, "LC_MESSAGES")))
        self.assertIn("ar", languages)
        locales = tempfile.TemporaryDirectory(prefix="locales-")
        self.addCleanup(locales.cleanup)
        locale = real_locale(locales.name)
        for language in languages:
            texts = gettext.translation("shopbell", folder, [language])
            app = self.app(LANGUAGE=language, SHOPBELL_LOCALEDIR=folder, **locale)
            app.find("push button", texts.gettext("Sign In to a Shop"))
            app.resize(360, 720)
            bell_ui.await_(lambda: app.geometry()["WIDTH"] == 360, f"a narrow window in {language}")
            app.end()


def add(size, scheme):
    def test(self):
        self.pages(size, scheme)
    setattr(Screens, f"test_{size}_{scheme}", test)


# Both schemes and both sizes once; BELL_UI_LOOKS takes the other two, too.
for look in os.environ.get("BELL_UI_LOOKS", "narrow-light wide-dark").split():
    add(*look.split("-"))

if __name__ == "__main__":
    unittest.main(verbosity=2)
