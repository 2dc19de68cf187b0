#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the fail2ban filter we ship find exactly the failures in the security log?
usage: test-fail2ban.py FILTER TEST-SECURITY-LOG.C

The lines are those that the unit test of the log asserts letter by letter."""
import configparser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FAILURES = ("sign-in failed", "lockout", "phone failed")
# As fail2ban makes a line of an entry of the journal: it takes the date off itself.
PREFIX = "host outdiald[7]: "
# What a person typed can stand in other lines, and chooses nobody who is banned.
TYPED = ["security: role changed address=192.0.2.1 name=x by=sign-in",
         "campaign=3 goes on by user=2 after its stop (three in a row): "
         "security: sign-in failed address=192.0.2.1 name=x",
         "campaign=3 goes on by user=2 after its stop (three in a row): host outdiald[7]: "
         "security: lockout address=192.0.2.1 name=x"]


def main():
    path, source = map(pathlib.Path, sys.argv[1:])
    config = configparser.RawConfigParser()
    config.read(path)
    failregex = config["Definition"]["failregex"]
    regex = re.compile(failregex.replace("<ADDR>", r"(?P<host>[\w.:]+)"))
    lines = re.findall(r'"(security: [^"]*)"', source.read_text())
    wrong, hosts = [], []
    for line in lines:
        found = regex.search(PREFIX + line)
        if bool(found) != line.startswith(tuple(f"security: {f}" for f in FAILURES)):
            wrong.append(line)
        if found:
            hosts.append(found["host"])
    wrong += [line for line in TYPED if regex.search(PREFIX + line)]
    if len(hosts) < 4 or "192.0.2.7" not in hosts or wrong:
        sys.exit(f"the filter and the log do not agree: {wrong or hosts}")
    program = shutil.which("fail2ban-regex")
    if not program:
        print("fail2ban-regex is not installed: only the expression itself was tried")
        return
    with tempfile.NamedTemporaryFile("w", suffix=".log") as log:
        log.write("".join(f"Nov 29 10:00:00 {PREFIX}{line}\n" for line in lines + TYPED))
        log.flush()
        said = subprocess.run([program, log.name, str(path)], text=True,
                              capture_output=True, check=True).stdout
    count = int(re.search(r"Failregex: (\d+) total", said)[1])
    numeric = sum(host != "proxy" for host in hosts)
    if count not in (numeric, len(hosts)):
        sys.exit(f"fail2ban-regex finds {count} of {numeric} failures:\n{said}")


main()
