# SPDX-License-Identifier: GPL-3.0-or-later
"""The till, the shop, and the wire between them."""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time

import storm
from bell_ui import NotThere, await_
from desktop import Bubbles, Ear, Sleep, Tray, World, kept_secrets, start_keyring
from ledger import Row
from session import Till, provision, write_sign_in
from wire import HOST, Wire

PINGS = {"pingInterval": 1000, "pingTimeout": 3000}
START_S = 120
CLOSING_S = 10
LOOK_S = 5
RINGS_S = 60  # the usual rule rings every 15


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=120)


def make_certificates(folder):
    """Two of the authority that the till trusts, and one of a stranger: name → files."""
    made = {}
    for authority, names in (("ca", ("first", "second")), ("stranger-ca", ("stranger",))):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", f"/CN={authority}",
                "-keyout", f"{folder}/{authority}.key", "-out", f"{folder}/{authority}.pem")
        for name in names:
            cert, key, request = (f"{folder}/{name}.{ending}" for ending in ("pem", "key", "csr"))
            extension = pathlib.Path(folder, "extension")
            extension.write_text(f"subjectAltName=IP:{HOST}\n", encoding="utf-8")
            openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", request)
            openssl("x509", "-req", "-in", request, "-CA", f"{folder}/{authority}.pem", "-CAkey",
                    f"{folder}/{authority}.key", "-CAcreateserial", "-days", "3650", "-extfile", str(extension), "-out",
                    cert)
            made[name] = {"cert": cert, "key": key}
    return made


class Shop:
    """The server's process, which may be killed, and what it says."""

    def __init__(self, folder, ledger, wire, pings=None, access_ttl=45):
        self.ledger, self.wire = ledger, wire
        self.sessions = f"{folder}/sessions.json"
        self.certificates = make_certificates(folder)
        self.how = json.dumps({"certificates": self.certificates, "sessions": self.sessions, "pings": pings or PINGS,
                               "accessTtl": access_ttl})
        self.news = threading.Condition()
        self.most_engines = 0  # that the till held on to at one moment
        self.joined = set()  # engines that are
        self.asked = {}  # operation → status → how often
        self.pongs = 0
        self.start()

    def start(self):
        self.process = subprocess.Popen(["node", os.environ["BELL_CHAOS_SERVER"]], stdin=subprocess.PIPE, text=True,
                                        stdout=subprocess.PIPE, env={**os.environ, "BELL_CHAOS_SHOP": self.how})
        ready = json.loads(self.process.stdout.readline())
        self.app_token, self.login, self.password = ready["appToken"], ready["login"], ready["password"]
        self.done = 0
        self.wire.target = ready["ready"]
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()

    def is_up(self):
        return self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stdin.close()

    def _listen(self, process):
        try:
            for line in process.stdout:
                with self.news:
                    self._note(json.loads(line))
                    self.news.notify_all()
        except ValueError:  # closed, or cut in the middle of a line
            pass
        with self.news:
            self.joined.clear()

    def _note(self, said):
        if "answered" in said:
            self.pongs += 1
            self.ledger.deliver(said["answered"], said["at"], said["engine"])
        elif "done" in said:
            self.done += 1
        elif "asked" in said:
            statuses = self.asked.setdefault(said["asked"], {})
            statuses[said["status"]] = statuses.get(said["status"], 0) + 1
        elif "joined" in said:
            self.joined.add(said["joined"])
        elif said["open"]:
            self.wire.note_engine(said["port"])
            self.most_engines = max(self.most_engines, self.wire.engines())
        else:
            self.joined.discard(said["engine"])

    def tell(self, do, **more):
        with self.news:
            expected = self.done + 1
            self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
            self.process.stdin.flush()
            assert self.news.wait_for(lambda: self.done >= expected, 60), f"the shop did not {do}"

    def burst(self, n):
        """New orders; the number of the first."""
        first = self.ledger.allocate(n)
        self.tell("burst", n=n, first=first)
        return first

    def good_tokens(self):
        """Those by which the sign-in goes on: the newest, and the one before where nobody used what came with it."""
        (_fingerprint, session), = json.loads(pathlib.Path(self.sessions).read_text(encoding="utf-8"))
        return [token for token in (session["refresh"], session["former"]) if token is not None]

    def end(self):
        if self.is_up():
            self.kill()


