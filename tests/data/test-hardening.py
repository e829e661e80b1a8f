# SPDX-License-Identifier: GPL-3.0-or-later
"""test-hardening.py READELF FORTIFIED PROGRAM…: what the compiler and the linker can do against a bug's abuse is in the programs.

FORTIFIED is "yes" where the build optimizes: without that the C library's checked calls are not used.
"""
import pathlib
import re
import subprocess
import sys

import tap

READELF = sys.argv[1]
FORTIFIED = sys.argv[2] == "yes"


def read(program, *what):
    return subprocess.run([READELF, "-W", *what, program], check=True, capture_output=True, text=True).stdout


def check(program):
    headers = read(program, "-l")
    dynamic = read(program, "-d")
    symbols = read(program, "--dyn-syms")
    flags = re.search(r"\(FLAGS_1\)\s+Flags: (.*)", dynamic)
    stack = re.search(r"^\s+GNU_STACK\s.*\s(R\S*)\s+0x", headers, re.MULTILINE)

    assert "Elf file type is DYN" in headers and flags and "PIE" in flags[1].split(), "it lies at a fixed address"
    assert re.search(r"^\s+GNU_RELRO\s", headers, re.MULTILINE), "its tables of addresses stay writable (no relro)"
    assert "NOW" in flags[1].split(), "its tables of addresses stay writable, for they are filled late (no bind-now)"
    assert stack and "E" not in stack[1], f"its stack can be run as code: {stack and stack[1]}"
    assert not re.search(r"^\s+LOAD\s.*\sRWE\s", headers, re.MULTILINE), "some of its memory is writable and can be run"
    assert "__stack_chk_fail" in symbols, "no function of it checks its stack"
    assert not FORTIFIED or re.search(r"\s__\w+_chk@GLIBC", symbols), "none of its calls of the C library is checked"
    assert "(RPATH)" not in dynamic and "(RUNPATH)" not in dynamic, "it looks for libraries in a place of its own"


raise SystemExit(tap.run((f"/hardening/{pathlib.Path(program).name}", lambda program=program: check(program)) for program in sys.argv[3:]))
