# SPDX-License-Identifier: GPL-3.0-or-later
"""shopbell --demo: no account, no keyring, nothing left behind."""

import glob
import os
import re
import subprocess
import unittest

import a11y
import bell_ui


class Demo(bell_ui.TestCase):
    def test_online_by_itself(self):
        app = self.app("--demo")
        app.see(r"^Listening to Demo shop")
        app.see("^Demo$")
        app.find("push button", re.compile(r"^Got it: "))
        self.assertAllNamed(app)
        self.assertTrue(glob.glob(os.path.join(os.environ["TMPDIR"], "shopbell-demo-*", "history.db")))
        app.end()
        self.assertEqual(glob.glob(os.path.join(os.environ["TMPDIR"], "shopbell-demo-*")), [])

    def test_two_at_once(self):
        first, second = self.app("--demo"), self.app("--demo")
        first.see(r"^Listening to Demo shop")
        second.see(r"^Listening to Demo shop")

    def test_quits_without_asking(self):
        app = self.app("--demo")
        app.see(r"^Listening to Demo shop")
        app.key("ctrl+q")
        bell_ui.await_(lambda: app.process.poll() is not None, "the end of the program")

    def test_from_the_welcome(self):
        app = self.app()
        app.press("Try the Demo Shop")
        demo = bell_ui.await_(lambda: self.child_of(app), "a process of its own")
        app.program = None
        bell_ui.await_(lambda: self.is_listening(demo), "the demo's window")
        subprocess.run(["kill", str(demo)], check=True)

    @staticmethod
    def child_of(app):
        out = subprocess.run(["pgrep", "-P", str(app.process.pid)], capture_output=True, text=True).stdout.split()
        return int(out[0]) if out else None

    @staticmethod
    def is_listening(pid):
        return any(node.name.startswith("Listening") for program in a11y.programs() if a11y.pid_of(program) == pid
                   for node in a11y.Tree(program).walk())


class CommandLine(unittest.TestCase):
    def run_it(self, *arguments):
        return subprocess.run([os.environ["BELL_SHOPBELL"], *arguments], capture_output=True, text=True, timeout=120)

    def test_version(self):
        done = self.run_it("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout, r"^shopbell \d+\.\d+\.\d+\n$")

    def test_bad_profiles(self):
        for name in ("", "1st", "a b", "a/b", "../x", "ü", "x" * 65):
            done = self.run_it("--profile", name)
            self.assertEqual(done.returncode, 2, name)
            self.assertRegex(done.stderr, "^shopbell: The name of a profile")
        done = self.run_it("--demo", "--profile", "till")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, "^shopbell: --demo")


if __name__ == "__main__":
    unittest.main(verbosity=2)
