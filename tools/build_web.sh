#!/usr/bin/env bash
# Builds the web application, web/dist, which the program embeds (src/http/assets.cpp): only where web/ has
# changed since the last time. Needs npm; a Node.js below 20 is passed over for the one that npm brings.
set -euo pipefail
cd "$(dirname "$0")/../web"

sources() {
  find . \( -path ./node_modules -o -path ./dist \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum
}
stamp=dist/.stamp
now=$(sources)
[ "$(cat $stamp 2>/dev/null)" != "$now" ] || exit 0

node_major() { node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }
if [ "$(node_major)" -lt 20 ]; then
  npm install --silent --no-fund --no-audit --prefix ../build/node node@20
  PATH=$PWD/../build/node/node_modules/node/bin:$PATH
  [ "$(node_major)" -ge 20 ] || { echo 'Node.js 20 is needed to build web/' >&2; exit 1; }
fi
npm ci --silent --no-fund --no-audit
npm run --silent build
node tools/compress.mjs
echo "$now" >$stamp
