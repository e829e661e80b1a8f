# SPDX-License-Identifier: GPL-3.0-or-later
"""
manifest.py MANIFEST SOURCES RESULT [RUNTIME-VERSION] [no-check]

Writes MANIFEST to RESULT for a build from the folder SOURCES, seen from that of RESULT: the bundle
contains the manifest, and is to be the same wherever it was built. Says on
standard error what else differs from the one in the tree.
"""
import json
import sys


def main():
    manifest, sources, result, version, *more = sys.argv[1:]
    with open(manifest, encoding="utf-8") as file:
        content = json.load(file)
    module = content["modules"][0]
    module["sources"] = [{"type": "dir", "path": sources}]
    if version and version != content["runtime-version"]:
        print(f"manifest.py: the runtime is {content['runtime']}//{version}, and not {content['runtime-version']}"
              " as the manifest says", file=sys.stderr)
        content["runtime-version"] = version
    if "no-check" in more:
        module["run-tests"] = False
        module.setdefault("config-opts", []).append("-Dtests=false")
    with open(result, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)


main()
