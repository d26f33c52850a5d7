#!/usr/bin/env bash
# Builds ncompose as one native file: artifacts/bin/ncompose. `eng/build.sh --help` says how.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly OUT=$ROOT/artifacts
readonly BINARY=$OUT/bin/ncompose
readonly LIMIT=$((30 * 1024 * 1024))

usage() {
  cat <<'TEXT'
usage: eng/build.sh [--force] [--lock]

Builds artifacts/bin/ncompose when a source is newer than it. Fails on any warning of the compiler, the trimmer or the native compiler.
Needs the .NET SDK and a C linker (gcc or clang); installs nothing.

options
  --force  builds although nothing is newer
  --lock   writes the lock files of the native build anew (eng/locks), for when a package changes
TEXT
}

say() { printf 'build: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

require_tools() {
  have dotnet || fail "the .NET SDK 10 is missing; https://dotnet.microsoft.com/download says how to install it"
  (cd "$ROOT" && dotnet --version >/dev/null 2>&1) || fail "no .NET SDK here fits global.json: $(cd "$ROOT" && dotnet --version 2>&1 | head -n 1)"
  local linker
  linker=$(command -v clang || command -v gcc) || fail "a C linker is missing; install it: apt-get install gcc libc6-dev"
  echo 'int main(void) { return 0; }' | "$linker" -x c - -o /dev/null 2>/dev/null ||
    fail "$linker cannot link a program; install what it lacks: apt-get install gcc libc6-dev"
}

platform() {
  local system machine
  case $(uname -s) in Linux) system=linux ;; Darwin) system=osx ;; *) fail "no native build for $(uname -s)" ;; esac
  case $(uname -m) in x86_64 | amd64) machine=x64 ;; aarch64 | arm64) machine=arm64 ;; *) fail "no native build for $(uname -m)" ;; esac
  echo "$system-$machine"
}

# Whatever the binary is made of: also a deleted file shows, by its folder.
newer_source() {
  [[ -x $BINARY ]] || return 0
  local found
  found=$(find "$ROOT/src" "$ROOT/eng/locks" "$ROOT"/Directory.* "$ROOT/global.json" "$ROOT"/eng/BannedSymbols* "$ROOT/eng/build.sh" \
    \( -name bin -o -name obj \) -prune -o -newer "$BINARY" -print -quit)
  [[ -n $found ]]
}

restore() {
  dotnet restore "$ROOT/src/Compose.Cli" --runtime "$(platform)" -p:NativePlatform="$(platform)" -v q "$@"
}

write_locks() {
  rm -rf "$ROOT/eng/locks/$(platform)"
  CI='' restore -p:WriteLocks=true --force-evaluate >&2
  say "wrote eng/locks/$(platform)"
}

publish() {
  local log=$OUT/native/build.log stamp=$OUT/native/started
  mkdir -p "$OUT/bin"
  # What changes while it builds is newer than the binary.
  touch "$stamp"
  # What dotnet leaves running must not hold our lock: it outlives a build that was broken off.
  if ! (cd "$ROOT" && dotnet publish src/Compose.Cli -c Release -r "$(platform)" -p:NativePlatform="$(platform)" \
    -o "$OUT/native/publish" -v q --nologo -nodeReuse:false) >"$log" 2>&1 9>&-; then
    cat "$log" >&2
    fail "failed (log: artifacts/native/build.log)"
  fi
  if grep -E '(^|[: ])warning( |:)' "$log" >&2; then fail "there are warnings, and none are allowed"; fi
  touch -r "$stamp" "$OUT/native/publish/ncompose"
  # A binary that runs may be replaced, but not written to.
  cp -p "$OUT/native/publish/ncompose" "$BINARY.new"
  mv -f "$BINARY.new" "$BINARY"
}

verify() {
  local size
  size=$(wc -c <"$BINARY")
  ((size <= LIMIT)) || fail "artifacts/bin/ncompose has $size bytes, more than the $LIMIT that it may have"
  "$BINARY" version >/dev/null || fail "artifacts/bin/ncompose does not run"
  awk -v bytes="$size" 'BEGIN { printf "build: artifacts/bin/ncompose, %.1f MB\n", bytes / 1048576 }' >&2
}

main() {
  local force=false lock=false
  while (($#)); do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --force) force=true ;;
      --lock) lock=true ;;
      *) fail "unknown argument '$1' (see --help)" ;;
    esac
    shift
  done
  require_tools
  mkdir -p "$OUT/native"
  if have flock; then exec 9>"$OUT/native/lock"; flock 9; fi
  if [[ $force == false && $lock == false ]] && ! newer_source; then say "artifacts/bin/ncompose is up to date"; return; fi
  if [[ $lock == true ]]; then write_locks; fi
  publish
  verify
}

main "$@"