class Rig:
    def __init__(self, ledger, **shop):
        self.ledger = ledger
        self.folder = tempfile.mkdtemp(prefix="chaos-")
        self.world = World()
        self.ear = Ear()
        self.sleep = Sleep()
        self.keyring = start_keyring()
        self.bubbles = Bubbles(ledger)
        self.tray = Tray()
        self.wire = Wire()
        self.shop = Shop(self.folder, ledger, self.wire, **shop)
        self.provision, self.sign_in_file = provision(pathlib.Path(self.folder), self.shop, f"https://127.0.0.1:{self.wire.port}",
                                                      f"{self.folder}/ca.pem", deaf_after=10)
        # Whether the till may have what it could not store: in the keyring, on the disk.
        self.unsaved_sign_in = self.unsaved_events = False
        self.two_since = None  # since when there are two sockets at once
        self.waits_since = None  # since when something waits that should ring
        self.looked = 0.0
        self.asleep = False  # the computer, and nothing answers
        self.may_expire = False  # its sign-in
        self.till = None
        self.gone = True  # it was ended, and not started yet
        self.started = 0.0
        self.logs = []  # of tills that are gone, their last lines

    # The till

    def write_sign_in(self):
        write_sign_in(self.sign_in_file, self.shop)
        self.unsaved_sign_in, self.may_expire = True, False

    def start_till(self):
        self.till = Till("--hidden", SHOPBELL_PROVISION=str(self.provision), SHOPBELL_AUDIO_SINK=self.ear.sink,
                         DBUS_SYSTEM_BUS_ADDRESS=os.environ["DBUS_SESSION_BUS_ADDRESS"],
                         BELL_CHAOS_WORLD=self.world.file.name)
        self.gone = False
        self.started = time.monotonic()
        self.bubbles.forget()

    def kill_till(self):
        """False: it said that it could not store something, which would be lost; that is no moment for it."""
        self.till.process.send_signal(signal.SIGSTOP)
        if self.unsaved_sign_in or self.unsaved_events or not self.is_recording():
            if not self.asleep:
                self.till.process.send_signal(signal.SIGCONT)
            return False
        self.gone = True
        self.ledger.kill(time.time())
        self.till.kill()
        self._keep_log()
        return True

    def sign_in_again(self):
        self.write_sign_in()
        self.end_till()
        self.start_till()

    def end_till(self):
        self.gone = True
        try:
            self.till.assert_ends_cleanly()
        finally:
            self._keep_log()

    def _keep_log(self):
        self.check_log()
        self.logs = (self.logs + self.log().splitlines())[-400:]

    def log(self):
        """Read where it is, for the till writes at the place of its own file descriptor, which is ours."""
        size = os.fstat(self.till.log.fileno()).st_size
        return os.pread(self.till.log.fileno(), size, 0).decode(errors="replace")

    def check_log(self):
        bad = [line for line in self.log().splitlines() if re.search("CRITICAL|runtime error|Sanitizer", line)]
        assert not bad, "\n".join(bad)

    def state(self):
        """As the till's log has it: the last state, and the reason."""
        said = re.findall(r"Market: \S+ -> (\S+): (.*)", self.log())
        return said[-1] if said else ("", "")

    def is_recording(self):
        said = re.findall("The history (cannot be saved|is saved again)", self.log())
        return not said or said[-1] == "is saved again"

    def watch(self):
        """What must be so at any time: the till runs, and holds on to one socket. An old one may take a moment to close."""
        status = self.till.process.poll()
        assert status is None, f"the till ended with {status}"
        now = time.monotonic()
        if self.wire.engines() < 2:
            self.two_since = None
        elif self.two_since is None:
            self.two_since = now
        assert self.two_since is None or now - self.two_since < CLOSING_S, f"{self.wire.engines()} sockets at once"
        if now - self.looked > LOOK_S and self.state()[0] == "online":
            self.looked = now
            self._watch_ring(now)

    def _watch_ring(self, now):
        if self.asleep or not self.waiting():
            self.waits_since = None
            return
        self.waits_since = max(self.waits_since or now, self.started)
        silent = now - max(self.ear.heard, self.waits_since)
        assert silent < RINGS_S, f"silence for {silent:.0f} s, and {len(self.waiting())} wait"

    # What it has

    def rows(self):
        return [Row(*row) for row in storm.query("SELECT entity, kind, acknowledged, acknowledged_how FROM event")]

    def waiting(self):
        return [int(entity) for entity, in storm.query("SELECT entity FROM event WHERE acknowledged = 0")]

    def has(self, number):
        return storm.query(f"SELECT count (*) FROM event WHERE entity = '{number}'") == [(1,)]

    def is_online(self):
        return len(self.shop.joined) == 1 and self.wire.engines() == 1 and self.state()[0] == "online"

    def await_online(self, timeout, helped):
        """By itself, or by somebody who presses for it; a connection that answers, not only one that is there."""
        pongs = self.shop.pongs
        pressed = began = time.monotonic()
        while not self.is_online() or self.shop.pongs == pongs:
            if self.may_expire and self.state()[0] == "expired":
                self.sign_in_again()
            self.watch()
            now = time.monotonic()
            assert now - began < timeout, f"the till did not come back within {timeout:.0f} s: {self.state()}"
            if helped and now - pressed > 3 and not self.is_online():
                pressed = now
                self.press("Reconnect Now")
            time.sleep(0.05)
        return time.monotonic() - began

    def press(self, label):
        """In the tray's menu, where it is there."""
        found = dict(self.tray.entries()).get(label)
        if found is not None:
            self.tray.choose(found)
        return found is not None

    def await_stored(self):
        """Everything that was sent until now is at both ends: the number of an order that went last, again if need be."""
        for _ in range(6):
            number = self.shop.burst(1)
            with contextlib.suppress(NotThere):
                await_(lambda n=number: n in self.ledger.delivered, f"order {number} to be delivered", START_S / 6)
                break
            self.await_online(START_S, helped=True)
        await_(lambda: self.has(number), f"order {number} in the history", START_S)
        return number

    def await_saved(self):
        """What could not be stored for a while is now."""
        await_(self.is_recording, "the history to be saved again", START_S)
        self.unsaved_events = False
        await_(self.is_kept, "a sign-in in the keyring that is still good", START_S)
        self.unsaved_sign_in = False

    def is_kept(self):
        kept = kept_secrets()
        return any(token in kept for token in self.shop.good_tokens())

    def measure(self):
        """Descriptors, threads, resident KB."""
        folder = f"/proc/{self.till.process.pid}"
        status = pathlib.Path(folder, "status").read_text(encoding="utf-8")
        return (len(os.listdir(folder + "/fd")), int(re.search(r"Threads:\s+(\d+)", status)[1]),
                int(re.search(r"VmRSS:\s+(\d+)", status)[1]))

    def end(self):
        if self.till is not None and self.till.process.poll() is None:
            self.till.kill()
        self.shop.end()
        self.wire.end()
        self.tray.end()
        self.bubbles.end()
        self.keyring.end()
