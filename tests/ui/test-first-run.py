# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start to an order that somebody took; and what goes wrong on the way."""

import glob
import os
import re
import subprocess
import tempfile
import unittest

import bell_ui


class FirstRun(bell_ui.TestCase):
    def test_sign_in_and_take_an_order(self):
        shop, app = self.shop(), self.app()
        app.see("^The Bell on Your Counter$")
        self.assertAllNamed(app)
        self.sign_in(app, shop)
        app.see("^Nothing yet$")

        shop.order(1042)
        app.see("^Order 1042$")
        app.see(r"59\.90 EUR")
        shop.order(1043)
        app.see("^Order 1043$")
        self.assertAllNamed(app)

        app.press("Got it: Order 1042")
        app.see("^Today$")
        app.wait_gone("^Got it: Order 1042$")
        app.key("ctrl+Return")
        app.see("^Nothing waits$")
        app.see(r"^taken after \d+ s$")

    def test_nothing_typed_is_lost(self):
        shop, app = self.shop(), self.app()
        app.press("Sign In to a Shop")

        app.type("Address", "http://127.0.0.1:9")
        app.type("App token", "wrong")
        app.press("Next")
        app.see("^No answer from this address")
        self.assertEqual(app.entry("Address").text(), "http://127.0.0.1:9")

        app.type("Address", "http://[not an address")
        app.press("Next")
        app.see("^This is not an address Shopbell can use")

        app.type("Address", shop.url)
        app.press("Next")
        app.see("^The shop does not accept this app token")
        self.assertEqual(app.entry("Address").text(), shop.url)

        app.type("App token", shop.app_token)
        app.press("Next")
        app.type("E-mail", shop.login)
        app.type("Password", "wrong")
        app.press("Sign In")
        app.see("^The shop did not sign you in")
        self.assertEqual(app.entry("E-mail").text(), shop.login)

        app.type("Password", shop.password)
        app.key("Return")
        self.finish(app)
        app.see("^Listening to ")

    def test_no_oneentry(self):
        with bell_ui.web_page() as url:
            app = self.app()
            app.press("Sign In to a Shop")
            app.type("Address", url)
            app.type("App token", "any")
            app.press("Next")
            app.see("^A web page answered in the shop.s place")

    def test_cancel(self):
        shop, app = self.shop(), self.app()
        shop.tell("answer-delay 60000")
        app.press("Sign In to a Shop")
        app.type("Address", shop.url)
        app.type("App token", shop.app_token)
        app.press("Next")
        app.press("Cancel")
        bell_ui.await_(lambda: app.find("push button", "Next").has(bell_ui.State.SENSITIVE),
                       "the form to be there again")
        self.assertEqual(app.entry("Address").text(), shop.url)

    def test_hidden_providers(self):
        shop, app = self.shop(), self.app()
        shop.tell("hide-providers 1")
        app.press("Sign In to a Shop")
        app.type("Address", shop.url)
        app.type("App token", shop.app_token)
        app.press("Next")
        app.see("^This shop does not tell how to sign in")
        self.assertEqual(app.entry("Provider").text(), "email")
        app.type("Login", shop.login)
        app.type("Password", shop.password)
        app.press("Sign In")
        self.finish(app)
        app.see("^Listening to ")

    def test_by_keys_alone(self):
        """From the welcome to the first order that somebody took, without a mouse."""
        shop, app = self.shop(), self.app()
        app.see("^The Bell on Your Counter$")
        app.key_until("Return", r"^Which shop\?$")
        app.see("^Step 1 of 4$")
        app.write(f" <{shop.url}/catalog?page=2> ")
        app.key("Return")
        app.write(shop.app_token)
        app.key("Return")
        app.see(r"^Who signs in\?$")
        app.see("^Step 2 of 4$")
        app.write(shop.login)
        app.key("Return")
        app.write(shop.password)
        app.key("Return")
        app.see(r"^What should ring\?$")
        app.see("^Step 3 of 4$")
        app.key("Return")
        app.see(r"^Do you hear it\?$")
        app.key("space")
        app.find("push button", "I Hear Nothing")
        app.key("Tab", "Tab", "Return")
        app.see("^Listening to ")
        app.wait_gone("^Got it")  # the test alert takes itself back
        shop.order(1042)
        app.find("push button", "Got it: Order 1042")
        app.tab_to("Got it: Order 1042")
        app.key("Return")
        app.wait_gone("^Got it: Order 1042$")
        app.see(r"^taken after \d+ s$")

    def test_code_and_providers(self):
        """Another provider, that asks for a one-time code; each keeps what was typed for it."""
        shop, app = self.shop(), self.app()
        shop.tell("code-provider 1")
        app.press("Sign In to a Shop")
        app.type("Address", shop.url)
        app.type("App token", shop.app_token)
        app.press("Next")
        app.see(r"^Who signs in\?$")
        app.type("E-mail", "somebody@example.com")
        app.choose("Sign in by", 1)
        app.find("combo box", re.compile("^With"))
        self.assertFalse(app.find("push button", "Send a Code").has(bell_ui.State.SENSITIVE))
        app.type("E-mail", shop.login)
        app.type("Event that sends the code", "no_event")
        app.press("Send a Code")
        app.see("^The shop sent no code: “Event no_event for form type send_code not found”")
        self.assertEqual(app.entry("E-mail").text(), shop.login)
        app.type("Event that sends the code", "send_code")
        app.press("Send a Code")
        app.see(r"^Send again in \d+ s$")
        self.assertAllNamed(app)
        app.choose("Sign in by", 0)
        bell_ui.await_(lambda: app.entry("E-mail").text() == "somebody@example.com",
                       "the login that was typed before")


