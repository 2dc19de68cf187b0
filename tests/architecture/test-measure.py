#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long are functions, and do files include each other in circles?

usage: test-measure.py SOURCE_ROOT [--list]

Prints the figures of src and fails where one is past its limit; --list names the longest
functions. A function's lines run from brace to brace. A stem is NAME.c with NAME.h; a
circle is stems that reach each other by #include. Code lines are those that are neither
blank nor comment, nor the licence's, nor an assertion."""
import pathlib
import re
import statistics
import sys

MAX_MEDIAN, MAX_P95 = 9, 24
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"', re.S)
ASSERTION = re.compile(r"\s*(g_assert\w*|OD_ASSERT_\w+|G_STATIC_ASSERT) ?\(")

root = pathlib.Path(sys.argv[1])
src = root / "src"


def without_comments(text):
    return COMMENT.sub(lambda m: m[0] if m[0][0] == '"' else "\n" * m[0].count("\n"), text)


def count_code(text):
    lines = [line for line in without_comments(text).split("\n") if line.strip()]
    return len(lines) - sum(1 for line in lines if ASSERTION.match(line))


def functions(path):
    start, name = None, ""
    lines = path.read_text().split("\n")
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            yield number - start - 1, f"{path.relative_to(root)}:{start} {name}"
            start = None
        elif start is None and (named := re.match(r"(\w+) \(", line)):
            name = named[1]


def read_graph():
    graph = {}
    for path in src.rglob("*.[ch]"):
        stem = str(path.relative_to(src).with_suffix(""))
        targets = graph.setdefault(stem, set())
        for target in re.findall(r'^\s*#\s*include\s+"([^"]+)\.h"', path.read_text(), re.M):
            if target != stem and (src / f"{target}.h").exists():
                targets.add(target)
    return graph


def circles(graph):
    """Tarjan's strongly connected components, of more than one stem."""
    index, low, on, stack, found = {}, {}, set(), [], []

    def visit(stem):
        index[stem] = low[stem] = len(index)
        stack.append(stem)
        on.add(stem)
        for other in sorted(graph.get(stem, ())):
            if other not in index:
                visit(other)
                low[stem] = min(low[stem], low[other])
            elif other in on:
                low[stem] = min(low[stem], index[other])
        if low[stem] == index[stem]:
            part = []
            while not part or part[-1] != stem:
                part.append(stack.pop())
                on.discard(part[-1])
            if len(part) > 1:
                found.append(sorted(part))

    for stem in sorted(graph):
        if stem not in index:
            visit(stem)
    return found


sys.setrecursionlimit(10000)
lengths = sorted(found for path in sorted(src.rglob("*.c")) for found in functions(path))
numbers = [length for length, _ in lengths]
median = statistics.median(numbers)
p95 = numbers[int(len(numbers) * 0.95)]
code = sum(count_code(path.read_text()) for path in src.rglob("*.[ch]"))
found = circles(read_graph())
print(f"{len(numbers)} functions: median {median:g} lines, 95th percentile {p95}, "
      f"longest {numbers[-1]}")
print(f"{code} lines of code")
print(f"{len(found)} include circles")
for part in found:
    print("  " + " ".join(part))
if "--list" in sys.argv:
    for length, name in lengths[-20:]:
        print(length, name)
complaints = []
if median > MAX_MEDIAN:
    complaints.append(f"median of a function: {median:g}, at most {MAX_MEDIAN}")
if p95 > MAX_P95:
    complaints.append(f"95th percentile of a function: {p95}, at most {MAX_P95}")
if found:
    complaints.append("include circles: at most 0")
print("\n".join(complaints) or "within the limits")
sys.exit(bool(complaints))
