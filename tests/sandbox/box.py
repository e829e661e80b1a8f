# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak, driven from outside its sandbox; build-aux/test-flatpak says where everything is."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import a11y
from bell_ui import await_
from session import Daemon, Till, has_owner

ID = "io.github.shopbell.Shopbell"
HOME = pathlib.Path(os.environ["HOME"])
OWN = HOME / ".var" / "app" / ID
HERE = pathlib.Path(__file__).parent
# What a person would not set: everything is logged, and no graphics card is looked for.
RUN = ["flatpak", "run", "--user", "--env=G_MESSAGES_DEBUG=all", "--env=GSK_RENDERER=cairo",
       "--env=GDK_DISABLE=gl,vulkan,dmabuf"]


def inside(*command, options=(), check=True, timeout=120, **more):
    """Runs a command in the sandbox, with the permissions of Shopbell; its output."""
    done = subprocess.run([*RUN[:3], *options, f"--command={command[0]}", f"{ID}//stable", *command[1:]],
                          capture_output=True, text=True, timeout=timeout, check=False, **more)
    assert not check or done.returncode == 0, f"{command}: {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout if check else done


class Box(Till):
    """Shopbell in its sandbox. Its process and its windows are known by name: numbers differ inside."""

    def __init__(self, *arguments):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([*RUN, f"{ID}//stable", *arguments], stdout=self.log, stderr=self.log)
        self.program = None
        self.window_id = None

    def is_mine(self, program):
        return a11y.name_of(program) == "shopbell"

    def window(self):
        def look():
            out = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "shopbell"], capture_output=True,
                                 text=True, check=False)
            return out.stdout.split()
        if self.window_id is None:
            self.window_id = await_(look, "the window")[-1]
        return self.window_id

    def kill(self):
        subprocess.run(["flatpak", "kill", ID], check=False, stderr=subprocess.DEVNULL)
        self.process.wait(30)
        await_(lambda: not has_owner(ID), "Shopbell to be gone")


class Desktop(Daemon):
    """The services of fake_desktop.py."""

    def __init__(self, *names):
        self.record = tempfile.NamedTemporaryFile("r", prefix="record-")
        super().__init__(sys.executable, str(HERE / "fake_desktop.py"), self.record.name, *names)
        owned = {"portal": "org.freedesktop.portal.Desktop", "daemon": "org.freedesktop.Notifications",
                 "watcher": "org.kde.StatusNotifierWatcher"}
        for name in names:
            await_(lambda: has_owner(owned[name]), f"the fake {name}")

    def calls(self, method):
        """The arguments of each call of this method, in their order."""
        lines = pathlib.Path(self.record.name).read_text(encoding="utf-8").splitlines()
        return [call["arguments"] for call in map(json.loads, lines) if call["method"] == method]
