# SPDX-License-Identifier: GPL-3.0-or-later
"""The setting for little memory: no driver of a graphics card is loaded, unless somebody chose a renderer that needs one."""

import ctypes.util
import os
import pathlib
import re
import tempfile
import unittest

import bell_ui
import gi

gi.require_version("Gtk", "4.0")
from gi.repository import Gtk  # noqa: E402

# libvulkan itself is no driver: newer GTKs are linked with it.
DRIVERS = re.compile(r"/(lib(EGL|GL|GLX|vulkan_|LLVM|gallium)[-_.\w]*|\w+_dri)\.so")
GL_RENDERER = "ngl" if Gtk.get_minor_version() >= 14 else "gl"


class Memory(bell_ui.TestCase):
    def setUp(self):
        # The session chooses for all other tests.
        for name in ("GSK_RENDERER", "GDK_DEBUG", "GDK_DISABLE"):
            os.environ.pop(name, None)

    def drivers(self, low_memory, **environment):
        """What the program has loaded once its window is there."""
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as provision:
            provision.write(f"[general]\nlow-memory={low_memory}\n")
            provision.flush()
            app = self.app(SHOPBELL_PROVISION=provision.name, **environment)
            app.see("^The Bell on Your Counter$")
        maps = pathlib.Path(f"/proc/{app.process.pid}/maps").read_text(encoding="utf-8")
        return sorted({match[0] for match in DRIVERS.finditer(maps)})

    def test_setting(self):
        self.assertEqual(self.drivers("true"), [])

    def test_own_renderer(self):
        """The user's choice holds, with all that it needs; where there is no GL at all, there is nothing to load."""
        self.assertEqual(self.drivers("true", GSK_RENDERER=GL_RENDERER) != [], ctypes.util.find_library("GL") is not None)


if __name__ == "__main__":
    unittest.main(verbosity=2)
