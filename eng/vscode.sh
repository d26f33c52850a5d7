#!/usr/bin/env bash
# Packs the extension for VS Code: artifacts/vscode/ncompose-vscode-VERSION.tgz. Needs node and npm; packages come from package-lock.json.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly SOURCE=$ROOT/src/Compose.Lsp/VsCode
readonly WORK=$ROOT/artifacts/vscode

mkdir -p "$WORK"
rm -rf "$WORK/source" "$WORK"/*.tgz
cp -r "$SOURCE"/source "$SOURCE"/package.json "$SOURCE"/package-lock.json "$SOURCE"/README.md "$ROOT/LICENSE" "$WORK"
cd "$WORK"
npm ci --no-audit --no-fund --silent
npm pack --silent
