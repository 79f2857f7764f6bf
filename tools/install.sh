#!/usr/bin/env bash
# install.sh WHO...: installs the packages of tools/packages.txt that WHO (run, test) needs and that are
# missing, with apt. Does nothing, and asks for no right, when all are there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

wanted=()
for who in "$@"; do
  while read -r name; do wanted+=("$name"); done < <(awk -v who="$who" '$1 == who {print $2}' "$here/packages.txt")
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
