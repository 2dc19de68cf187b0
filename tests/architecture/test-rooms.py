#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the code keep to src/rooms.ini?  usage: test-rooms.py SOURCE_ROOT"""
import configparser
import pathlib
import re
import sys

LIBRARY = [  # what an <angle> include belongs to; anything else is libc
    (r"gtk/|gdk/|gsk/", "gtk"), (r"adwaita", "adwaita"), (r"cairo", "cairo"),
    (r"libsoup/", "libsoup"), (r"sqlite3", "sqlite3"), (r"csv\.h", "csv"),
    (r"jansson", "jansson"), (r"microhttpd", "microhttpd"), (r"sodium", "sodium"),
    (r"libsecret/", "secret"), (r"re\.h|re_", "re"), (r"rem\.h|rem_", "rem"),
    (r"glib|gio/|gobject/", "glib"), (r"math\.h", "m"),
]
SQL = re.compile(r'"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE)\s')
NAP = re.compile(r"\b(g_usleep|usleep|sleep|nanosleep)\s*\(")
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
MAX_FILE, MAX_LINE, MAX_FUNCTION = 600, 90, 50
TOP = {"meson.build", "meson_options.txt", "src", "data", "ui", "po", "tests",
       "flatpak", "README.md", "COPYING"}

root = pathlib.Path(sys.argv[1])
src = root / "src"
plan = configparser.ConfigParser()
plan.read_string((src / "rooms.ini").read_text())
knows = {room: plan[room]["knows"].split() for room in plan.sections()}
uses = {room: plan[room]["uses"].split() for room in plan.sections()}
for room in plan.sections():
    if plan[room].get("plain") != "yes":
        uses[room].append("glib")
complaints, stems = [], {}
idle = {(room, grant) for room in plan.sections()
        for grant in knows[room] + plan[room]["uses"].split()}


def complain(where, what):
    complaints.append(f"{where}: {what}")


def check_includes(room, at, line):
    if quoted := re.match(r'\s*#\s*include\s+"([^"]+)"', line):
        target = str(pathlib.PurePosixPath(quoted[1]).parent)
        if quoted[1].endswith("-resource.h"):  # made by the build in the room itself
            return
        idle.discard((room, target))
        if target != room and target not in knows[room]:
            complain(at, f"{room} may not know {target} ({quoted[1]})")
    elif angled := re.match(r"\s*#\s*include\s+<([^>]+)>", line):
        for pattern, library in LIBRARY:
            if re.match(pattern, angled[1]):
                idle.discard((room, library))
                if library not in uses[room]:
                    complain(at, f"{room} may not use {library} (<{angled[1]}>)")
                break


def read_code(path):
    """Its lines without the licence's, which every file has and none is judged by."""
    lines = path.read_text().split("\n")
    if lines[0] != f"/* {LICENCE} */":
        complain(path.relative_to(root), f"does not begin with /* {LICENCE} */")
        return lines
    return lines[1:]


def check_length(where, lines):
    if len(lines) > MAX_FILE:
        complain(where, f"{len(lines)} lines, at most {MAX_FILE}")


def check_functions(where, lines):
    start = None
    for number, line in enumerate(lines, 2):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start > MAX_FUNCTION + 1:
                complain(f"{where}:{start}", f"a function of {number - start - 1} lines")
            start = None


for number, room in enumerate(plan.sections()):
    for other in knows[room]:
        if other not in plan.sections()[:number]:
            complain("rooms.ini", f"{room} knows {other}, which is not above it")

for path in sorted(p for p in src.rglob("*") if p.suffix in (".c", ".h")):
    room, where = str(path.parent.relative_to(src)), path.relative_to(root)
    if room not in knows:
        complain(where, f"the folder {room} is not in rooms.ini")
        continue
    twin = stems.setdefault(path.stem, room)
    if twin != room and path.stem != "main":
        complain(where, f"{twin} already has a {path.stem}")
    lines = read_code(path)
    check_length(where, lines)
    if path.suffix == ".c" and not lines[0].startswith("/*"):
        complain(where, "does not open with a paragraph that says what it is")
    check_functions(where, lines)
    for number, line in enumerate(lines, 2):
        at = f"{where}:{number}"
        if len(line) > MAX_LINE:
            complain(at, f"{len(line)} columns, at most {MAX_LINE}")
        if NAP.search(line):
            complain(at, "waits by the clock: wait for an event")
        if SQL.search(line) and room != "shared/db" and not path.stem.endswith("-store"):
            complain(at, "SQL outside a -store file")
        check_includes(room, at, line)

for room, grant in sorted(idle):
    complain("rooms.ini", f"{room} is granted {grant}, which no file of it includes")
for path in sorted(p for p in (root / "tests").rglob("*") if p.suffix in (".c", ".h")):
    lines = read_code(path)
    check_length(path.relative_to(root), lines)
    check_functions(path.relative_to(root), lines)
for path in sorted((root / "tests").rglob("test-*.c")):
    room = path.parent.relative_to(root / "tests")
    if room.parts[0] != "journeys" and not (src / room / path.name[5:]).exists():
        complain(path.relative_to(root), "tests no file of that name and room")
for path in sorted((root / "ui").rglob("*.ui")):
    twin = src / "app" / path.relative_to(root / "ui").with_suffix(".c")
    if not twin.exists():
        complain(path.relative_to(root), f"has no {twin.relative_to(root)}")
for folder in ("src", "tests", "data", "ui"):
    for path in sorted((root / folder).rglob("*")):
        if path.suffix in (".py", ".sh", ".ui") or path.name == "meson.build":
            if LICENCE not in path.read_text()[:200]:
                complain(path.relative_to(root), "does not name its licence (SPDX)")
for path in sorted(root.iterdir()):
    built = path.name.startswith("build") or (path / "build.ninja").exists()
    if path.name not in TOP and path.name[0] != "." and not built:
        complain(path.name, "does not belong on the top level")

print("\n".join(complaints) or f"{len(knows)} rooms in order")
sys.exit(bool(complaints))
