#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tests tests/run quick takes, in a repository of its own.  usage: test-touched.py"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import touched  # noqa: E402

KNOWS = {"shared/db": [], "daemon/store": ["shared/db"], "daemon": ["daemon/store"],
         "app/form": [], "app": ["app/form"]}
ROOMS = [
    (["README.md", "po/outdial.pot", "tests/journeys/windows"], set()),
    (["src/daemon/store/schema/001-spine.sql"], {"daemon/store", "daemon"}),
    (["src/shared/db/db.c"], {"shared/db", "daemon/store"}),
    (["tests/daemon/store/test-store.c"], {"daemon/store"}),
    (["ui/form/form-dialog.ui"], {"app/form", "app"}),
    (["ui/style.css", "src/daemon/main.c"], {"app", "daemon"}),
    (["tests/support/waiting.c"], set(KNOWS)),
    (["src/rooms.ini"], set(KNOWS)),
]
TESTS = ["shared/db/db", "daemon/store/store", "app/form/form-dialog", "app/templates",
         "app/theme"]


def check(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: {got}, wanted {wanted}")


def commit(root, name):
    (root / name).write_text(name)
    touched.git(root, "add", name)
    touched.git(root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit",
                "-q", "-m", name)


for changed, rooms in ROOMS:
    check(changed, touched.list_touched_rooms(changed, KNOWS), rooms)
check("a template needs every widget",
      touched.list_tests(TESTS, {"app/form"}, ["ui/form/form-dialog.ui"]),
      ["app/form/form-dialog", "app/templates"])
check("a room's tests, not those of the rooms below it",
      touched.list_tests(TESTS, {"app", "daemon/store"}, []),
      ["daemon/store/store", "app/templates", "app/theme"])

with tempfile.TemporaryDirectory() as folder:
    top = pathlib.Path(folder)
    touched.git(top, "init", "-q", "-b", "main")
    commit(top, "first")
    check("nothing but a first commit", touched.list_changed(top), [])
    commit(top, "second")
    check("the last commit on main", touched.list_changed(top), ["second"])
    (top / "new").write_text("")
    (top / "first").write_text("changed")
    check("and what is not committed", touched.list_changed(top),
          ["first", "new", "second"])
    touched.git(top, "checkout", "-q", "-b", "branch")
    commit(top, "third")
    commit(top, "fourth")
    check("a branch against main", touched.list_changed(top),
          ["first", "fourth", "new", "third"])
print(f"{len(ROOMS)} changes and 4 histories")
