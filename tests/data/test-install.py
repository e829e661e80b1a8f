# SPDX-License-Identifier: GPL-3.0-or-later
"""test-install.py SOURCES BUILD MESON… : an installation is complete, what it has works there, and it can be taken out again."""
import os
import pathlib
import subprocess
import sys
import tempfile

import tap

TOP = pathlib.Path(sys.argv[1])
BUILD = pathlib.Path(sys.argv[2])
PREFIX = sys.argv[3]
APP_ID = sys.argv[4]
MESON = sys.argv[5:]
BASE_ID = "io.github.shopbell.Shopbell"
LOG = BUILD / "meson-logs" / "install-log.txt"
LOOKS = ("", "-waiting", "-ringing", "-deaf")

folder = tempfile.TemporaryDirectory(prefix="shopbell-install-")
dest = pathlib.Path(folder.name)


def expected():
    languages = [line for line in (TOP / "po" / "LINGUAS").read_text(encoding="utf-8").split() if not line.startswith("#")]
    icons = "share/icons/hicolor"
    return {
        "bin/shopbell",
        "bin/shopbell-listen",
        f"share/applications/{APP_ID}.desktop",
        f"share/dbus-1/services/{APP_ID}.service",
        f"share/glib-2.0/schemas/{BASE_ID}.gschema.xml",
        f"share/metainfo/{APP_ID}.metainfo.xml",
        f"{icons}/scalable/apps/{APP_ID}.svg",
        *(f"{icons}/symbolic/apps/{APP_ID}{look}-symbolic.svg" for look in LOOKS),
        *(f"share/shopbell/sounds/{path.name}" for path in (TOP / "data" / "sounds").glob("*.flac")),
        *(f"share/locale/{language}/LC_MESSAGES/shopbell.mo" for language in languages),
        "share/doc/shopbell/provision.conf.example",
        "share/man/man1/shopbell.1",
        "share/man/man1/shopbell-listen.1",
    }


def installed():
    root = dest / PREFIX.lstrip("/")
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() or path.is_symlink()}


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def installs():
    run(*MESON, "install", "-C", BUILD, "--no-rebuild", "--destdir", dest)
    assert installed() == expected(), f"unexpected or missing: {sorted(installed() ^ expected())}"


def nothing_beside():
    """All of it lies in the prefix."""
    outside = [str(path) for path in dest.rglob("*") if path.is_file() and not path.is_relative_to(dest / PREFIX.lstrip("/"))]
    assert not outside, outside


def modes():
    for name in installed():
        mode = (dest / PREFIX.lstrip("/") / name).stat().st_mode & 0o7777
        assert mode == (0o755 if name.startswith("bin/") else 0o644), f"{name}: {mode:o}"


def starts():
    version = run(dest / PREFIX.lstrip("/") / "bin" / "shopbell-listen", "--version")
    assert version.startswith("shopbell-listen "), version


def manuals_name_every_option():
    """What --help says is in the manual."""
    program = dest / PREFIX.lstrip("/") / "bin" / "shopbell-listen"
    manual = (dest / PREFIX.lstrip("/") / "share/man/man1/shopbell-listen.1").read_text(encoding="utf-8")
    options = {word.split("=")[0] for line in run(program, "--help").splitlines() for word in line.split()[:2]
               if word.startswith("--")}
    assert len(options) > 10, options
    missing = [option for option in options if option.replace("-", "\\-") not in manual]
    assert not missing, missing


def schema_compiles():
    schemas = dest / PREFIX.lstrip("/") / "share/glib-2.0/schemas"
    run("glib-compile-schemas", "--strict", "--dry-run", schemas)


def uninstalls():
    """Neither a file nor a folder of its own stays; `ninja uninstall` does the same."""
    run(*MESON, "--internal", "uninstall", cwd=BUILD)
    left = [str(path.relative_to(dest)) for path in dest.rglob("*")]
    assert not left, left


# The real installation's log is what "uninstall" goes by: it is put back.
kept = LOG.read_bytes() if LOG.exists() else None
os.environ.pop("DESTDIR", None)
try:
    status = tap.run(
        [
            ("/install/installs", installs),
            ("/install/nothing-beside", nothing_beside),
            ("/install/modes", modes),
            ("/install/starts", starts),
            ("/install/manuals", manuals_name_every_option),
            ("/install/schema", schema_compiles),
            ("/install/uninstalls", uninstalls),
        ]
    )
finally:
    if kept is not None:
        LOG.write_bytes(kept)
    elif LOG.exists():
        LOG.unlink()
    folder.cleanup()
sys.exit(status)
