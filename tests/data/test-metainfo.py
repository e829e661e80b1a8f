# SPDX-License-Identifier: GPL-3.0-or-later
"""test-metainfo.py SOURCES METAINFO: what software centres ask of the AppStream file beyond what validators do."""
import datetime
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as ET

import tap

TOP = pathlib.Path(sys.argv[1])
ROOT = ET.parse(sys.argv[2]).getroot()
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SHORTEST, LONGEST = 10, 35


def text(path):
    """Of the one untranslated element there."""
    found = [node for node in ROOT.findall(path) if XML_LANG not in node.attrib]
    assert len(found) == 1, f"{len(found)} times <{path}>"
    return (found[0].text or "").strip()


def version():
    return re.search(r"version: '([^']+)'", (TOP / "meson.build").read_text(encoding="utf-8"))[1]


def names():
    component = text("id")
    assert re.fullmatch(r"io\.github\.shopbell\.Shopbell(\.Devel)?", component), component
    assert ROOT.get("type") == "desktop-application"
    assert len(text("name")) <= 20
    summary = text("summary")
    assert SHORTEST <= len(summary) <= LONGEST, f"{len(summary)} characters: {summary}"
    assert not summary.endswith("."), summary
    assert text("launchable") == component + ".desktop"
    assert text("provides/dbus") == component
    assert text("translation") == "shopbell"
    assert text("metadata_license") == "CC0-1.0"
    assert text("project_license") == "GPL-3.0-or-later"


def developer():
    assert re.fullmatch(r"[a-z0-9.]+", ROOT.find("developer").get("id"))
    assert text("developer/name")


def no_mark_of_others():
    """The service that Shopbell works with is somebody else's: it may be told of, but is not in our name."""
    for path in ("id", "name", "summary"):
        assert "oneentry" not in text(path).lower(), path


def rating():
    node = ROOT.find("content_rating")
    assert node.get("type") == "oars-1.1" and len(node) == 0, "nothing in it is worth a warning"


def colours():
    schemes = {node.get("scheme_preference"): node.text for node in ROOT.findall("branding/color")}
    assert set(schemes) == {"light", "dark"}
    for value in schemes.values():
        assert re.fullmatch(r"#[0-9a-f]{6}", value), value
    assert schemes["light"] != schemes["dark"]


def hardware():
    assert int(text("requires/display_length")) <= 360, "it fits a telephone"
    controls = {node.text for node in ROOT.findall("supports/control")}
    assert controls == {"keyboard", "pointing", "touch"}, controls


def screenshots():
    """Each is one of the tree's, of the size that is said, with a caption and below the version's own address."""
    nodes = ROOT.findall("screenshots/screenshot")
    assert len(nodes) >= 3
    assert [node.get("type") for node in nodes].count("default") == 1
    named = set()
    for node in nodes:
        caption = [c.text for c in node.findall("caption") if XML_LANG not in c.attrib][0]
        assert caption and not caption.endswith("."), caption
        image = node.find("image")
        address = image.text.strip()
        assert f"/v{version()}/" in address and address.startswith("https:"), address
        file = TOP / "data" / "screenshots" / address.rsplit("/", 1)[1]
        named.add(file.name)
        head = file.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n", file
        size = struct.unpack(">II", head[16:24])
        assert size == (int(image.get("width")), int(image.get("height"))), (file, size)
    there = {path.name for path in (TOP / "data" / "screenshots").glob("*.png")}
    assert there == named, there ^ named


def news():
    """[(version, date)] as NEWS has them, newest first."""
    lines = (TOP / "NEWS").read_text(encoding="utf-8").splitlines()
    found = []
    for number, line in enumerate(lines):
        match = re.fullmatch(r"Version (\d+\.\d+\.\d+)", line)
        if match:
            assert re.fullmatch("~+", lines[number + 1]), line
            found.append((match[1], re.fullmatch(r"Released: (\d{4}-\d\d-\d\d)", lines[number + 2])[1]))
    return found


def releases():
    nodes = [(node.get("version"), node.get("date")) for node in ROOT.findall("releases/release")]
    assert nodes == news(), f"metainfo has {nodes}, NEWS has {news()}"
    numbers = [tuple(map(int, v.split("."))) for v, _date in nodes]
    assert numbers == sorted(set(numbers), reverse=True), "newest first, each once"
    dates = [datetime.date.fromisoformat(date) for _version, date in nodes]
    assert dates == sorted(dates, reverse=True), dates
    for node in ROOT.findall("releases/release"):
        assert node.find("description/p").text.strip()


def newest_is_this():
    assert news()[0][0] == version(), f"meson.build says {version()}, NEWS begins with {news()[0][0]}"


def upgrades_are_tried():
    """What each released version left behind is opened by a test."""
    tried = re.search(r"foreach version : \[(.*?)\]", (TOP / "tests/app/meson.build").read_text(encoding="utf-8"))[1]
    for number, _date in news():
        assert f"'{number}'" in tried, f"tests/app/meson.build does not run test-upgrade for {number}"
        for name in ("settings.ini", "history.sql", "secret.json", "keyring.ini"):
            assert (TOP / "tests/app/releases" / number / name).is_file(), f"{number} has no {name}"


tap.main(
    [
        ("/metainfo/names", names),
        ("/metainfo/developer", developer),
        ("/metainfo/no-mark-of-others", no_mark_of_others),
        ("/metainfo/rating", rating),
        ("/metainfo/colours", colours),
        ("/metainfo/hardware", hardware),
        ("/metainfo/screenshots", screenshots),
        ("/metainfo/releases", releases),
        ("/metainfo/newest-is-this", newest_is_this),
        ("/metainfo/upgrades-are-tried", upgrades_are_tried),
    ]
)
