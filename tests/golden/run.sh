#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs golden tests: commands in a fresh folder, with clock, language, width and home held still; a command's text is
# its seed.
# usage: run.sh [--update] PROGRAM FILE.test...
#
#   # a remark                      > file.json        the indented lines below it become that file
#   $ scamdesk desk show              {"a": "1"}
#   what standard output says       $ scamdesk ... \   a command goes on after a backslash
#   ! what standard error says        --json           a package's receipt reads (receipt)
#   ? 66                            a line of output that begins with one of # $ ! ? > \ is written with a \ before it
#
# $GOLDEN is this folder, for the shared beginnings under setup/. The templates' folder reads [templates], the test's own [here]. Blank lines at the end of an output do not count.
set -u
update=no
if [ "$1" = --update ]; then update=yes; shift; fi
program=$(readlink -f "$1"); shift
golden=$(dirname "$(readlink -f "$0")")
status=0

run_one() {
  test=$(readlink -f "$1")
  box=$(mktemp -d)
  mkdir "$box/here" "$box/home" "$box/bin"
  ln -s "$program" "$box/bin/scamdesk"
  (cd "$box/here" && play "$test" "$box" >"$box/actual")
  if cmp -s "$test" "$box/actual"; then
    :
  elif [ "$update" = yes ]; then
    cp "$box/actual" "$test"
    echo "updated $1"
  else
    diff -u --label "$1" "$test" --label actual "$box/actual"
    status=1
  fi
  chmod -R u+w "$box"
  rm -rf "$box"
}

# Writes the test again with what really happens.
play() {
  templates=$(dirname "$(dirname "$program")")/share/scamdesk/templates
  blanks=0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      '') blanks=$((blanks + 1)); continue ;;
      '#'*) emit_blanks; printf '%s\n' "$line" ;;
      '> '*) emit_blanks; printf '%s\n' "$line"; file=${line#> }; mkdir -p "$(dirname "$file")"; : >"$file" ;;
      '  '*) if [ -n "${file:-}" ]; then printf '%s\n' "$line"; printf '%s\n' "${line#  }" >>"$file"; continue; fi ;;
      '$ '*)
        emit_blanks
        printf '%s\n' "$line"
        command=${line#??}
        while [ "${line%\\}" != "$line" ] && IFS= read -r line; do
          printf '%s\n' "$line"
          command=$(printf '%s\n%s' "$command" "$line")
        done
        perform "$2" "$command" "$templates" ;;
    esac
    blanks=0
    case $line in '> '*) ;; *) file= ;; esac
  done <"$1"
  emit_blanks
}

emit_blanks() {
  while [ "$blanks" -gt 0 ]; do echo; blanks=$((blanks - 1)); done
}

perform() {
  env -i PATH="$1/bin:$PATH" LSAN_OPTIONS="${LSAN_OPTIONS:-}" HOME="$1/home" XDG_DATA_HOME="$1/home/.local/share" XDG_CONFIG_HOME="$1/home/.config" \
    XDG_DATA_DIRS=/nonexistent LC_ALL=C.UTF-8 TZ=UTC COLUMNS=100 TERM=dumb SCAMDESK_LANG=ko SCAMDESK_ACTOR=tester \
    SCAMDESK_NOW=2025-10-20T00:00:00Z SCAMDESK_SEED="$2" GOLDEN="$golden" \
    sh -c "$2" >"$1/out" 2>"$1/err" </dev/null
  code=$?
  plain "$1/out" "$3" "$1/here" ''
  plain "$1/err" "$3" "$1/here" '! '
  [ "$code" -eq 0 ] || echo "? $code"
}

# The lines of a stream as the test writes them: without trailing blank lines, with folders named.
plain() {
  awk -v templates="$2" -v here="$3" -v mark="$4" '
    function name(text, folder, word,   at) {
      while (folder != "" && (at = index(text, folder))) {
        text = substr(text, 1, at - 1) word substr(text, at + length(folder))
      }
      return text
    }
    # A receipt is of every byte, those of the templates too: 9 letters stand for it, so that tables stay as they are.
    function receipts(text,   c, four, before, after, code, done) {
      c = "[0-9A-HJKMNP-TV-Z]"; four = c c c c
      while (match(text, four "-" four)) {
        before = RSTART > 1 ? substr(text, RSTART - 1, 1) : " "
        after = substr(text, RSTART + RLENGTH, 1)
        code = substr(text, RSTART, RLENGTH)
        if (before ~ /[-0-9A-Za-z]/ || after ~ /[-0-9A-Za-z]/) {
          done = done substr(text, 1, RSTART); text = substr(text, RSTART + 1)
        } else {
          done = done substr(text, 1, RSTART - 1) "(receipt)"; text = substr(text, RSTART + RLENGTH)
        }
      }
      return done text
    }
    {
      line = receipts(name(name($0, here, "[here]"), templates, "[templates]"))
      if (line == "") { blank++; next }
      while (blank > 0) { print mark == "" ? "" : "!"; blank-- }
      if (mark == "" && line ~ /^[#$!?>\\]/) { line = "\\" line }
      print mark line
    }' "$1"
}

for test in "$@"; do run_one "$test"; done
exit $status
