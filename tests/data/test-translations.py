# SPDX-License-Identifier: GPL-3.0-or-later
"""test-translations.py SOURCES: every language of po/LINGUAS says all there is to say, in forms that can be printed."""
import pathlib
import subprocess
import sys
import tempfile

import tap
import tree

TOP = pathlib.Path(sys.argv[1])
PO = TOP / "po"
# What people who keep shops speak; a language that is here is complete.
LANGUAGES = ["ar", "de", "es", "fr", "pt_BR", "ru", "tr"]
# As meson's preset for GLib gives them to xgettext.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3"]


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=TOP)
    return done.returncode, (done.stdout + done.stderr).strip()


def languages():
    words = (PO / "LINGUAS").read_text(encoding="utf-8")
    return [word for line in words.splitlines() if not line.startswith("#") for word in line.split()]


def named():
    assert languages() == LANGUAGES, languages()
    tree.refuse([f"{path.name} is not named in LINGUAS" for path in PO.glob("*.po") if path.stem not in languages()])


def extract(folder):
    pot = pathlib.Path(folder, "all.pot")
    status, said = run("xgettext", "--from-code=UTF-8", "--add-comments", f"--files-from={PO / 'POTFILES.in'}", "-o", pot,
                       *[f"--keyword={keyword}" for keyword in KEYWORDS])
    assert status == 0 and pot.is_file(), said
    return pot


def complete(language):
    """msgcmp names each text that is missing, empty or only guessed."""

    def case():
        with tempfile.TemporaryDirectory() as folder:
            status, said = run("msgcmp", PO / f"{language}.po", extract(folder))
        assert status == 0, said

    return case


def printable(language):
    """The same arguments in each form, the underscore of a key where there is one, all plural forms."""

    def case():
        status, said = run("msgfmt", "--check-format", "--check-header", "--check-accelerators=_", "-o", "/dev/null",
                           PO / f"{language}.po")
        assert status == 0 and "warning" not in said, said
        text = (PO / f"{language}.po").read_text(encoding="utf-8")
        assert f'"Language: {language}\\n"' in text

    return case


tap.main(
    [("/translations/named", named)]
    + [(f"/translations/{language}/complete", complete(language)) for language in LANGUAGES]
    + [(f"/translations/{language}/printable", printable(language)) for language in LANGUAGES]
)
