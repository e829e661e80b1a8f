# SPDX-License-Identifier: GPL-3.0-or-later
"""
The signed repository over HTTP, in an installation of its own: from the remote, from the .flatpakref and from the bundle
it installs and starts; what somebody changed on the way is refused. And the devel variant stands beside the other.
"""

import contextlib
import functools
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import urllib.parse

import tap
from box import ID

MADE = pathlib.Path(os.environ["BELL_FLATPAKS"])  # of build-aux/make-flatpak: build/ and devel/, each with a signed repo/
REF = MADE / "build" / f"{ID}.flatpakref"
BUNDLE = next((MADE / "build").glob("*.flatpak"))
KEY = MADE / "build" / "key.gpg"
# The one that is there has the runtime; of the application this one is to know nothing.
INSTALLATION = MADE / "second-installation"
SERVED = pathlib.Path(tempfile.mkdtemp(prefix="served-", dir=os.environ["HOME"]))


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def written(key):
    """A line of the .flatpakref."""
    return re.search(f"^{key}=(.*)$", REF.read_text(encoding="utf-8"), re.MULTILINE)[1]


URL = written("Url")  # …/build/repo
ROOT = URL.removesuffix("/build/repo")


def flatpak(*arguments, check=True):
    done = subprocess.run(["flatpak", *arguments], capture_output=True, text=True, timeout=600, check=False)
    assert not check or done.returncode == 0, f"{arguments}: {done.returncode}: {done.stdout}{done.stderr}"
    return done


def install(*arguments, check=True):
    return flatpak("install", "--user", "-y", "--noninteractive", *arguments, check=check)


def installed():
    return set(flatpak("list", "--user", "--app", "--columns=application").stdout.split())


def starts(name=ID, branch="stable"):
    said = flatpak("run", "--user", "--command=shopbell", f"{name}//{branch}", "--version").stdout
    assert re.search(r"\b\d+\.\d+\.\d+\b", said), said


def add_remote(name, url, key=KEY):
    flatpak("remote-add", "--user", f"--gpg-import={key}", name, url)


def forget():
    """As on a computer that never heard of Shopbell."""
    for name in installed():
        flatpak("uninstall", "--user", "-y", "--noninteractive", name)
    for line in flatpak("remotes", "--user", "--columns=name").stdout.split():
        if line != "runtime":
            flatpak("remote-delete", "--user", "--force", line)
    assert installed() == set()


def is_verified(remote):
    """The installation keeps asking for the signature, of each commit and of the list of them."""
    config = (INSTALLATION / "repo" / "config").read_text(encoding="utf-8")
    section = re.search(rf'^\[remote "{remote}"\]\n((?:(?!\[).*\n?)*)', config, re.MULTILINE)[1]
    for line in ("gpg-verify=true", "gpg-verify-summary=true", f"url={URL}"):
        assert line in section.splitlines(), section


def from_the_remote():
    add_remote("shop", URL)
    install("shop", f"{ID}//stable")
    is_verified("shop")
    starts()


def from_the_ref():
    forget()
    install("--from", str(REF))
    is_verified(written("SuggestRemoteName"))
    starts()


def from_the_bundle():
    """It names the repository and brings its key: later versions come from there, and only signed ones."""
    forget()
    install("--bundle", str(BUNDLE))
    remote = flatpak("info", "--user", "--show-origin", ID).stdout.strip()
    is_verified(remote)
    flatpak("update", "--user", "-y", "--noninteractive", ID)
    starts()


def devel_beside_it():
    add_remote("devel", f"{ROOT}/devel/repo", MADE / "devel" / "key.gpg")
    install("devel", f"{ID}.Devel//master")
    assert installed() == {ID, f"{ID}.Devel"}, installed()
    starts()
    starts(f"{ID}.Devel", "master")
    exports = {path.name for path in (INSTALLATION / "exports" / "share").rglob("*") if path.name.startswith(ID)}
    for file in (f"{ID}.desktop", f"{ID}.Devel.desktop", f"{ID}.svg", f"{ID}.Devel.svg"):
        assert file in exports, exports


def copy_of_repository(name):
    """To change; served at the address that it gives."""
    folder = SERVED / name
    shutil.copytree(MADE / "build" / "repo", folder)
    return folder, f"{ROOT}/{urllib.parse.quote(name)}"


