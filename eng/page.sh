#!/usr/bin/env bash
# Bundles the page of `ncompose ui`: src/Compose.Ui/Page/source becomes Page/dist, which is in the repository, so that the build needs no node.
# A test compares Page/dist/sources.sha256 with the sources. Needs node and npm; packages come from package-lock.json.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly PAGE=$ROOT/src/Compose.Ui/Page
readonly WORK=$ROOT/artifacts/page

mkdir -p "$WORK" "$PAGE/dist"
rm -rf "$WORK/source"
cp -r "$PAGE"/source "$PAGE"/package.json "$PAGE"/package-lock.json "$PAGE"/tsconfig.json "$WORK"
cd "$WORK"
if ! cmp -s package-lock.json installed.json; then
  npm ci --no-audit --no-fund --silent
  cp package-lock.json installed.json
fi
npx tsc
bundle() {
  npx esbuild "source/$1" --bundle --minify --format=esm --target=es2022 --legal-comments=none --log-level=warning --outfile="$PAGE/dist/$2" "${@:3}"
}
bundle main.tsx app.js --jsx=automatic --jsx-import-source=preact --external:./terminal.js
bundle terminal.ts terminal.js
npx esbuild source/app.css --bundle --minify --log-level=warning --outfile="$PAGE/dist/app.css"
cp source/index.html source/icon.svg "$PAGE/dist"
# What the page is made of asks for its licence to go with it.
for package in preact @preact/signals @preact/signals-core @xterm/xterm @xterm/addon-fit; do
  printf '%s %s\n\n' "$package" "$(node -p "require('./node_modules/$package/package.json').version")"
  cat "node_modules/$package/LICENSE"
  printf '\n\n'
done >"$PAGE/dist/licences.txt"
(cd "$PAGE" && find source package.json package-lock.json -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1 >dist/sources.sha256)
gzip -9 -c "$PAGE"/dist/*.js "$PAGE"/dist/*.css "$PAGE"/dist/*.html | wc -c | sed 's/$/ bytes compressed/'
