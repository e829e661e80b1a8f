# SPDX-License-Identifier: GPL-3.0-or-later
"""What shopbell-listen takes to receive events, beside the official SDK doing the same in node."""

import os
import pathlib
import subprocess

import beside
from storm import StormShop, await_

EVENTS = 10000


def receive(command, first):
    """Its peak, KB, when it has written a line for each event."""
    output = pathlib.Path(os.environ["HOME"]) / f"received-{first}"
    with open(output, "wb") as file:
        process = subprocess.Popen(command, stdout=file, env={**os.environ, "SHOPBELL_PASSWORD": shop.password})
    await_(lambda: shop.tell("sockets") == "1", f"{command[0]} to join")
    shop.burst(EVENTS, first)
    await_(lambda: output.read_bytes().count(b"\n") >= EVENTS, f"{EVENTS} lines", 600)
    peak = beside.peak_kb(process.pid)
    process.terminate()
    process.wait()
    await_(lambda: shop.tell("sockets") == "0", f"{command[0]} to leave")
    return peak


shop = StormShop()
ours = receive([os.environ["SHOPBELL_LISTEN"], "--url", shop.url, "--app-token", shop.app_token, "--login", shop.login,
                "--login-marker", "login", "--password-marker", "password"], 1)
theirs = receive(["node", os.environ["BELL_SDK_RECEIVE"], shop.url, shop.app_token, shop.login, shop.password], 1 + EVENTS)
report = beside.Report("npm SDK")
report.add("shopbell-listen, peak memory", "MB", ours / 1024, theirs / 1024, 0.25)
report.end()
shop.end()
