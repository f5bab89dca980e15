#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a fresh Debian 12 machine ready: installs what is missing of debian-packages.txt (as root, or with sudo).
# With a preset, also configures and builds it; further words are targets.
# usage: sh lib/cmake/setup.sh [PRESET [TARGET...]]
set -eu
source_dir=$(cd "$(dirname "$0")/../.." && pwd)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "setup.sh: packages are missing, and this needs root or sudo: $missing" >&2
    exit 77
  fi
}

missing=
if command -v dpkg-query >/dev/null; then
  for package in $(sed 's/#.*//' "$source_dir/lib/cmake/debian-packages.txt"); do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
else
  echo "setup.sh: this is no Debian; the packages of lib/cmake/debian-packages.txt are taken to be there" >&2
fi
if [ -n "$missing" ]; then
  echo "installing:$missing"
  as_root apt-get update -q
  # shellcheck disable=SC2086 # a list of words
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi

[ $# -gt 0 ] || exit 0
preset=$1
shift
cd "$source_dir"
cmake --preset "$preset"
if [ $# -gt 0 ]; then cmake --build --preset "$preset" --target "$@"; else cmake --build --preset "$preset"; fi
