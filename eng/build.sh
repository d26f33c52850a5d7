#!/usr/bin/env bash
# Builds ncompose as one native file: artifacts/bin/ncompose. `eng/build.sh --help` says how.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly OUT=$ROOT/artifacts
readonly BINARY=$OUT/bin/ncompose
readonly LIMIT=$((16 * 1024 * 1024))

usage() {
  cat <<'TEXT'
usage: eng/build.sh [--force] [--lock] [--framework net10.0|net9.0]

Builds artifacts/bin/ncompose when a source is newer than it. Fails on any warning of the compiler, the trimmer or the native compiler.
Needs the .NET SDK and a C linker (gcc or clang); installs nothing.

options
  --force      builds although nothing is newer
  --lock       writes the lock files of the native build anew (eng/locks), for when a package changes
  --framework  instead of net10.0 where its native runtime pack can be restored, net9.0 where it cannot
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

# net10.0 where its native runtime pack can be had from the package feed. Asking takes seconds, so the answer is kept for this SDK.
choose_framework() {
  local kept=$OUT/native/framework answer
  answer="$(cd "$ROOT" && dotnet --version) $(platform)"
  if [[ $(head -n 1 "$kept" 2>/dev/null) != "$answer" ]]; then
    mkdir -p "$OUT/native"
    if restore net10.0 -p:RestorePackagesWithLockFile=false >"$OUT/native/probe.log" 2>&1; then
      printf '%s\nnet10.0\n' "$answer" >"$kept"
    elif grep -q 'NU110[1-3]' "$OUT/native/probe.log"; then
      printf '%s\nnet9.0\n' "$answer" >"$kept"
    else
      # Without the feed nothing can be concluded, and nothing is kept.
      say "$(grep -m 1 -E 'error' "$OUT/native/probe.log" || tail -n 1 "$OUT/native/probe.log")"
      printf 'net9.0\n'
      return
    fi
  fi
  tail -n 1 "$kept"
}

restore() {
  local framework=$1
  shift
  dotnet restore "$ROOT/src/Compose.Cli" --runtime "$(platform)" -p:NativeFramework="$framework" -v q "$@"
}

write_locks() {
  local framework=$1
  rm -rf "$ROOT/eng/locks/$framework-$(platform)"
  CI='' restore "$framework" -p:WriteLocks=true --force-evaluate >&2
  say "wrote eng/locks/$framework-$(platform)"
}

publish() {
  local framework=$1 log=$OUT/native/build.log stamp=$OUT/native/started
  mkdir -p "$OUT/bin"
  # What changes while it builds is newer than the binary.
  touch "$stamp"
  # What dotnet leaves running must not hold our lock: it outlives a build that was broken off.
  if ! (cd "$ROOT" && dotnet publish src/Compose.Cli -c Release -r "$(platform)" -p:NativeFramework="$framework" \
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
  awk -v bytes="$size" -v framework="$1" 'BEGIN { printf "build: artifacts/bin/ncompose, %.1f MB, %s\n", bytes / 1048576, framework }' >&2
}

main() {
  local force=false lock=false framework=
  while (($#)); do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --force) force=true ;;
      --lock) lock=true ;;
      --framework) framework=${2-}; shift ;;
      *) fail "unknown argument '$1' (see --help)" ;;
    esac
    shift || fail "--framework needs a value"
  done
  require_tools
  mkdir -p "$OUT/native"
  if have flock; then exec 9>"$OUT/native/lock"; flock 9; fi
  if [[ $force == false && $lock == false ]] && ! newer_source; then say "artifacts/bin/ncompose is up to date"; return; fi
  framework=${framework:-$(choose_framework)}
  if [[ $lock == true ]]; then write_locks "$framework"; fi
  publish "$framework"
  verify "$framework"
}

main "$@"
