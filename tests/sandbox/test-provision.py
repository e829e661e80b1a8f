# SPDX-License-Identifier: GPL-3.0-or-later
"""A till that its owner set up from outside the sandbox, by `flatpak override`, as the README says: it signs in by itself."""

import re
import subprocess

import tap
from bell_ui import Shop, await_
from box import HOME, ID, Box, Desktop
from session import Keyring, screenshot

FOLDER = HOME / "owner"
SIGN_INS = HOME / "sign-ins"
FILE = FOLDER / "provision.conf"
SIGN_IN = SIGN_INS / "till"

desktop = Desktop("portal")
keyring = Keyring()
shop = Shop()


def override(*options):
    subprocess.run(["flatpak", "override", "--user", *options, ID], check=True, timeout=120)


def write():
    FOLDER.mkdir()
    SIGN_INS.mkdir()
    FILE.write_text(f"[general]\nreconnect-limit=12\nlock=reconnect-limit\n[shop cafe]\nname=Café am Markt\n"
                    f"address={shop.url}\napp-token={shop.app_token}\nsign-in-file={SIGN_IN}\nlock=name\n", encoding="utf-8")
    SIGN_IN.write_text(f"login={shop.login}\npassword={shop.password}\n", encoding="utf-8")
    SIGN_IN.chmod(0o600)


write()
override(f"--env=SHOPBELL_PROVISION={FILE}", f"--filesystem={FOLDER}:ro", f"--filesystem={SIGN_INS}")
box = Box()


def signs_in():
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener", 180)
    await_(lambda: not SIGN_IN.exists(), "the sign-in file to be deleted", 60)
    box.see("^Listening to Café am Markt", 120)
    assert not box.sees("mistake"), box.errors()[-2000:]
    assert FILE.exists(), "its owner's file is gone"


def is_locked():
    box.key_until("ctrl+comma", "Attempts to reconnect")
    box.see(f"^Set by your administrator in {re.escape(str(FILE))}$")
    screenshot("sandbox-provision")


try:
    status = tap.run([("/sandbox/provision/signs-in", signs_in), ("/sandbox/provision/is-locked", is_locked)])
    if status:
        print("# " + box.errors()[-6000:].replace("\n", "\n# "))
finally:
    override("--reset")
    subprocess.run(["flatpak", "kill", ID], check=False, stderr=subprocess.DEVNULL)
    for beside in (shop, keyring, desktop):
        beside.end()
raise SystemExit(status)
