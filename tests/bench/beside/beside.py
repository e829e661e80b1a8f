# SPDX-License-Identifier: GPL-3.0-or-later
"""What every benchmark beside a bare program needs: a shop, a till that signs in by itself, and a report."""

import json
import os
import pathlib
import re
import subprocess
import time
import urllib.request

import session
import storm


CALM = 5  # s, after which memory is looked at


def provision(shop):
    """So that whatever is started from here on signs in by itself."""
    path, sign_in = session.provision(pathlib.Path(os.environ["HOME"]), shop, shop.url, shop.certificate)
    session.write_sign_in(sign_in, shop)
    os.environ["SHOPBELL_PROVISION"] = str(path)


def till(shop, *arguments):
    provision(shop)
    started = session.Till(*arguments)
    storm.await_(lambda: shop.tell("sockets") == "1", "the till to join")
    return started


def access_token(shop):
    """As whoever signs in gets one."""
    body = {"authData": [{"marker": "login", "value": shop.login}, {"marker": "password", "value": shop.password}]}
    request = urllib.request.Request(
        f"{shop.url}/api/content/users-auth-providers/marker/email/users/auth", json.dumps(body).encode(),
        {"Content-Type": "application/json", "x-app-token": shop.app_token,
         "x-device-metadata": json.dumps({"fingerprint": "bare"})})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["accessToken"]


def proportional_kb(pid):
    """Its own memory, and its part of what it shares."""
    rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    return int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1])


def bare_window_kb(shop, *signals):
    """What the bare window has when it has opened its TLS session, and got those signals one after the other."""
    process = subprocess.Popen([os.environ["BELL_BARE_WINDOW"], shop.url, shop.certificate, os.environ["BELL_BARE_SOUND"]])
    for number in signals:
        time.sleep(CALM)
        process.send_signal(number)
    time.sleep(CALM)
    found = proportional_kb(process.pid)
    process.terminate()
    process.wait()
    return found


def peak_kb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[1])


def quantile(values, part):
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


class Report:
    """Rows of what is ours and what is beside it, as a table, and as JSON in the file that BENCH_REPORT names."""

    def __init__(self, beside):
        self.beside = beside
        self.rows = []

    def add(self, name, unit, ours, other, aim=None):
        self.rows.append({"name": name, "unit": unit, "ours": round(ours, 2), "beside": round(other, 2),
                          "ratio": round(ours / other, 2), "aim": aim})

    def end(self):
        print(f"| | ours | {self.beside} | ratio | aim | |\n|---|---|---|---|---|---|")
        for row in self.rows:
            aim = "" if row["aim"] is None else f"{row['aim']:.2f}"
            verdict = "" if row["aim"] is None else "met" if row["ratio"] <= row["aim"] else "missed"
            print(f"| {row['name']}, {row['unit']} | {row['ours']:g} | {row['beside']:g} | {row['ratio']:.2f} | {aim} | {verdict} |")
        pathlib.Path(os.environ["BENCH_REPORT"]).write_text(
            json.dumps({"beside": self.beside, "rows": self.rows}) + "\n", encoding="utf-8")
