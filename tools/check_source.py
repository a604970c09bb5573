#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Checks what the compiler does not: floors, licence lines, first lines, types defined twice,
coroutine traps.

Prints one line a finding and exits with 1 when there is any.
"""

import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
SRC = TOP / "src"

# What each floor may include (docs/architecture.md, "The floors").
MAY_INCLUDE = {
    "base": {"base"},
    "xml": {"base", "xml"},
    "conf": {"base", "xml", "conf"},
    "host": {"base", "xml", "conf", "host"},
    "driver": {"base", "xml", "conf", "host", "driver"},
    "drivers": {"base", "xml", "conf", "host", "driver", "drivers"},
    "rpc": {"base", "driver", "rpc"},
    "daemon": {"base", "xml", "conf", "host", "driver", "drivers", "rpc", "daemon"},
}

# g++ 12 destroys some temporaries of coroutines twice: a co_await and a brace never share a
# statement, and no conditional operator stands around a co_await.
COROUTINE_TRAPS = [
    (re.compile(r"co_await\b[^;{}]*?(?:[^)\s;{}]|\]\s*\([^;{}]*\))\s*\{"), "a brace after co_await"),
    (re.compile(r"\{(?=[^\s;{}])[^;{}]*?\bco_await\b"), "co_await inside braces"),
    (re.compile(r"\bco_await\b[^;{}]*\?|\?[^;{}]*\bco_await\b"), "a conditional around co_await"),
]

NAMESPACE = re.compile(r"^namespace ([\w:]+) \{", re.M)
# A type at the outermost level of a namespace, with a body.
TYPE = re.compile(r"^(?:struct|class|enum class) (\w+)(?!\w|::)[^;{(]*\{", re.M)

STRIP = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def blank(match):
    """Keeps the line count."""
    return "\n" * match.group(0).count("\n")


def floor_findings(path, text):
    parts = path.relative_to(SRC).parts
    floor = parts[0]
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r'#include "([^"]+)"', line)
        if not found:
            continue
        target = found.group(1).split("/")
        if target[0] not in MAY_INCLUDE.get(floor, set()):
            yield number, f"{floor}/ must not include {found.group(1)}"
        elif floor == "drivers" and target[0] == "drivers" and target[1] not in (parts[1], "shared"):
            yield number, f"one driver must not include another: {found.group(1)}"


def findings(path):
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    if not any("SPDX-License-Identifier: LGPL-2.1-or-later" in line for line in lines[:3]):
        yield 1, "no SPDX line"
    if path.suffix == ".hpp":
        if not lines[0].startswith("// ") or "SPDX" in lines[0]:
            yield 1, "line 1 does not say what the header is for"
        if "#pragma once" not in text:
            yield 1, "no #pragma once"
    if SRC in path.parents:
        yield from floor_findings(path, text)
        if path.suffix == ".hpp" and "using namespace" in text:
            yield 1, "using namespace in a header"
    if "co_await" in text:
        code = STRIP.sub(blank, text)
        for pattern, what in COROUTINE_TRAPS:
            for match in pattern.finditer(code):
                yield code.count("\n", 0, match.start()) + 1, what


def types_of(text):
    """The full names of the types that a header defines, with their lines."""
    code = STRIP.sub(blank, text)
    spaces = [(found.start(), found.group(1)) for found in NAMESPACE.finditer(code)]
    for found in TYPE.finditer(code):
        inside = [name for start, name in spaces if start < found.start()]
        if inside:
            yield f"{inside[-1]}::{found.group(1)}", code.count("\n", 0, found.start()) + 1


def twice_findings():
    """The linker keeps one of the inline functions of two types with one name, and tells nobody."""
    seen = {}
    for path in sorted(SRC.rglob("*.hpp")):
        for name, number in types_of(path.read_text(encoding="utf-8")):
            if seen.setdefault(name, path) != path:
                yield path, number, f"{name} is also defined in {seen[name].relative_to(TOP)}"


def main():
    count = 0
    for path, number, what in twice_findings():
        print(f"{path.relative_to(TOP)}:{number}: {what}")
        count += 1
    for folder in ("src", "bench", "dist", "fuzz", "tests", "tools"):
        for path in sorted((TOP / folder).rglob("*.[ch]pp")):
            for number, what in findings(path):
                print(f"{path.relative_to(TOP)}:{number}: {what}")
                count += 1
    return 1 if count else 0


sys.exit(main())
