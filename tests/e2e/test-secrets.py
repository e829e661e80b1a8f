# SPDX-License-Identifier: GPL-3.0-or-later
"""After a busy session with everything logged, no secret stands in any output, setting, bubble or file."""

import os
import pathlib
import re
import subprocess

import tap
from bell_ui import Shop, TestCase, await_
from session import Dunst, Keyring, Till

PASSWORD_IN_FORM = "Zebra-Form-4711"
PASSWORD_IN_EVENT = "Zebra-Event-4712"
TOKEN_IN_EVENT = "Zebra-Token-4713"
CODE = "839274"
WRONG_PASSWORD = "Zebra-Typo-4714"
KEPT = "SUMMER-839"

keyring = Keyring()
dunst = Dunst()
shop = Shop()
till = Till()
# What JSON Web Tokens and the shop's refresh tokens look like: the test need not be told which there were.
PATTERNS = [
    re.compile(rb"eyJ[\w-]{8,}\.[\w-]{8,}"),
    re.compile(rb"\b1\d{12}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}"),
]
SECRETS = [PASSWORD_IN_FORM, PASSWORD_IN_EVENT, TOKEN_IN_EVENT, CODE, WRONG_PASSWORD, shop.password, shop.app_token]
EVENTS = [
    ("order_created", {"order": {"id": 7, "totalSum": "1.00", "promo_code": KEPT, "statusIdentifier": "new"},
                       "password": PASSWORD_IN_EVENT, "nested": [{"accessToken": TOKEN_IN_EVENT}]}),
    ("sign_up", {"formData": [{"marker": "name", "type": "string", "value": "Ada Kept"},
                              {"marker": "password", "type": "string", "value": PASSWORD_IN_FORM}]}),
    ("user_code", {"code": CODE, "email": "ada@example.com", "message": f"Your code is {CODE}"}),
]


def finds(data):
    """The secrets in a piece of bytes."""
    found = [secret for secret in SECRETS if secret.encode() in data]
    # SQLite and JSON may keep text in other clothes.
    found += [f"{secret} (UTF-16)" for secret in SECRETS if secret.encode("utf-16-le") in data]
    return found + [str(match[0][:24]) for pattern in PATTERNS for match in pattern.finditer(data)]


def refuse(name, data):
    found = finds(data)
    assert not found, f"{name}: {found}"


def would_be_noticed():
    for secret in SECRETS:
        assert finds(b"x" + secret.encode() + b"x") and finds(secret.encode("utf-16-le")), secret
    assert finds(b"Bearer " + shop.app_token.encode())
    assert finds(b"token=1763900000000-0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f&")
    assert not finds(b"nothing to see, order 839 of 27 4")


def session():
    """Signs in after a typing error, hears every event, is refreshed and reconnected."""
    till.press("Sign In to a Shop")
    till.type("Address", shop.url)
    till.type("App token", shop.app_token)
    till.press("Next")
    till.see(r"^Who signs in\?$")
    till.type("E-mail", shop.login)
    till.type("Password", WRONG_PASSWORD)
    till.press("Sign In")
    await_(lambda: "signing-in -> signed-out" in till.errors(), "the sign-in to be refused")
    till.type("Password", shop.password)
    till.press("Sign In")
    TestCase.finish(till)
    till.see(r"^Online")
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")
    for name, payload in EVENTS:
        shop.emit(name, payload)
    dunst.await_bubble("^Order 7$")
    await_(lambda: len(dunst.bubbles()) >= len(EVENTS), "a bubble for each event")
    shop.tell("revoke")
    shop.tell("drop")
    await_(lambda: "-> waiting" in till.errors() or till.errors().count("-> online") > 1, "the connection to be lost")
    await_(lambda: shop.tell("sockets") == "1", "the shop to be heard again", 60)
    shop.order(8)
    # The fourth that waits: three bubbles are all that some desktops keep.
    dunst.await_bubble("^4 events$")
    process_list(till.process.pid)
    till.assert_ends_cleanly()


def output():
    text = till.errors()
    assert "online" in text, "the session logged nothing"
    refuse("the program's messages", text.encode())


def process_list(pid, given=()):
    """Whoever lists the processes sees no secret; given: variables that somebody put a secret into on purpose."""
    refuse(f"the arguments of {pid}", pathlib.Path(f"/proc/{pid}/cmdline").read_bytes())
    variables = pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    assert len(variables) > 3, variables
    for variable in variables:
        if variable.partition(b"=")[0].decode() not in given:
            refuse(f"the environment of {pid}", variable)


def bubbles():
    refuse("the bubbles", dunst.output().encode())


def files():
    """Everything that was written below the session's home, runtime and temporary folder."""
    n_files = 0
    for folder in (os.environ["HOME"], os.environ["XDG_RUNTIME_DIR"], os.environ["TMPDIR"]):
        for path in pathlib.Path(folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                n_files += 1
                refuse(str(path), path.read_bytes())
    assert n_files >= 3, "history, settings and keyring should be there"


def kept():
    """The search looks at the right files: what is no secret can be found in them."""
    home = pathlib.Path(os.environ["HOME"])
    everything = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for text in (KEPT, "Ada Kept", shop.url):
        assert text.encode() in everything, text


def listener():
    """shopbell-listen, with all it can say."""
    environment = {**os.environ, "SHOPBELL_APP_TOKEN": shop.app_token, "SHOPBELL_PASSWORD": shop.password,
                   "G_MESSAGES_DEBUG": "all", "SOUP_DEBUG": "all"}
    program = subprocess.Popen(
        [os.environ["SHOPBELL_LISTEN"], "--url", shop.url, "--login", shop.login, "--state", "--raw", "--count",
         str(len(EVENTS)), "--timeout", "60"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    try:
        await_(lambda: shop.tell("sockets") == "1", "the listener to be online")
        # The two variables are how secrets are given to it where there is no file: only its own user can read them.
        process_list(program.pid, ("SHOPBELL_APP_TOKEN", "SHOPBELL_PASSWORD"))
        for name, payload in EVENTS:
            shop.emit(name, payload)
        out, err = program.communicate(timeout=120)
    finally:
        program.kill()
    assert program.returncode == 0, err
    assert KEPT.encode() in out, out
    refuse("its output", out)
    refuse("its messages", err)


try:
    status = tap.run(
        [
            ("/e2e/secrets/would-be-noticed", would_be_noticed),
            ("/e2e/secrets/session", session),
            ("/e2e/secrets/output", output),
            ("/e2e/secrets/bubbles", bubbles),
            ("/e2e/secrets/files", files),
            ("/e2e/secrets/kept", kept),
            ("/e2e/secrets/listener", listener),
        ]
    )
finally:
    till.kill()
    shop.end()
    dunst.end()
    keyring.end()
raise SystemExit(status)
