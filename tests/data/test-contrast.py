# SPDX-License-Identifier: GPL-3.0-or-later
"""test-contrast.py SOURCES: every colour of our own can be read where it stands, by WCAG's measure."""
import pathlib
import re
import sys

import tap
import tree

TOP = pathlib.Path(sys.argv[1])
SHEETS = {"light": ("style.css",), "dark": ("style.css", "style-dark.css")}
# Text; text from 24 px or bold from 19 px on, and what is drawn.
TEXT, LARGE, DRAWN = 4.5, 3.0, 3.0
# What libadwaita puts below ours; a dark card is a veil of white over the window.
THEIRS = {
    "light": {"window": "#fafafa", "card": "#ffffff"},
    "dark": {"window": "#242424", "card": "#363636"},
}
KINDS = ("order", "product", "form", "user", "message", "other")
# What stands on what: a name of ours, "SELECTOR property", a colour at a moment of an animation, or one of theirs.
PAIRS = [
    ("bell_brass", "card", TEXT),
    ("bell_brass", "window", TEXT),
    ("bell_brass_fg", "bell_brass_bg", TEXT),
    ("bell_brass_bg", "card", DRAWN),
    *[(f"bell_kind_{kind}", ground, DRAWN) for kind in KINDS for ground in ("card", "window")],
    *[(f"bell_{state}", ground, DRAWN) for state in ("heard", "deaf", "unknown") for ground in ("card", "window")],
    *[(f".bell-counter{part} color", ground, least)
      for part, least in (("", TEXT), ("-age", LARGE), ("-behind", LARGE), ("-calm", LARGE))
      for ground in (".bell-counter background-color", "bell-flash 50%")],
    (".bell-counter-trouble color", ".bell-counter-trouble background-color", TEXT),
    (".bell-counter button.bell-counter-take color", ".bell-counter button.bell-counter-take background-color", TEXT),
]
# Of the dots beside a shop's name none has to be told from its ground: the name says it.
UNMEASURED = re.compile(r"^(\.bell-(blue|green|purple|orange|teal|pink|red|slate) background-color|bell-flash (from|to))$")


def luminance(colour):
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours_of(text):
    """Each colour that a style sheet names, by the name that PAIRS have for it."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found = dict(re.findall(r"@define-color (\w+) (#[0-9a-f]{6});", text))
    for name, steps in re.findall(r"@keyframes ([\w-]+) \{(.*?)\n\}", text, re.DOTALL):
        found.update({f"{name} {step}": colour for step, colour in
                      re.findall(r"(\S+) \{ background-color: (#[0-9a-f]{6}); \}", steps)})
    for selector, body in re.findall(r"^([.\w][^{}@]*?) \{([^{}]*)\}", text, re.MULTILINE):
        found.update({f"{selector} {prop}": colour for prop, colour in
                      re.findall(r"(?:^|[\s;])([a-z-]+): (#[0-9a-f]{6});", body)})
    return found


def read(scheme):
    found = {}
    for sheet in SHEETS[scheme]:
        found.update(colours_of((TOP / "src" / "ui" / sheet).read_text(encoding="utf-8")))
    return found


def can_be_read(scheme):
    def case():
        known = {**read(scheme), **THEIRS[scheme]}
        problems = [f"{over} on {ground}: {ratio(known[over], known[ground]):.2f} instead of {least}"
                    for over, ground, least in PAIRS if ratio(known[over], known[ground]) < least]
        tree.refuse(problems)

    return case


def all_measured():
    """A colour that somebody adds is measured, too; and no colour is hidden where it is not looked for."""
    measured = {name for pair in PAIRS for name in pair[:2]}
    tree.refuse([f"{name} stands in no pair" for scheme in SHEETS for name in read(scheme)
                 if name not in measured and not UNMEASURED.match(name)])
    for sheet in SHEETS["dark"]:
        text = (TOP / "src" / "ui" / sheet).read_text(encoding="utf-8")
        n_found = len(colours_of(text))
        n_there = len(re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))
        shadows = len(re.findall(r"box-shadow: [^;]*#[0-9a-f]{6};", text))  # a frame, beside flashing
        assert n_found + shadows == n_there, f"{sheet}: {n_there} colours, of which {n_found} were found"


def measures_as_the_standard():
    assert round(ratio("#000000", "#ffffff"), 2) == 21
    assert round(ratio("#777777", "#ffffff"), 2) == 4.48
    assert ratio("#336699", "#336699") == 1
    assert colours_of("/* #111111 */\n.a b {\n  color: #222222;\n}\n") == {".a b color": "#222222"}


tap.main(
    [("/contrast/measures-as-the-standard", measures_as_the_standard), ("/contrast/all-measured", all_measured)]
    + [(f"/contrast/{scheme}", can_be_read(scheme)) for scheme in SHEETS]
)
