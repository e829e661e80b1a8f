# SPDX-License-Identifier: GPL-3.0-or-later
"""
settle-bundle.py BUNDLE SECONDS

A bundle says when it was made, which is another second each time. This writes
SECONDS there; everything else in it follows from the sources. The time stands
after the metadata, and nothing that is signed covers it.
"""
import sys

from gi.repository import GLib

# OSTree's static delta: metadata, time, from, to, commit, what it builds on, parts, fall-backs.
SHAPE = "(a{sv}tayay(a{sv}aya(say)sstayay)aya(uayttay)a(yaytt))"


def main():
    path, seconds = sys.argv[1], int(sys.argv[2])
    with open(path, "rb") as file:
        data = bytearray(file.read())
    content = GLib.Variant.new_from_bytes(GLib.VariantType.new(SHAPE), GLib.Bytes.new(bytes(data)), False)
    if not content.is_normal_form():
        sys.exit(f"settle-bundle.py: {path} is no bundle")
    was = content.get_child_value(1).get_data_as_bytes().get_data()
    place = (content.get_child_value(0).get_size() + 7) // 8 * 8
    if data[place : place + 8] != was:
        sys.exit(f"settle-bundle.py: {path} does not say its time where it should")
    # Big-endian, as all numbers of OSTree's.
    data[place : place + 8] = seconds.to_bytes(8, "big")
    with open(path, "wb") as file:
        file.write(data)


main()
