# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window costs: first paint, and memory shown, beside an empty window that has opened one TLS session."""

import os
import re
import statistics
import subprocess
import time

import beside
from session import Keyring, Till
from storm import StormShop, await_

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
DEADLINE = 300


def has_window(title):
    """Asked of the X server, so that the program has no work with it."""
    clients = subprocess.run(["xprop", "-root", "_NET_CLIENT_LIST"], capture_output=True, text=True, check=True).stdout
    return any(re.search(title, subprocess.run(["xprop", "-id", window, "_NET_WM_NAME"], capture_output=True, text=True).stdout)
               for window in re.findall(r"0x[0-9a-f]+", clients))


def first_paint(command, title):
    """ms by the clock, from the start of the program to a window that the window manager has."""
    began = time.monotonic()
    process = subprocess.Popen(command)
    try:
        while not has_window(title):
            assert process.poll() is None and time.monotonic() < began + DEADLINE
            time.sleep(0.005)
        return (time.monotonic() - began) * 1000
    finally:
        process.terminate()
        process.wait()


os.environ["BELL_STORM_HOST"] = "127.0.0.1"
keyring, shop = Keyring(), StormShop()
beside.provision(shop)
os.environ["G_MESSAGES_DEBUG"] = ""  # the bare window writes no log either
bare = [os.environ["BELL_BARE_WINDOW"], shop.url, shop.certificate]
ours = [os.environ["BELL_SHOPBELL"]]
report = beside.Report("bare window")

paints = {"ours": [], "bare": []}
for number in range(ROUNDS + 1):
    for name, command, title in (("ours", ours, "Shopbell"), ("bare", bare, "Bare")):
        took = first_paint(command, title)
        if number > 0:  # the first is for warming up
            paints[name].append(took)
report.add("start to first paint, median", "ms", statistics.median(paints["ours"]), statistics.median(paints["bare"]), 1.3)

bare_shown = beside.bare_window_kb(shop)
till = Till()
await_(lambda: has_window("Shopbell") and shop.tell("sockets") == "1", "the till to join")
time.sleep(beside.CALM)
report.add("memory (PSS), shown", "MB", beside.proportional_kb(till.process.pid) / 1024, bare_shown / 1024, 1.3)
till.end()
report.end()
for one in (shop, keyring):
    one.end()
