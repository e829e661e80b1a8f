# SPDX-License-Identifier: GPL-3.0-or-later
"""test-tree.py SOURCES: the rules of rules.py on every file, and that they would notice a breach."""
import pathlib
import sys

import rules
import tap
import tree

TOP = pathlib.Path(sys.argv[1])


def on_every_file(rule):
    """A case: no file breaks the rule."""

    def case():
        problems, n_files = [], 0
        for path in tree.files(TOP):
            lines = tree.lines(TOP / path)
            # The licence's text and what npm wrote are not ours to lay out.
            if lines is None or path.name in {"LICENSE", "package-lock.json"} and rule is not rules.check_hosts:
                continue
            n_files += 1
            problems += [f"{path}: {problem}" for problem in rule(path, lines)]
        assert n_files > 50, f"only {n_files} files were found below {TOP}"
        tree.refuse(problems)

    return case


def notices(rule, name, text, said):
    """A case: the rule finds exactly the problems said in a file of this name and text."""

    def case():
        problems = list(rule(pathlib.Path(name), text.split("\n")))
        assert len(problems) == len(said), f"expected {said}, got {problems}"
        for part, problem in zip(said, problems):
            assert part in problem, f"expected “{part}”, got “{problem}”"

    return case


def shell_scripts():
    """Each is read by shellcheck: meson.build, beside this file, names it."""
    named = (TOP / "tests" / "data" / "meson.build").read_text(encoding="utf-8")
    scripts = [path for path in tree.files(TOP) if (tree.lines(TOP / path) or [""])[0] in ("#!/bin/bash", "#!/bin/sh")]
    assert len(scripts) > 10, scripts
    names = [str(path).removeprefix("tests/") for path in scripts]
    tree.refuse([f"{name} is not checked" for name in names if f"/{name}'" not in named])


def function_of(name, n_lines):
    return f"static void\n{name} (void)\n{{\n" + "  x ();\n" * n_lines + "}\n"


URL = "https:" + "//"
ACCEPTS = "on_accept_certificate (void)"
CASES = [
    ("licence", rules.check_licence),
    ("size", rules.check_size),
    ("functions", rules.check_functions),
    ("paths", rules.check_paths),
    ("hosts", rules.check_hosts),
    ("layout", rules.check_layout),
    ("templates", rules.check_templates),
    ("trust", rules.check_trust),
]
NOTICES = [
    ("licence", rules.check_licence, "x.c", "int x;\n", ["no SPDX"]),
    ("licence-of-script", rules.check_licence, "x", "#!/bin/sh\n", ["no SPDX"]),
    ("licence-not-of-data", rules.check_licence, "x.json", "{}\n", []),
    ("size", rules.check_size, "x.c", "\n" * 800, ["801 lines"]),
    ("size-just-right", rules.check_size, "x.c", "\n" * 799, []),
    ("function", rules.check_functions, "x.c", function_of("a", 61), ["a has 61 lines"]),
    ("function-just-right", rules.check_functions, "x.c", function_of("a", 60), []),
    ("function-class-init", rules.check_functions, "x.c", function_of("a_class_init", 70), []),
    ("function-not-struct", rules.check_functions, "x.c", "struct x\n{\n" + "  int x;\n" * 70 + "};\n", []),
    ("path", rules.check_paths, "x.c", "/ho" "me/someone/shop\n", ["line 1"]),
    ("path-not-inside", rules.check_paths, "x.c", "~/ho" "me/x $HOME/ho" "me/x and/or\n", []),
    ("host", rules.check_hosts, "x", f"{URL}packages.somewhere.dev/x\n", ["packages.somewhere.dev"]),
    ("host-not-alike", rules.check_hosts, "x", f"{URL}badexample.com\n", ["badexample.com"]),
    ("host-of-example", rules.check_hosts, "x", f"{URL}shop.example.com/ {URL}shop.example:80/ {URL}127.0.0.1:1\n", []),
    ("host-of-lock", rules.check_hosts, "package-lock.json", f'"resolved": "{URL}npm.dev/x",\n', ["npm.dev"]),
    ("host-of-funding", rules.check_hosts, "package-lock.json", f'"url": "{URL}npm.dev/x",\n', []),
    ("template", rules.check_templates, "x.ui", '<accessibility>\n<property comments="x"/>\n</accessibility>', ["line 2"]),
    ("template-elsewhere", rules.check_templates, "x.ui",
     '<accessibility>\n</accessibility>\n<property comments="x"/>', []),
    ("template-drop-down", rules.check_templates, "x.ui",
     '<object class="GtkDropDown">\n<accessibility>\n<property name="label">x</property>\n</accessibility>', ["line 3"]),
    ("template-labelled-drop-down", rules.check_templates, "x.ui",
     '<object class="GtkDropDown">\n<accessibility>\n<relation name="labelled-by">x</relation>\n</accessibility>', []),
    ("newline", rules.check_layout, "x.c", "int x;", ["exactly one newline"]),
    ("blanks", rules.check_layout, "x.c", "int x; \n", ["blanks"]),
    ("trust-flags", rules.check_trust, "src/x.c", "g_tls_client_connection_set_validation_flags (c, 0);\n", ["line 1"]),
    ("trust-handler", rules.check_trust, "src/x.c", f"{ACCEPTS}\n{{\n  return self->lenient;\n}}\n", ["line 3"]),
    ("trust-refused", rules.check_trust, "src/x.c", f"{ACCEPTS}\n{{\n  return FALSE;\n}}\nx\n{{\n  return TRUE;\n}}\n", []),
]
tap.main(
    [(f"/tree/{name}", on_every_file(rule)) for name, rule in CASES]
    + [("/tree/shell-scripts", shell_scripts)]
    + [(f"/tree/notices/{name}", notices(*rest)) for name, *rest in NOTICES]
)
