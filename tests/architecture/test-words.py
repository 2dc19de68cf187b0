#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing has one word in every window: the other spellings are found in po/outdial.pot,
which test-translations.sh keeps equal to the windows."""
import pathlib
import re
import sys

# What must not stand there: what does instead.
SPELLINGS = {
    r"[Ll]og(ging)? ?(Out|out|in|In)\b": "Sign In, Sign Out",
    r"[Ss]ign(in|out)\b": "Sign In, Sign Out",
    r"\bCaller Id\b|\bCaller id\b": "Caller ID",
    r"\bSip\b": "SIP",
    r"[Dd]iall(er|ed|ing)": "dialer, dialed, dialing",
}
# The guide's own words.
KEPT = {"Agents Logged In"}


def read_words(path):
    """The texts for people, each in one piece."""
    text = path.read_text(encoding="utf-8")
    for found in re.finditer(r'^msgid(?:_plural)? ((?:".*"\n)+)', text, re.MULTILINE):
        yield "".join(re.findall(r'"(.*)"', found[1]))


def main():
    wrong = [f"“{words}”: write {right}"
             for words in read_words(pathlib.Path(sys.argv[1]) / "po/outdial.pot")
             if words not in KEPT
             for pattern, right in SPELLINGS.items() if re.search(pattern, words)]
    print("\n".join(wrong) or "words: one spelling for each")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
