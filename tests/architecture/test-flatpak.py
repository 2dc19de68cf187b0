#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the Flatpak manifest sound, and does it ask for no more than the app needs?
usage: test-flatpak.py MANIFEST"""
import pathlib
import sys

import yaml

MAY = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11",
       "--socket=pulseaudio", "--device=dri"}
path = pathlib.Path(sys.argv[1])
manifest = yaml.safe_load(path.read_text())
complaints = []
if manifest["id"] != path.stem:
    complaints.append(f"id {manifest['id']} is not the file's name")
for key in ("runtime", "sdk", "command", "modules", "finish-args"):
    if not manifest.get(key):
        complaints.append(f"{key} is missing")
if not isinstance(manifest.get("runtime-version"), str):
    complaints.append("runtime-version must be a text: YAML would read a number")
for right in manifest.get("finish-args", []):
    if right not in MAY:
        complaints.append(f"{right}: the app must do without")
for module in manifest.get("modules", []):
    for source in module.get("sources", []):
        if source["type"] in ("archive", "file") and len(source.get("sha256", "")) != 64:
            complaints.append(f"{module['name']}: {source.get('url')} has no sha256")
        if source["type"] == "git" and len(source.get("commit", "")) != 40:
            complaints.append(f"{module['name']}: {source.get('url')} is not pinned")
print("\n".join(complaints) or "the manifest is sound")
sys.exit(bool(complaints))
