#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is data/api/openapi.yaml the route table?  usage: test-openapi.py PRINT_ROUTES YAML"""
import subprocess
import sys

import yaml

METHODS = {"get", "post", "put", "patch", "delete"}


def documented(spec):
    routes = {}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if method not in METHODS:
                continue
            words = set(operation["x-roles"])
            names = [p.get("$ref", "").rsplit("/", 1)[-1]
                     for p in operation.get("parameters", [])]
            words |= {"key", "version"} & set(names)
            if bool(operation.get("security") == []) != (not operation["x-roles"]):
                sys.exit(f"{method} {path}: security and x-roles disagree")
            routes[f"{method.upper()} {path}"] = words
    return routes


def resolve(spec, node, where):
    if isinstance(node, dict):
        if "$ref" in node:
            at = spec
            for part in node["$ref"].lstrip("#/").split("/"):
                if part not in at:
                    sys.exit(f"{where}: {node['$ref']} leads nowhere")
                at = at[part]
        for key, value in node.items():
            resolve(spec, value, f"{where}/{key}")
    elif isinstance(node, list):
        for value in node:
            resolve(spec, value, where)


lines = subprocess.run([sys.argv[1]], text=True, capture_output=True, check=True)
table = {}
for line in lines.stdout.splitlines():
    method, path, *words = line.split()
    table[f"{method} {path}"] = set(words)
with open(sys.argv[2], encoding="utf-8") as file:
    spec = yaml.safe_load(file)
resolve(spec, spec, "")
paper = documented(spec)
complaints = [f"{route}: only in the {where}" for where, one, other in
              (("route table", table, paper), ("document", paper, table))
              for route in sorted(one.keys() - other.keys())]
complaints += [f"{route}: {sorted(table[route])} in the table, {sorted(paper[route])}"
               " in the document" for route in sorted(table.keys() & paper.keys())
               if table[route] != paper[route]]
print("\n".join(complaints) or f"{len(table)} routes agree")
sys.exit(bool(complaints))
