#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does every commit since this test came say in at most 72 columns what is true now, and
below why?  usage: test-commits.py SOURCE_ROOT"""
import subprocess
import sys

SKIPPED, MAX_SUBJECT = 77, 72


def git(*words):
    return subprocess.run(["git", "-C", sys.argv[1], *words], check=True, text=True,
                          capture_output=True).stdout


def judge(commit):
    subject, _, body = commit.partition("\n")
    if len(subject) > MAX_SUBJECT:
        yield f"{len(subject)} columns, at most {MAX_SUBJECT}"
    if ": " not in subject:
        yield "does not begin with what it is about, as in “store: …”"
    if not body.strip():
        yield "does not say why: give it a body"


try:
    # In a shallow clone this is the oldest commit there is: those after it are judged.
    first = git("log", "--diff-filter=A", "--format=%H", "--",
                "tests/architecture/test-commits.py").split()[:1]
    commits = git("log", "-z", "--no-merges", "--format=%B", f"{first[0]}..HEAD") \
        if first else ""
except (OSError, subprocess.CalledProcessError) as error:
    print(f"not judged: {getattr(error, 'stderr', None) or error}")
    sys.exit(SKIPPED)
commits = [commit.strip() for commit in commits.split("\0") if commit.strip()]
if not commits:
    print("not judged: no commit has come since this test")
    sys.exit(SKIPPED)
wrong = [f"“{commit.partition(chr(10))[0]}” {what}" for commit in commits
         for what in judge(commit)]
print("\n".join(wrong) or f"{len(commits)} commits say what and why")
sys.exit(bool(wrong))
