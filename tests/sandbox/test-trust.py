# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the sandboxed program trusts: the host's store of certificates, and a file that is named; nobody else."""

import json
import os
import pathlib
import shutil
import subprocess

import tap
from bell_ui import await_
from box import OWN, inside

FOLDER = pathlib.Path(os.environ["BELL_CERTIFICATES"])  # host.pem is in the host's store, own.pem is in none
SHOP = os.environ["BELL_DEMO_SHOP"]
# The real runtime's GnuTLS asks the host by p11-kit. Debian's, of which the
# stand-in is made, reads a file: so what p11-kit answers is written there first.
FROM_HOST = ("p11-kit export-object 'pkcs11:type=cert;object=Shopbell%20host' >/var/cache/host-trust.pem || exit 9; "
             'exec "$@"')


class Secure:
    """A demo shop that shows this certificate."""

    def __init__(self, name):
        self.process = subprocess.Popen([SHOP, "--port", "0", "--every", "0.2", "--cert", FOLDER / f"{name}-shop.pem",
                                         "--key", FOLDER / f"{name}-shop.key"], stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())

    def listen(self, *arguments):
        """shopbell-listen in the sandbox: its exit status and what it says."""
        done = inside("sh", "-c", FROM_HOST, "sh", "shopbell-listen", "--url", self.ready["url"], "--login",
                      self.ready["login"], "--count", "1", "--timeout", "60", *arguments, check=False,
                      options=[f"--env=SHOPBELL_APP_TOKEN={self.ready['appToken']}",
                               f"--env=SHOPBELL_PASSWORD={self.ready['password']}"])
        return done.returncode, done.stdout + done.stderr

    def end(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


def host_store():
    """The one in the store of this host is trusted without a word."""
    shop = Secure("host")
    try:
        code, said = shop.listen()
        assert code == 0 and '"type":"event"' in said, f"{code}: {said}"
    finally:
        shop.end()


def nobody_else():
    shop = Secure("own")
    try:
        code, said = shop.listen()
        assert code == 4, f"{code}: {said}"
    finally:
        shop.end()


def extra_file():
    """One in a file that the sandbox sees."""
    shop = Secure("own")
    file = OWN / "data" / "own-ca.pem"
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOLDER / "own.pem", file)
    await_(file.exists, "the file")
    try:
        code, said = shop.listen("--ca-file", str(file))
        assert code == 0 and '"type":"event"' in said, f"{code}: {said}"
    finally:
        shop.end()


raise SystemExit(tap.run([("/sandbox/trust/host-store", host_store), ("/sandbox/trust/nobody-else", nobody_else),
                          ("/sandbox/trust/extra-file", extra_file)]))
