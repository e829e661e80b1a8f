# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop on the official socket.io server, and what a storm of its events left behind."""

import contextlib
import os
import pathlib
import sqlite3

from bell_ui import Shop, await_
from session import history_path

SETTINGS = """[io/github/shopbell/Shopbell]
deaf-after=uint32 5
deaf-repeat=uint32 0
"""


class StormShop(Shop):
    def __init__(self):
        super().__init__("node", os.environ["BELL_STORM_SHOP"])

    def burst(self, n, first=1):
        """Sent when this returns, not yet heard."""
        self.tell(f"burst {n} {first}")


def write_settings():
    folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    folder.mkdir(parents=True)
    (folder / "keyfile").write_text(SETTINGS, encoding="utf-8")


def sign_in(till, shop):
    """To a shop that tells nobody how to sign in."""
    till.type("Address", shop.url)
    till.type("App token", shop.app_token)
    till.press("Next")
    till.see("^This shop does not tell how to sign in")
    till.type("Login", shop.login)
    till.type("Password", shop.password)
    till.press("Sign In")
    await_(lambda: shop.tell("sockets") == "1", "the shop to have one listener")


def query(sql):
    """Of the history, read as another program would."""
    with contextlib.closing(sqlite3.connect(f"file:{history_path()}?mode=ro", uri=True, timeout=60)) as database:
        return database.execute(sql).fetchall()


def numbers():
    """How many orders, how many different ones, the first and the last."""
    return query("SELECT count (*), count (DISTINCT entity), min (CAST (entity AS INT)), max (CAST (entity AS INT)) "
                 "FROM event WHERE kind = 'order'")[0]


def is_sound():
    assert query("PRAGMA integrity_check") == [("ok",)]
