# SPDX-License-Identifier: GPL-3.0-or-later
"""A till that its owner set up by files: it signs in by itself, is locked, and is honest about mistakes."""

import os
import pathlib
import re
import subprocess

import tap
from bell_ui import Shop, State, await_, role_of
from session import Keyring, Till, screenshot

HOME = pathlib.Path(os.environ["HOME"])
FOLDER = HOME / "owner"
FILE = FOLDER / "provision.conf"
SIGN_IN = FOLDER / "till.sign-in"
MISTAKES = {
    "autostrat": "Did you mean “autostart”",
    "notify=maybe": "must be true or false",
    "password=": "A password does not belong into this file",
    "ca-file": "cannot be read",
    "[printer]": "There is no such section",
}

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
[shop closed]
name=Closed for winter
address=https://closed.invalid
ca-file=gone.pem
paused=true
lock=paused
[printer]
name=none
""", encoding="utf-8")
    SIGN_IN.write_text(f"login={shop.login}\npassword={shop.password}\n", encoding="utf-8")
    SIGN_IN.chmod(0o600)


def line_of(begin):
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(begin))


write()
till = Till(SHOPBELL_PROVISION=str(FILE), SHOPBELL_DEAF_AFTER="120")


def signs_in():
    """By the sign-in file, which is deleted; the shop that is paused is left alone."""
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener", 180)
    till.see("^Closed for winter is paused and does not ring")
    assert not SIGN_IN.exists(), "the sign-in file is still there"


def names_mistakes():
    """In the log and in the window: file, line and what is wrong; the rest holds."""
    for begin, said in MISTAKES.items():
        line = line_of(begin)
        assert re.search(rf"{re.escape(str(FILE))}:{line}: .*{said}", till.errors()), (line, till.errors())
    till.see(f"^There are {len(MISTAKES)} mistakes in the set-up of this computer")
    till.shot("provision-strip")
    till.press("Details")
    till.see("Did you mean “autostart”")
    till.see(rf"{re.escape(str(FILE))}, line {line_of('password=')}$")
    assert till.unnamed() == [], till.unnamed()
    till.settle()
    screenshot("provision-mistakes")
    till.key_until_gone("Escape", "Did you mean “autostart”")
    till.press("Dismiss")
    till.wait_gone("^There are .* mistakes")


def is_insensitive(name):
    """All of this name, which GTK may tell twice. Nobody could pick them, so they are not looked for in sight."""
    found = [node for node in till.tree().walk()
             if node.name.startswith(name) and role_of(node) == "push button" and node.is_open]
    return found and not any(node.has(State.SENSITIVE) for node in found)


def locks():
    """In sight, out of reach, and with the reason."""
    reason = f"^Set by your administrator in {re.escape(str(FILE))}$"
    till.key_until("ctrl+comma", "Attempts to reconnect")
    till.see(reason)
    till.settle()
    screenshot("provision-locked-general")
    till.key_until_gone("Escape", "Attempts to reconnect")
    till.key_until("ctrl+shift+s", r"^All of them are heard side by side")
    await_(lambda: is_insensitive("Add a Shop…"), "a button that adds no shop")
    till.press_row(re.compile(r"^Closed for winter\. "))
    till.see("^Closed for winter is paused and does not ring. Your administrator set this in ")
    await_(lambda: is_insensitive("Resume"), "a button that ends no pause")
    till.shot("provision-locked-pause")


def hears_what_is_on():
    """The rest of the file holds: an order comes in, and the shop bears its name."""
    shop.order(7)
    till.key_until_gone("Escape", "^Name · Set by|^Resume$")
    till.key_until_gone("Escape", "^All of them are heard side by side")
    till.see("^Order 7$")
    till.see("^Café am Markt$")


def activates_the_first():
    """Started again on this bus, the first one shows its window; the second ends at once."""
    second = subprocess.run([os.environ["BELL_SHOPBELL"]], env={**os.environ, "SHOPBELL_PROVISION": str(FILE)},
                            capture_output=True, timeout=120, check=False)
    assert second.returncode == 0, second.stderr
    assert b"mistake" not in second.stderr, second.stderr
    assert till.process.poll() is None
    assert shop.tell("sockets") == "1"


def starts_again():
    """From what is stored; the owner's mistakes are told again, nothing is asked."""
    global till
    till.assert_ends_cleanly()
    first = till.errors()
    till = Till(SHOPBELL_PROVISION=str(FILE))
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener", 180)
    till.see(f"^There are {len(MISTAKES)} mistakes in the set-up of this computer")
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
            ("/e2e/provision/hears-what-is-on", hears_what_is_on),
            ("/e2e/provision/activates-the-first", activates_the_first),
            ("/e2e/provision/starts-again", starts_again),
            ("/e2e/provision/keeps-no-secret", keeps_no_secret),
        ]
    )
finally:
    till.kill()
    shop.end()
    keyring.end()
raise SystemExit(status)
