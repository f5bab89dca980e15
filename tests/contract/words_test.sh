#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No message, label or code lacks Korean or English.
# usage: words_test.sh SOURCE_DIR
set -eu
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

git ls-files 'lib/*.cpp' 'lib/*.hpp' 'cli/*.cpp' 'cli/*.hpp' >"$work/files"
xgettext --language=C++ --from-code=UTF-8 --keyword --keyword=message --keyword=said --keyword=_ --keyword=N_ --keyword=fault \
  --no-location -o "$work/used.pot" --files-from="$work/files"
msgcat --use-first --no-location $(git ls-files 'lib/po/ko/*.po' 'cli/po/ko/*.po') -o "$work/ko.po"

# Every id in the code has a translation that is neither empty nor fuzzy.
msgmerge --quiet --no-fuzzy-matching "$work/ko.po" "$work/used.pot" -o "$work/merged.po"
missing=$(msgattrib --untranslated --no-obsolete --no-wrap "$work/merged.po" | grep '^msgid' | grep -v '^msgid ""$' || true)
if [ -n "$missing" ]; then echo "without Korean:"; echo "$missing"; status=1; fi
# No translation is left over from a message that is gone.
stale=$(msgattrib --only-obsolete --no-wrap "$work/merged.po" | grep '^#~ msgid' | grep -v '^#~ msgid ""$' || true)
if [ -n "$stale" ]; then echo "Korean that nothing says any more:"; echo "$stale"; status=1; fi
# The arguments are the same in both languages.
msgcat --no-wrap "$work/ko.po" | awk '
  function marks(text,   n, all, list) {
    all = ""
    while (match(text, /\{[0-9]+\}/)) { list[substr(text, RSTART, RLENGTH)] = 1; text = substr(text, RSTART + RLENGTH) }
    for (n = 0; n < 10; ++n) { if (("{" n "}") in list) { all = all n } }
    return all
  }
  /^msgid /  { id = $0 }
  /^msgstr / { if (id != "msgid \"\"" && marks(id) != marks($0)) { print "arguments differ: " id; bad = 1 } }
  END { exit bad }' || status=1

# Every code has a label in both languages.
for file in $(git ls-files 'templates/codes/*.csv'); do
  awk -F, -v file="$file" '
    NR == 1 { if ($0 !~ /^(\xef\xbb\xbf)?code,label_ko,label_en/) { print file ": the header begins with code,label_ko,label_en"; bad = 1 } next }
    $0 !~ /"/ && ($1 == "" || $2 == "" || $3 == "") { print file ":" NR ": a code or label is empty"; bad = 1 }
    END { exit bad }' "$file" || status=1
done

count=$(grep -c '^msgid' "$work/used.pot")
[ "$count" -gt 50 ] || { echo "only $count messages were found: is this the source tree?"; status=1; }
[ "$status" -ne 0 ] || echo "$count messages, $(git ls-files 'templates/codes/*.csv' | wc -l) code lists: all in both languages"
exit $status
