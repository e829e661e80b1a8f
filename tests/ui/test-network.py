# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to one shop, set by hand: at the sign-in, and afterwards in the shop's preferences."""

import os
import pathlib
import unittest

import bell_ui

CERTIFICATES = pathlib.Path(__file__).parent.parent / "support" / "tls"
ROW = "^Advanced network settings$"


class Network(bell_ui.TestCase):
    def open_row(self, app):
        app.click(app.find(name=bell_ui.re.compile(ROW)))
        app.see(r"^Proxy$")

    def test_sign_in(self):
        shop, app = self.shop(), self.app()
        app.see("^The Bell on Your Counter$")
        app.resize(900, 860)
        app.press("Sign In to a Shop")
        app.type("Address", shop.url)
        app.type("App token", shop.app_token)
        self.open_row(app)
        self.assertAllNamed(app)
        app.shot("network-row")

        app.type("Proxy", "proxy without port")
        app.press("Next")
        app.see("^The proxy’s address cannot be used")
        self.assertEqual(app.entry("Proxy").text(), "proxy without port")

        app.type("Proxy", "")
        app.type("Certificate authority of the shop’s own (PEM file)", "/nonexistent/ca.pem")
        app.press("Next")
        app.see("^The file of the certificate authority cannot be used")

        app.type("Certificate authority of the shop’s own (PEM file)", str(CERTIFICATES / "ca.pem"))
        app.type("Client certificate (.p12 or PEM file)", str(CERTIFICATES / "client.p12"))
        app.see("^Password of the certificate’s file, if it has one$")
        app.press("Next")
        app.see("^The client certificate’s file is protected")
        app.shot("network-row-password")
        app.type("Password of the certificate’s file, if it has one", "till")
        app.press("Next")
        app.see(r"^Who signs in\?$")
        app.type("E-mail", shop.login)
        app.type("Password", shop.password)
        app.press("Sign In")
        self.finish(app)
        app.see("^Listening to ")


if __name__ == "__main__":
    unittest.main(verbosity=2)
