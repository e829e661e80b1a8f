# SPDX-License-Identifier: GPL-3.0-or-later
"""covered.py REPORT: of gcovr's JSON, what of each room of src/ ran, and what of the files below the aim did not.

The exit status is 1 where a room below ui/ misses the aim. A room of which nothing ran has not been tried: its suite is
another one.
"""
import collections
import json
import pathlib
import sys

AIM = 90
LONGEST = 12  # stretches of lines named of a file


def percent(ran, lines):
    return 100 * ran / lines if lines else 100


def stretches(numbers):
    """[3, 4, 5, 9] as ["3-5", "9"]."""
    found = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in found]


def main(report):
    rooms = collections.defaultdict(lambda: [0, 0])
    poor = []
    for file in json.loads(pathlib.Path(report).read_text(encoding="utf-8"))["files"]:
        parts = pathlib.PurePath(file["file"]).parts
        lines = {line["line_number"]: line["count"] for line in file["lines"] if not line.get("gcovr/noncode")}
        ran = sum(1 for count in lines.values() if count)
        room = rooms[parts[1] if len(parts) > 2 else "main"]
        room[0] += ran
        room[1] += len(lines)
        if percent(ran, len(lines)) < AIM:
            poor.append((file["file"], parts[1], ran, lines))

    tried = {name: counts for name, counts in rooms.items() if name not in ("ui", "main") and counts[0]}
    for name, room, ran, lines in sorted(poor, key=lambda entry: percent(entry[2], len(entry[3]))):
        if room not in tried:
            continue
        missing = stretches(number for number, count in lines.items() if not count)
        more = f" and {len(missing) - LONGEST} more" if len(missing) > LONGEST else ""
        print(f"{percent(ran, len(lines)):5.1f} %  {name}: not lines {', '.join(missing[:LONGEST])}{more}")
    print(f"\n{'room':<12} {'lines':>6} {'ran':>6}")
    for name, (ran, lines) in sorted(rooms.items()):
        print(f"{name:<12} {lines:>6} " + (f"{percent(ran, lines):5.1f} %" if ran else " not tried"))
    ran, lines = (sum(column) for column in zip(*tried.values())) if tried else (0, 0)
    print(f"{'below ui':<12} {lines:>6} {percent(ran, lines):5.1f} %")
    return 0 if tried and all(percent(*counts) >= AIM for counts in tried.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
