# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the program to the list in its window: with a million events in the history, and with hardly any."""

import os
import pathlib
import re
import statistics
import subprocess
import time

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "20,1000000").split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
WAITING = 10  # as many as the generator leaves
DEADLINE = 300
PROVISION = """[shop cafe]
name=Cafe
address=http://127.0.0.1:9
app-token=none
paused=true
"""


def processor_time(pid):
    """Seconds so far, of all threads, by the scheduler's own count."""
    tasks = pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="utf-8").split()[0]) for task in tasks) / 1e9


def titles():
    """Of all windows; asked of the X server, so that the program has no work with it."""
    clients = subprocess.run(["xprop", "-root", "_NET_CLIENT_LIST"], capture_output=True, text=True, check=True).stdout
    for window in re.findall(r"0x[0-9a-f]+", clients):
        yield subprocess.run(["xprop", "-id", window, "_NET_WM_NAME"], capture_output=True, text=True).stdout


def start(data):
    """Seconds by the clock and of processor time, until the window says how many events its list has on top."""
    process = subprocess.Popen([os.environ["BELL_SHOPBELL"]], env={**os.environ, "XDG_DATA_HOME": str(data)})
    began = time.monotonic()
    try:
        while not any(re.search(rf"\b{WAITING}\b", title) for title in titles()):
            assert process.poll() is None and time.monotonic() < began + DEADLINE, list(titles())
            time.sleep(0.005)
        return time.monotonic() - began, processor_time(process.pid)
    finally:
        process.terminate()
        process.wait()


home = pathlib.Path(os.environ["HOME"])
provision = home / "provision.conf"
provision.write_text(PROVISION, encoding="utf-8")
os.environ["SHOPBELL_PROVISION"] = str(provision)
folders = {size: home / f"data-{size}" for size in SIZES}
for size, folder in folders.items():
    (folder / "shopbell").mkdir(parents=True)
    subprocess.run([os.environ["BELL_BENCH_HISTORY"], str(folder / "shopbell" / "history.db"), str(size)], check=True)

results = {size: [] for size in SIZES}
for number in range(ROUNDS + 1):
    for size, folder in folders.items():
        result = start(folder)
        if number > 0:  # the first is for warming up
            results[size].append(result)

print("| start to list, median and slowest | by the clock, ms | processor time, ms |\n|---|---|---|")
for size, times in results.items():
    clock, cpu = ([1000 * value for value in values] for values in zip(*times))
    print(f"| {size} events | {statistics.median(clock):.0f} / {max(clock):.0f} | {statistics.median(cpu):.0f} / {max(cpu):.0f} |")
first, last = (statistics.median(cpu for _clock, cpu in results[size]) for size in (SIZES[0], SIZES[-1]))
print(f"Processor time of {SIZES[-1]} against {SIZES[0]} events: {last / first:.2f} (aim: 1.20)")