def refused(name, url, said, key=KEY):
    """Nothing of it is installed, and the reason is this one."""
    forget()
    done = flatpak("remote-add", "--user", f"--gpg-import={key}", name, url, check=False)
    if done.returncode == 0:
        done = install(name, f"{ID}//stable", check=False)
    assert done.returncode != 0, "it was installed"
    assert re.search(said, done.stderr + done.stdout, re.IGNORECASE), done.stderr + done.stdout
    assert installed() == set(), installed()


def ref_of(repository):
    return next(line for line in subprocess.run(["ostree", "refs", f"--repo={repository}", "--list"], check=True, text=True,
                                                capture_output=True).stdout.split() if line.startswith(f"app/{ID}/"))


def unchanged():
    """A copy as it is can be installed: what is refused below is refused for what was changed in it."""
    forget()
    _, url = copy_of_repository("same")
    add_remote("same", url)
    install("same", f"{ID}//stable")
    starts()


def recommit(folder, *signing):
    """What anybody can make of it who has the server: a newer commit of the same, and a list that names it."""
    ref = ref_of(folder)
    subprocess.run(["flatpak", "build-commit-from", "--force", "--subject=Other", f"--src-repo={MADE / 'build' / 'repo'}",
                    f"--src-ref={ref}", *signing, str(folder), ref], check=True, capture_output=True, timeout=300)
    subprocess.run(["flatpak", "build-update-repo", *signing, str(folder)], check=True, capture_output=True, timeout=300)


def unsigned():
    folder, url = copy_of_repository("unsigned")
    recommit(folder)
    refused("unsigned", url, "GPG|signature")


def of_another_key():
    home = pathlib.Path(tempfile.mkdtemp(prefix="key-"))
    gpg = ["gpg", "--homedir", str(home), "--batch", "--passphrase", ""]
    try:
        subprocess.run([*gpg, "--quick-generate-key", "Somebody else", "ed25519", "sign", "never"], check=True,
                       capture_output=True, timeout=300)
        keys = subprocess.run([*gpg, "--list-keys", "--with-colons"], check=True, capture_output=True, text=True, timeout=60)
        folder, url = copy_of_repository("other")
        recommit(folder, f"--gpg-sign={re.search('^fpr:+([0-9A-F]+):', keys.stdout, re.MULTILINE)[1]}", f"--gpg-homedir={home}")
        refused("other", url, "GPG|signature")
    finally:
        subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)
        shutil.rmtree(home, ignore_errors=True)


def object_of(repository, path):
    """Where the repository has a file of the application."""
    said = subprocess.run(["ostree", f"--repo={repository}", "ls", "--checksum", ref_of(repository), path], check=True,
                          capture_output=True, text=True, timeout=60).stdout
    checksum = re.search(r"\b[0-9a-f]{64}\b", said)[0]
    return repository / "objects" / checksum[:2] / f"{checksum[2:]}.filez"


def spoiled():
    """One file of it is another: its checksum is not what the signed commit says."""
    folder, url = copy_of_repository("spoiled")
    one, other = (object_of(folder, f"/files/bin/{name}") for name in ("shopbell", "shopbell-listen"))
    one.write_bytes(other.read_bytes())
    refused("spoiled", url, "corrupt|checksum")


@contextlib.contextmanager
def everything():
    """The server, the bus that installing asks, and the installation; all of it goes again."""
    for name in ("build", "devel"):
        (SERVED / name).mkdir()
        (SERVED / name / "repo").symlink_to(MADE / name / "repo")
    shutil.rmtree(INSTALLATION, ignore_errors=True)
    shutil.copytree(os.environ["FLATPAK_USER_DIR"], INSTALLATION, symlinks=True, copy_function=os.link)
    os.environ["FLATPAK_USER_DIR"] = str(INSTALLATION)
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", urllib.parse.urlsplit(URL).port),
                                             functools.partial(Handler, directory=str(SERVED)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        forget()
        yield
    finally:
        server.shutdown()
        server.server_close()
        shutil.rmtree(INSTALLATION, ignore_errors=True)


with everything():
    status = tap.run([
        ("/sandbox/repository/remote", from_the_remote),
        ("/sandbox/repository/ref", from_the_ref),
        ("/sandbox/repository/bundle", from_the_bundle),
        ("/sandbox/repository/devel", devel_beside_it),
        ("/sandbox/repository/unchanged", unchanged),
        ("/sandbox/repository/unsigned", unsigned),
        ("/sandbox/repository/other-key", of_another_key),
        ("/sandbox/repository/spoiled", spoiled),
    ])
raise SystemExit(status)
