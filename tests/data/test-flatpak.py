# SPDX-License-Identifier: GPL-3.0-or-later
"""test-flatpak.py SOURCES: the manifests ask for exactly the permissions that are known to be needed, and why."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import tap

TOP = pathlib.Path(sys.argv[1])
ID = "io.github.shopbell.Shopbell"
EXPECTED = {
    "--share=network": "the shop is there",
    "--share=ipc": "X11 without it is slow",
    "--socket=wayland": "the window",
    "--socket=fallback-x11": "the window, where there is no Wayland",
    "--socket=pulseaudio": "it rings",
    "--device=dri": "the window is drawn by the graphics card",
    "--talk-name=org.freedesktop.Notifications": "bubbles with buttons that stay; the portal has none",
    "--talk-name=org.kde.StatusNotifierWatcher": "the tray",
    "--env=NOTIFY_IGNORE_PORTAL=1": "libnotify takes the daemon, not the portal",
}
# What reviewers of Flatpaks refuse, and nothing here has a use for.
REFUSED = (
    "--filesystem", "--own-name", "--system-own-name", "--system-talk-name", "--socket=session-bus",
    "--socket=system-bus", "--socket=x11", "--device=all", "--allow", "--persist", "--talk-name=org.freedesktop.portal",
    "--talk-name=org.freedesktop.Flatpak", "--talk-name=org.freedesktop.secrets", "--no-talk-name", "--socket=inherit",
)


def manifest(name):
    return json.loads((TOP / "flatpak" / f"{name}.json").read_text(encoding="utf-8"))


def permissions():
    for name in (ID, ID + ".Devel"):
        arguments = manifest(name)["finish-args"]
        assert len(set(arguments)) == len(arguments), arguments
        assert set(arguments) == set(EXPECTED), set(arguments) ^ set(EXPECTED)
        for argument in arguments:
            assert not argument.startswith(REFUSED), argument
            assert "*" not in argument, argument


def shape():
    main = manifest(ID)
    assert list(main) == ["id", "runtime", "runtime-version", "sdk", "command", "finish-args", "modules"]
    assert main["id"] == ID
    assert (main["runtime"], main["sdk"], main["command"]) == ("org.gnome.Platform", "org.gnome.Sdk", "shopbell")
    assert main["runtime-version"].isdigit()
    assert len(main["modules"]) == 1, "everything else is in the runtime"
    module = main["modules"][0]
    assert module["buildsystem"] == "meson" and module["run-tests"] is True


def devel():
    """It differs by its id and by the option that gives the build that id, and by nothing else."""
    main, other = manifest(ID), manifest(ID + ".Devel")
    assert other.pop("id") == ID + ".Devel"
    assert other["modules"][0].pop("config-opts") == ["-Dprofile=devel"]
    main.pop("id")
    assert main == other


def skips():
    """A build folder beside the sources is not copied into the sandbox."""
    skipped = set(manifest(ID)["modules"][0]["sources"][0]["skip"])
    assert {".git", "_build", "_build-test", "_build-asan", "_build-fuzz"} <= skipped


def builder_reads():
    program = shutil.which("flatpak-builder")
    if program is None:
        raise tap.Skip("there is no flatpak-builder")
    for name in (ID, ID + ".Devel"):
        # It leaves a folder of its own where it is called.
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([program, "--show-manifest", (TOP / "flatpak" / f"{name}.json").resolve()],
                                  capture_output=True, text=True, check=False, cwd=folder)
        assert done.returncode == 0 and not done.stderr, done.stderr
        shown = json.loads(done.stdout)
        assert set(shown["finish-args"]) == set(EXPECTED)


cases = [
    ("/flatpak/permissions", permissions),
    ("/flatpak/shape", shape),
    ("/flatpak/devel", devel),
    ("/flatpak/skips", skips),
]
if "--with-builder" in sys.argv:
    cases.append(("/flatpak/builder-reads", builder_reads))
tap.main(cases)
