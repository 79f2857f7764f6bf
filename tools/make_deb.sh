#!/usr/bin/env bash
# make_deb.sh [BINARY [FOLDER]]: packs a built program (build/release/tenbin) as FOLDER/tenbin_VERSION_ARCH.deb
# (build/) and prints its path. The same bytes for the same program and commit. Needs gcc, binutils and dpkg-dev.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
binary=$(realpath "${1:-$root/build/release/tenbin}")
folder=$(realpath "${2:-$root/build}")
version=$("$binary" --version)
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
files=$root/packaging/debian

# put MODE FILE PLACE: PLACE is a path in the package; FILE - is standard input.
put() {
  if [ "$2" = - ]; then install -D -m "$1" /dev/stdin "$tree/$3"; else install -D -m "$1" "$2" "$tree/$3"; fi
}

# A library that names every function that the program loads when it is first called, for dpkg-shlibdeps to look at.
make_lazy_library() {
  local libraries=() line
  echo .data >"$work/lazy.s"
  while read -r line; do
    case $line in
      '' | '#'*) ;;
      *.so*) libraries+=("-l:$line") ;;
      *) echo ".quad $line" ;;
    esac
  done < <(cat "$root"/src/*/lazy.txt) >>"$work/lazy.s"
  gcc -shared -nostdlib -o "$work/lazy.so" "$work/lazy.s" -Wl,--no-as-needed "${libraries[@]}"
}

# Libraries with the versions that they need; fonts and the colour profile.
dependencies() {
  local shared
  mkdir "$work/debian"
  printf 'Source: tenbin\n\nPackage: tenbin\nArchitecture: any\n' >"$work/debian/control"
  make_lazy_library
  shared=$(cd "$work" && dpkg-shlibdeps -O -e "$tree/usr/bin/tenbin" -e lazy.so 2>"$work/shlibdeps.log") ||
    { cat "$work/shlibdeps.log" >&2; return 1; }
  { echo adduser; awk '$1 == "run" && $2 ~ /^(fonts-|icc-)/ {print $2}' "$root/tools/packages.txt"; } | paste -sd, | sed 's/,/, /g' |
    sed "s/\$/, ${shared#shlibs:Depends=}/"
}

# What is in the pages: the packages that web/ needs to run.
web_packages() {
  python3 - "$root/web/package-lock.json" <<'END'
import json, sys
for name, about in json.load(open(sys.argv[1]))["packages"].items():
    if name and not about.get("dev"):
        print(f"{name.removeprefix('node_modules/')} {about['version']}: {about.get('license', 'see its page')}")
END
}

# One entry; git has the rest.
changelog() {
  printf 'tenbin (%s) stable; urgency=medium\n\n  * Commit %s.\n\n -- Tenbin <tenbin@localhost>  %s\n' "$version" \
    "$(git -C "$root" log -1 --format=%h)" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n
}

fill_tree() {
  put 755 "$binary" usr/bin/tenbin
  strip --strip-unneeded "$tree/usr/bin/tenbin"
  put 644 "$files/tenbin.service" usr/lib/systemd/system/tenbin.service
  put 644 "$files/tenbin.toml" etc/tenbin/tenbin.toml
  "$binary" man --lang en | gzip -9n | put 644 - usr/share/man/man1/tenbin.1.gz
  "$binary" man --lang ja | gzip -9n | put 644 - usr/share/man/ja/man1/tenbin.1.gz
  "$binary" completion bash | put 644 - usr/share/bash-completion/completions/tenbin
  "$binary" completion zsh --lang en | put 644 - usr/share/zsh/vendor-completions/_tenbin
  "$binary" completion fish --lang en | put 644 - usr/share/fish/vendor_completions.d/tenbin.fish
  local name
  for name in README.md README.ja.md docs/OPERATING.md docs/OPERATING.ja.md; do
    put 644 "$root/$name" "usr/share/doc/tenbin/$(basename "$name")"
  done
  { cat "$files/copyright"; web_packages; } | put 644 - usr/share/doc/tenbin/copyright
  changelog | put 644 - usr/share/doc/tenbin/changelog.gz
}

fill_control() {
  local depends
  depends=$(dependencies)
  put 644 - DEBIAN/control <<END
Package: tenbin
Version: $version
Architecture: $architecture
Maintainer: Tenbin <tenbin@localhost>
Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
Depends: $depends
Recommends: ca-certificates
Section: misc
Priority: optional
Description: mass-balance ledger for aluminium
 Keeps what renewable metal was bought, assigns it to products, issues
 certificates and lets anyone check them. A command line, a web application
 and an API in one program, one file a book.
END
  echo /etc/tenbin/tenbin.toml | put 644 - DEBIAN/conffiles
  local script
  for script in postinst prerm postrm; do put 755 "$files/$script" "DEBIAN/$script"; done
  (cd "$tree" && find etc usr -type f -print0 | sort -z | xargs -0 md5sum) | put 644 - DEBIAN/md5sums
}

umask 022
fill_tree
fill_control
deb=$folder/tenbin_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$tree" "$deb" >/dev/null
echo "$deb"
