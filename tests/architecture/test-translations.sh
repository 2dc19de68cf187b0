#!/bin/sh
# Is po/outdial.pot what the sources say, and is every file with words for people listed?
# usage: test-translations.sh SOURCE_ROOT [--update]
set -eu
cd "$1"
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
xgettext --files-from=po/POTFILES --from-code=UTF-8 --keyword=_ --add-comments=Translators \
  --package-name=outdial --no-location --omit-header --output="$fresh"
msgfmt --check-format -o /dev/null "$fresh"
if [ "${2:-}" = --update ]; then
  cp "$fresh" po/outdial.pot
fi
diff -u po/outdial.pot "$fresh"
# A file that says _("…") and is not listed would never be translated.
grep -rlE '\b_ \("' src --include='*.c' | sort >"$fresh"
diff -u "$fresh" po/POTFILES
