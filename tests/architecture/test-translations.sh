#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Is po/outdial.pot what the sources say, and is every file with words for people listed?
# usage: test-translations.sh SOURCE_ROOT [--update]
set -eu
export LC_ALL=C.UTF-8
cd "$1"
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
# A file that says _("…") or has a translatable text and is not listed would never be
# translated.
{
  grep -rlE '\b_ \("' src --include='*.c' || :
  grep -rl 'translatable="yes"' ui --include='*.ui' || :
} | LC_ALL=C sort >"$fresh"
[ "${2:-}" != --update ] || cp "$fresh" po/POTFILES
compare() {
  diff -u "$1" "$2" && return
  echo "after new words: sh tests/architecture/test-translations.sh . --update" >&2
  exit 1
}
compare "$fresh" po/POTFILES
# xgettext reads no macro: the words after it would never be found again.
if grep -rnE '_ \("[^)]*G_GU?INT64_FORMAT' src --include='*.c'; then
  echo "words for people with a macro in them: write %ld or %lu" >&2
  exit 1
fi
xgettext --files-from=po/POTFILES --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
  --add-comments=Translators --package-name=outdial --no-location \
  --output="$fresh"
sed -i -e '/POT-Creation-Date/d' -e 's/charset=CHARSET/charset=UTF-8/' "$fresh"
msgfmt --check-format -o /dev/null "$fresh"
[ "${2:-}" != --update ] || cp "$fresh" po/outdial.pot
compare po/outdial.pot "$fresh"
