#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints src/rooms.ini as lines of room;knows;uses for src/meson.build."""
import configparser
import sys

plan = configparser.ConfigParser()
plan.read(sys.argv[1])
for room in plan.sections():
    uses = plan[room]["uses"].split()
    if plan[room].get("plain") != "yes":
        uses.insert(0, "glib")
    print(room, " ".join(plan[room]["knows"].split()), " ".join(uses), sep=";")