class Later(bell_ui.TestCase):
    def test_expired(self):
        shop, app = self.shop(), self.app()
        self.sign_in(app, shop)
        shop.tell("refuse-refresh 1")
        shop.tell("revoke")
        shop.tell("drop")
        app.see("ended the sign-in")
        app.see("^Signed out$")
        shop.tell("refuse-refresh 0")
        app.press("Sign in")
        app.see("^Sign in to .* again")
        self.assertEqual(app.entry("Login").text(), shop.login)
        app.type("Password", shop.password)
        app.press("Sign In")
        app.see("^Listening to ")

    def test_pause_and_resume(self):
        shop, app = self.shop(), self.app()
        self.sign_in(app, shop)
        app.key("ctrl+h")
        app.press("Pause")
        app.see("^You paused ")
        self.assertAllNamed(app)
        app.key("Escape")
        bell_ui.await_(lambda: shop.tell("sockets") == "0", "the socket to be closed")
        app.press("Resume")
        app.see("^Listening to ")

    def test_quit_asks(self):
        shop, app = self.shop(), self.app()
        self.sign_in(app, shop)
        app.key("ctrl+q")
        app.see(r"^Quit Shopbell\?$")
        self.assertAllNamed(app)
        app.press(re.compile("^Keep Listening"))  # libadwaita names its answers twice
        app.wait_gone(r"^Quit Shopbell\?$")
        app.key("ctrl+q")
        app.press(re.compile("^Quit"))
        bell_ui.await_(lambda: app.process.poll() is not None, "the end of the program")

    def test_closed_window_listens_on(self):
        """Here is no tray: it is said once how to get the window back."""
        config = tempfile.TemporaryDirectory(prefix="config-")
        self.addCleanup(config.cleanup)
        shop, app = self.shop(), self.app(XDG_CONFIG_HOME=config.name)
        self.sign_in(app, shop)
        app.key("ctrl+w")
        app.see(r"^Shopbell Goes On Listening$")
        self.assertAllNamed(app)
        bell_ui.await_(lambda: not app.has_keys(), "the dialog to have the keys")
        app.key("alt+s")  # Start with the computer
        app.shot("closing")
        app.press(re.compile("^Close the Window"))
        app.wait_gone(r"^Listening to ")
        bell_ui.await_(lambda: glob.glob(os.path.join(config.name, "autostart", "*")), "what starts it with the computer")
        self.assertIsNone(app.process.poll())
        self.assertEqual(shop.tell("sockets"), "1")
        # Started once more, the first one shows itself, and the second ends.
        self.assertEqual(subprocess.run([os.environ["BELL_SHOPBELL"]], timeout=120).returncode, 0)
        app.see(r"^Listening to ")
        app.key("ctrl+w")
        app.wait_gone(r"^Listening to ")
        app.wait_gone(r"^Shopbell Goes On Listening$")

    def test_hidden(self):
        """Started without a window, and once more without one: none jumps up."""
        app = self.app("--hidden")
        command = [os.environ["BELL_SHOPBELL"], "--hidden"]
        bell_ui.await_(lambda: self.is_running(), "the program")
        self.assertEqual(subprocess.run(command, timeout=120).returncode, 0)
        self.assertIsNone(app.process.poll())
        self.assertFalse(app.sees("."))
        self.assertEqual(subprocess.run(command[:1], timeout=120).returncode, 0)
        app.see("^Sign In to a Shop$")

    @staticmethod
    def is_running():
        return "true" in subprocess.run(
            ["gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus", "-m",
             "org.freedesktop.DBus.NameHasOwner", "io.github.shopbell.Shopbell"], capture_output=True, text=True).stdout

    def test_open_an_event(self):
        shop, app = self.shop(), self.app()
        self.sign_in(app, shop)
        shop.order(7, attributes={"note": {"identifier": "note", "value": "<b>Ring</b> & wait"}})
        app.press("Open Order 7")
        app.see("^Order number$")
        app.see("^<b>Ring</b> & wait$")
        self.assertAllNamed(app)
        app.press("Got it")
        app.see("^Taken at .* in the window")
        app.press("Wait Again")
        app.see("^Waits: nobody has taken it yet$")
        app.key("alt+Left")
        app.wait_gone("^Order number$")


if __name__ == "__main__":
    unittest.main(verbosity=2)
