# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten thousand calls to daemon, tray and portal in turn, from two threads, through the sandbox's proxy of the bus."""

import json
import os

import tap
from box import Desktop, inside

NUMBER = 10000
STORM = os.environ["BELL_STORM"]  # built in the SDK, by the Flatpak's own build
PEERS = {"daemon": "Notify", "watcher": "RegisterStatusNotifierItem", "portal": "SetStatus"}

desktop = Desktop("portal", "daemon", "watcher")


def texts(peer):
    """The number that each call carried, in the order they came."""
    calls = desktop.calls(PEERS[peer])
    if peer == "daemon":
        return [call[3] for call in calls]
    return [call[0]["message"] if peer == "portal" else call[0] for call in calls]


def loses_nothing():
    said = json.loads(inside(STORM, str(NUMBER), options=[f"--filesystem={os.path.dirname(STORM)}:ro"], timeout=300))
    assert said.pop("failed") == 0, said
    assert sum(said.values()) == NUMBER, said
    for position, peer in enumerate(PEERS):
        came = texts(peer)
        expected = [str(number) for number in range(position, NUMBER, len(PEERS))]
        assert said[peer] == len(expected) == len(came), f"{peer}: {said[peer]} answered, {len(came)} came"
        assert sorted(came) == sorted(expected), f"{peer}: some came twice and others never"


def keeps_their_order():
    """Of one connection, the calls come as they were made."""
    for peer in ("watcher", "portal"):
        came = list(map(int, texts(peer)))
        assert came == sorted(came), peer


try:
    status = tap.run([("/sandbox/storm/loses-nothing", loses_nothing), ("/sandbox/storm/order", keeps_their_order)])
finally:
    desktop.end()
raise SystemExit(status)
