#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the unit tests that a change touches, one a line, for tests/run quick.

usage: touched.py SOURCE_ROOT BUILD_DIR

The change is what the work tree and its commits have that main does not; on main itself,
the last commit and what is not committed. A touched room's tests count, and those of the
rooms that know it; of a test folder, its own. What stands in no room (the build, the
floor plan, what tests share) touches every test.
"""
import configparser
import json
import os
import pathlib
import subprocess
import sys

EVERYWHERE = ("meson.build", "meson_options.txt", "src/meson.build", "src/rooms.ini",
              "tests/meson.build", "tests/support/", "tests/architecture/floor-plan.py")
TEMPLATES = "app/templates"  # makes every widget of every window


def git(root, *words):
    # What a hook's git says of its own repository is not meant for this one.
    own = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    return subprocess.run(["git", "-C", root, *words], check=True, text=True, env=own,
                          capture_output=True).stdout


def find_base(root):
    """The commit that the change is measured from."""
    head = git(root, "rev-parse", "HEAD").strip()
    for main in ("main", "origin/main"):
        try:
            base = git(root, "merge-base", "HEAD", main).strip()
        except subprocess.CalledProcessError:
            continue
        if base != head:
            return base
    parents = git(root, "rev-list", "--parents", "-n", "1", "HEAD").split()[1:]
    return parents[0] if parents else head


def list_changed(root):
    changed = git(root, "diff", "--name-only", "--no-renames", "-z", find_base(root))
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return sorted(set(filter(None, (changed + new).split("\0"))))


def find_room(path, rooms):
    """The room in whose folder @path stands, or None."""
    folder = pathlib.PurePosixPath(path).parent
    while str(folder) != ".":
        if str(folder) in rooms:
            return str(folder)
        folder = folder.parent
    return None


def list_touched_rooms(changed, knows):
    """@knows: what each room knows; gives the rooms whose tests count."""
    touched = set()
    for path in changed:
        top, _, rest = path.partition("/")
        if path.startswith(EVERYWHERE):
            return set(knows)
        if top == "ui":
            top, rest = "src", "app/" + rest
        room = find_room(rest, knows) if top in ("src", "tests") else None
        if room:
            touched.add(room)
            if top == "src":
                touched.update(other for other in knows if room in knows[other])
    return touched


def list_tests(tests, rooms, changed):
    shown = any(path.startswith(("src/app/", "ui/")) for path in changed)
    return [name for name in tests
            if name.rpartition("/")[0] in rooms or (shown and name == TEMPLATES)]


def main(root, build):
    plan = configparser.ConfigParser()
    plan.read(f"{root}/src/rooms.ini")
    knows = {room: plan[room]["knows"].split() for room in plan.sections()}
    known = json.loads(subprocess.run(["meson", "introspect", "--tests", build], text=True,
                                      check=True, capture_output=True).stdout)
    units = [test["name"] for test in known
             if any(suite.endswith("unit") for suite in test["suite"])]
    changed = list_changed(root)
    print("\n".join(list_tests(units, list_touched_rooms(changed, knows), changed)))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except subprocess.CalledProcessError as failed:
        sys.exit(f"touched: {' '.join(failed.cmd)}: {failed.stderr.strip()}")
