# SPDX-License-Identifier: GPL-3.0-or-later
"""A till that its owner set up by files: signed in by itself, locked, honest about mistakes; and one process of it."""

import os
import pathlib
import re
import subprocess

import tap
from bell_ui import Atspi, Shop, await_, has
from session import Keyring, Till, screenshot

HOME = pathlib.Path(os.environ["HOME"])
FOLDER = HOME / "owner"
FILE = FOLDER / "provision.conf"
SIGN_IN = FOLDER / "till.sign-in"

keyring = Keyring()
shop = Shop()
SECRETS = [shop.password.encode(), shop.app_token.encode()]


def write():
    FOLDER.mkdir(parents=True)
    FILE.write_text(f"""# A till, with some mistakes
[general]
history-days=30
reconnect-limit=12
autostrat=true
lock=reconnect-limit shops
[deafness]
notify=maybe
[shop cafe]
name=Café am Markt
address={shop.url}
app-token={shop.app_token}
sign-in-file=till.sign-in
off=product
password={shop.password}
lock=name off
[printer]
name=none
""", encoding="utf-8")
    SIGN_IN.write_text(f"login={shop.login}\npassword={shop.password}\n", encoding="utf-8")
    SIGN_IN.chmod(0o600)


write()
till = Till(SHOPBELL_PROVISION=str(FILE), SHOPBELL_DEAF_AFTER="120")


def signs_in():
    till.see(r"^Online", 180)
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")
    assert not SIGN_IN.exists(), "the sign-in file is still there"


def names_mistakes():
    """In the log and in the window: file, line and what is wrong; the rest holds."""
    for line, said in ((5, "Did you mean “autostart”"), (8, "must be true or false"),
                       (15, "A password does not belong into this file"), (17, "There is no such section")):
        assert re.search(rf"{re.escape(str(FILE))}:{line}: .*{said}", till.errors()), (line, till.errors())
    till.see("^There are 4 mistakes in the set-up of this computer")
    till.shot("provision-strip")
    till.press("Details")
    till.see("Did you mean “autostart”")
    till.see(rf"{re.escape(str(FILE))}, line 15$")
    assert till.unnamed() == [], till.unnamed()
    screenshot("provision-mistakes")
    till.key("Escape")
    till.wait_gone("Did you mean “autostart”")
    till.press("Dismiss")
    till.wait_gone("^There are 4 mistakes")


def is_insensitive(name, *roles):
    return not has(till.find(roles or None, name), Atspi.StateType.SENSITIVE)


def locks():
    """In sight, out of reach, and with the reason."""
    till.key("ctrl+comma")
    till.see("^Preferences$")
    till.see(f"^Set by your administrator in {re.escape(str(FILE))}$")
    screenshot("provision-locked-general")
    assert is_insensitive(re.compile("Attempts to reconnect"), "spin button", "entry", "text"), "the limit is not locked"
    till.press(re.compile("^Shops$"), ("page tab", "toggle button", "radio button"))
    till.see("^Café am Markt$")
    assert is_insensitive("Add a shop", "push button"), "a shop can be added"
    screenshot("provision-locked-shops")
    till.key("Escape")


def activates_the_first():
    """Started again on this bus, the first one shows its window; the second ends at once."""
    second = subprocess.run([os.environ["BELL_SHOPBELL"]], env={**os.environ, "SHOPBELL_PROVISION": str(FILE)},
                            capture_output=True, timeout=60, check=False)
    assert second.returncode == 0, second.stderr
    assert b"Set by" not in second.stderr and b"mistake" not in second.stderr, second.stderr
    assert till.process.poll() is None
    assert shop.tell("sockets") == "1"


def start_bus():
    """Another session bus, on which nothing can be started: no second desktop grows on this display."""
    folder = pathlib.Path(os.environ["XDG_RUNTIME_DIR"])
    config = re.sub(r"\s*<servicedir>.*?</servicedir>", "", (folder / "bus.conf").read_text(encoding="utf-8"))
    (folder / "other.conf").write_text(config.replace(f"{folder}/bus<", f"{folder}/other-bus<"), encoding="utf-8")
    return subprocess.Popen(["dbus-daemon", f"--config-file={folder}/other.conf", "--nofork", "--print-address=1"],
                            stdout=subprocess.PIPE, text=True)


def other_bus():
    """Where the first one cannot be reached: it is said, on the screen, too; nothing of it is touched."""
    bus = start_bus()
    try:
        address = bus.stdout.readline().strip()
        second = subprocess.Popen([os.environ["BELL_SHOPBELL"], "--hidden"], stderr=subprocess.PIPE, text=True,
                                  env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "GTK_A11Y": "none"})
        try:
            window = await_(lambda: subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--pid", str(second.pid)], capture_output=True, text=True,
                timeout=20, check=False).stdout.split(), "its window", 60)[-1]
            till.settle()
            screenshot("provision-foreign")
            subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", "--window", window, "Escape"],
                           check=True, timeout=60)
            _, said = second.communicate(timeout=60)
        finally:
            second.kill()
            second.wait()
    finally:
        bus.terminate()
        bus.wait(20)
    assert second.returncode == 1, (second.returncode, said)
    assert f"process {till.process.pid} on " in said and "Another Shopbell" in said, said
    assert shop.tell("sockets") == "1"


def demo_is_free():
    """The demo keeps nothing, and so disturbs nobody."""
    demo = Till("--demo")
    try:
        demo.see("^Online", 120)
    finally:
        assert demo.end() == 0, demo.errors()


def starts_again():
    """From what is stored; the owner's mistakes are told again, nothing is asked."""
    global till
    till.assert_ends_cleanly()
    first = till.errors()
    till = Till(SHOPBELL_PROVISION=str(FILE))
    till.see(r"^Online", 180)
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")
    till.assert_ends_cleanly()
    for secret in SECRETS:
        assert secret.decode() not in first + till.errors(), "a secret is in the messages"


def keeps_no_secret():
    """Nothing of the two files in settings, history or anything else that was written, but in the owner's own file."""
    n_files = 0
    for folder in (HOME, pathlib.Path(os.environ["XDG_RUNTIME_DIR"]), pathlib.Path(os.environ["TMPDIR"])):
        for path in folder.rglob("*"):
            if path == FILE or not path.is_file() or path.is_symlink():
                continue
            n_files += 1
            data = path.read_bytes()
            for secret in SECRETS:
                assert secret not in data and secret.decode().encode("utf-16-le") not in data, path
    assert n_files >= 3, "history, settings and keyring should be there"
    assert all(secret in FILE.read_bytes() for secret in SECRETS), "the search would find nothing"


try:
    status = tap.run(
        [
            ("/e2e/provision/signs-in", signs_in),
            ("/e2e/provision/names-mistakes", names_mistakes),
            ("/e2e/provision/locks", locks),
            ("/e2e/provision/activates-the-first", activates_the_first),
            ("/e2e/provision/other-bus", other_bus),
            ("/e2e/provision/demo-is-free", demo_is_free),
            ("/e2e/provision/starts-again", starts_again),
            ("/e2e/provision/keeps-no-secret", keeps_no_secret),
        ]
    )
finally:
    till.kill()
    shop.end()
    keyring.end()
raise SystemExit(status)
