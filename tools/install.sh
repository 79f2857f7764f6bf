#!/usr/bin/env bash
# install.sh WHO...: installs the packages of tools/packages.txt that WHO (run, test) needs and that are
# missing, with apt. Does nothing, and asks for no right, when all are there. A third word in a line is a command:
# where it can be found, whoever brought it, the package is not needed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

wanted=()
for who in "$@"; do
  while read -r name program; do
    [ -n "$program" ] && command -v "$program" >/dev/null || wanted+=("$name")
  done < <(awk -v who="$who" '$1 == who {print $2, $3}' "$here/packages.txt")
done
missing=()
for name in "${wanted[@]}"; do
  dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "apt: ${missing[*]}"
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -qq
"${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
