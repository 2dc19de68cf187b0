#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do windows and codecs name a field of the wire by its macro?  usage: test-fields.py ROOT

A name that is written wrong must not compile. So in the rooms below no text is a field's
name: neither where JSON is read or written, whatever the name, nor anywhere else, if
shared/wire/fields.h has it. Texts that touch are one text, and a #define is read too."""
import pathlib
import re
import sys

# Rooms that read another's JSON (baresip's), a person's CSV, or no JSON at all.
ELSEWHERE = ("src/app/phone/", "src/app/intake/", "src/app/staging/")
# What takes a field's name.
JSON = re.compile(r"json_(object_\w+|u?n?pack\w*)|od_record_get_\w+|od_json_field_\w+"
                  r"|od_form_dialog_(name_field|refuse)")
# Other names that are texts: signals, properties, classes, actions, keys of files.
OTHERS = re.compile(r"g_(signal|object|param|key_file|action|menu)_\w+|(gtk|adw)_\w+"
                    r"|od_signal_new|od_grid_cells_\w+|secret_\w+|G_DEFINE\w*|_|N_")
# Texts that are something else and stand in a table or in a helper's call.
ALLOWED = {
    "src/daemon/api/session-routes.c": {"tcp"},     # a transport
    "src/app/agent/agent-window.c": {"ready"},      # an action
    "src/app/agent/live-call.c": {"held"},          # a style class
    "src/app/keyring.c": {"user"},                  # an attribute of the keyring
    "src/app/settings.c": {"user"},                 # a key of the settings' file
    "src/app/sign-in-file.c": {"user"},             # a key of the sign-in's file
    "src/app/leadset/outcome-words.c": {"transport"},  # an end reason
    "src/app/suite/import-window.c": {"upload"},    # a page of the stack
    "src/app/sync/sse-parser.c": {"id"},            # a line of the event stream
    "src/shared/wire/lead-json.c": {"phone", "status"},  # names in the log of changes
    "src/shared/wire/paths.h": {"agent"},           # an event of the stream
}
WORD = re.compile(r"[a-z][a-z0-9_]*")
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"((?:[^"\\]|\\.)*)"|\'(?:[^\'\\]|\\.)*\''
                   r"|([A-Za-z_]\w*)|(\S)", re.S)


def read_tokens(text):
    """(kind, value, line): names, single signs, and texts, joined where they touch."""
    found = []
    for match in TOKEN.finditer(text):
        string, name, sign = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        if string is not None and found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + string, found[-1][2])
        elif string is not None:
            found.append(("text", string, line))
        elif name is not None:
            found.append(("name", name, line))
        elif sign is not None:
            found.append(("sign", sign, line))
    return found


def read_texts(text):
    """(function whose argument it is, or "", text, line)"""
    inside, last = [], ""
    for kind, value, line in read_tokens(text):
        if kind == "text":
            yield inside[-1] if inside else "", value, line
        elif value in ("(", "{", "["):
            inside.append(last if value == "(" else value)
        elif value in (")", "}", "]") and inside:
            inside.pop()
        last = value if kind == "name" else ""


def check(where, text, names, complaints):
    for function, value, line in read_texts(text):
        if not WORD.fullmatch(value) or value in ALLOWED.get(where, ()):
            continue
        if JSON.fullmatch(function) or (value in names
                                        and not OTHERS.fullmatch(function)):
            complaints.append(f'{where}:{line}: "{value}" is a field of the wire: '
                              f"OD_FIELD_{value.upper()}")


def main():
    root = pathlib.Path(sys.argv[1])
    fields = (root / "src/shared/wire/fields.h").read_text()
    names = dict(re.findall(r'#define OD_FIELD_(\w+)\s+"(\w+)"', fields))
    complaints = [f"fields.h: OD_FIELD_{macro} is not {name}"
                  for macro, name in names.items() if macro != name.upper()]
    for room in ("src/app", "src/shared/wire", "src/daemon/api"):
        for path in sorted((root / room).rglob("*.[ch]")):
            where = str(path.relative_to(root))
            if path.name != "fields.h" and not where.startswith(ELSEWHERE):
                check(where, path.read_text(), set(names.values()), complaints)
    print("\n".join(complaints) or f"{len(names)} fields, each written once")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
