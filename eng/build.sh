#!/usr/bin/env bash
# Builds ncompose as one native file: artifacts/bin/ncompose, and the programs that it starts, artifacts/bin/ncompose-ui and artifacts/bin/ncompose-lsp.
# `eng/build.sh --help` says how.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly OUT=$ROOT/artifacts
readonly LIMIT=$((30 * 1024 * 1024))
# Its instructions take more room.
readonly ARM64_LIMIT=$((31 * 1024 * 1024))

usage() {
  cat <<'TEXT'
usage: eng/build.sh [--ui] [--lsp] [--arm64] [--force] [--lock]

Builds artifacts/bin/ncompose when a source is newer than it. Fails on any warning of the compiler, the trimmer or the native compiler.
Needs the .NET SDK and a C linker (gcc or clang); installs nothing.

options
  --ui     builds artifacts/bin/ncompose-ui besides, which `ncompose ui` starts
  --lsp    builds artifacts/bin/ncompose-lsp besides, which `ncompose lsp` starts
  --arm64  builds for linux-arm64 on another machine, into artifacts/bin/linux-arm64; needs Debian's gcc-aarch64-linux-gnu
  --force  builds although nothing is newer
  --lock   writes the lock files of the native build again (eng/locks), for when a package changes
TEXT
}

say() { printf 'build: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The platform that is built for, and the folder of its programs.
target='' bin=$OUT/bin

require_tools() {
  have dotnet || fail "the .NET SDK 10 is missing; https://dotnet.microsoft.com/download says how to install it"
  (cd "$ROOT" && dotnet --version >/dev/null 2>&1) || fail "no .NET SDK here fits global.json: $(cd "$ROOT" && dotnet --version 2>&1 | head -n 1)"
  local linker
  linker=$(command -v clang || command -v gcc) || fail "a C linker is missing; install it: apt-get install gcc libc6-dev"
  echo 'int main(void) { return 0; }' | "$linker" -x c - -o /dev/null 2>/dev/null ||
    fail "$linker cannot link a program; install what it lacks: apt-get install gcc libc6-dev"
}

platform() {
  if [[ -n $target ]]; then echo "$target"; return; fi
  local system machine
  case $(uname -s) in Linux) system=linux ;; Darwin) system=osx ;; *) fail "no native build for $(uname -s)" ;; esac
  case $(uname -m) in x86_64 | amd64) machine=x64 ;; aarch64 | arm64) machine=arm64 ;; *) fail "no native build for $(uname -m)" ;; esac
  echo "$system-$machine"
}

# Whatever the binary is made of: also a deleted file shows, by its folder.
newer_source() {
  local binary=$1 found project others=()
  [[ -x $binary ]] || return 0
  for project in Compose.Cli:ncompose Compose.Ui:ncompose-ui Compose.Lsp:ncompose-lsp; do
    if [[ ${project#*:} != "${binary##*/}" ]]; then others+=(-o -name "${project%:*}" -o -name "${project%:*}.lock.json"); fi
  done
  found=$(find "$ROOT/src" "$ROOT/eng/locks" "$ROOT"/Directory.* "$ROOT/global.json" "$ROOT"/eng/BannedSymbols* "$ROOT/eng/build.sh" \
    \( -name bin -o -name obj "${others[@]}" \) -prune -o -newer "$binary" -print -quit)
  [[ -n $found ]]
}

restore() {
  local project=$1
  shift
  dotnet restore "$ROOT/src/$project" --runtime "$(platform)" -p:NativePlatform="$(platform)" -v q "$@"
}

write_locks() {
  rm -rf "$ROOT/eng/locks/$(platform)"
  CI='' restore Compose.Cli -p:WriteLocks=true --force-evaluate >&2
  CI='' restore Compose.Ui -p:WriteLocks=true --force-evaluate >&2
  CI='' restore Compose.Lsp -p:WriteLocks=true --force-evaluate >&2
  say "wrote eng/locks/$(platform)"
}

# publish PROJECT BINARY
publish() {
  local project=$1 binary=$2 log=$OUT/native/build.log stamp=$OUT/native/started
  local published=$OUT/native/publish/$target/$project options=()
  mkdir -p "$bin"
  if [[ -n $target ]]; then options=(-p:CppCompilerAndLinker="$ROOT/eng/aarch64-linker.sh" -p:ObjCopyName=aarch64-linux-gnu-objcopy); fi
  # What changes while it builds is newer than the binary.
  touch "$stamp"
  # Style has been judged by the build of the solution; the trimmer and the native compiler warn by themselves.
  # What dotnet leaves running must not hold our lock: it outlives a build that was broken off.
  if ! (cd "$ROOT" && dotnet publish "src/$project" -c Release -r "$(platform)" -p:NativePlatform="$(platform)" \
    -p:RunAnalyzersDuringBuild=false "${options[@]}" -o "$published" -v q --nologo -nodeReuse:false) >"$log" 2>&1 9>&-; then
    cat "$log" >&2
    fail "failed (log: artifacts/native/build.log)"
  fi
  if grep -E '(^|[: ])warning( |:)' "$log" >&2; then fail "there are warnings, and none are allowed"; fi
  touch -r "$stamp" "$published/${binary##*/}"
  # A binary that runs may be replaced, but not written to.
  cp -p "$published/${binary##*/}" "$binary.new"
  mv -f "$binary.new" "$binary"
}

verify() {
  local binary=$1 name=${1#"$ROOT"/} size limit=$LIMIT
  if [[ $(platform) == *-arm64 ]]; then limit=$ARM64_LIMIT; fi
  size=$(wc -c <"$binary")
  ((size <= limit)) || fail "$name has $size bytes, more than the $limit that it may have"
  if [[ -z $target ]]; then
    "$binary" version >/dev/null || fail "$name does not run"
  elif have qemu-aarch64-static; then
    qemu-aarch64-static -L /usr/aarch64-linux-gnu "$binary" version >/dev/null || fail "$name does not run"
  else
    say "$name was not run: that needs qemu-user-static"
  fi
  awk -v bytes="$size" -v name="$name" 'BEGIN { printf "build: %s, %.1f MB\n", name, bytes / 1048576 }' >&2
}

# build PROJECT NAME FORCE
build() {
  local binary=$bin/$2
  if [[ $3 == false ]] && ! newer_source "$binary"; then say "${binary#"$ROOT"/} is up to date"; return; fi
  publish "$1" "$binary"
  verify "$binary"
}

main() {
  local force=false lock=false ui=false lsp=false
  while (($#)); do
    case $1 in
      -h | --help) usage; exit 0 ;;
      --force) force=true ;;
      --lock) lock=true ;;
      --ui) ui=true ;;
      --lsp) lsp=true ;;
      --arm64) if [[ $(platform) != linux-arm64 ]]; then target=linux-arm64 bin=$OUT/bin/linux-arm64; fi ;;
      *) fail "unknown argument '$1' (see --help)" ;;
    esac
    shift
  done
  require_tools
  if [[ -n $target ]]; then have aarch64-linux-gnu-gcc || fail "a linker for arm64 is missing; install it: apt-get install gcc-aarch64-linux-gnu"; fi
  mkdir -p "$OUT/native"
  if have flock; then exec 9>"$OUT/native/lock"; flock 9; fi
  if [[ $lock == true ]]; then write_locks; force=true; fi
  build Compose.Cli ncompose "$force"
  if [[ $ui == true ]]; then build Compose.Ui ncompose-ui "$force"; fi
  if [[ $lsp == true ]]; then build Compose.Lsp ncompose-lsp "$force"; fi
}

main "$@"
